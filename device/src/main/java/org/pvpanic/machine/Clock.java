package org.pvpanic.machine;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The machine's time, in nanoseconds since power-on, and the timers that wait for it. It stands
 * still while the machine is stopped, and moves only when something is served: to a timer's due
 * time, to an input's time, or by the time that a step says its work took. So what guest code sees
 * of it depends on the journal alone, never on the host.
 */
public final class Clock {

  /** How machine time relates to the host's. */
  public enum Mode {
    /** Machine time keeps pace with the host's clock. */
    REAL,
    /** As soon as the machine is idle, time jumps to the next timer. */
    WARP,
    /**
     * {@link #WARP} from reset until the guest says that it has booted ({@link Vcpu#endBoot}) or
     * waits for nothing but its input, then {@link #REAL}. A machine that is reset again and again
     * must not keep the host busy: a boot warps only where the time that was warped is less than
     * {@link #MOST_WARPED} ahead of the time that kept pace with the host; other boots are real.
     */
    WARP_BOOT,
    /** Time moves only when it is told to ({@link Input.AdvanceClock}). */
    MANUAL
  }

  /** Some boots: one takes 5 to 15 s of machine time. */
  static final long MOST_WARPED = 60_000_000_000L;

  /** No timer is pending. */
  public static final long NEVER = Long.MAX_VALUE;

  /** A callback that waits for a point of machine time. */
  public static final class Timer {
    private final long due;
    private final long order;
    private final Runnable callback;

    private Timer(long due, long order, Runnable callback) {
      this.due = due;
      this.order = order;
      this.callback = callback;
    }
  }

  private final TimeSource host;
  private final Mode mode;
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(
          4,
          (a, b) -> a.due != b.due ? Long.compare(a.due, b.due) : Long.compare(a.order, b.order));
  private long timersMade;
  private long now;
  private boolean running;
  private boolean warping;
  private boolean warped;

  /** Machine time that has warped, less that which has kept pace with the host; at least 0. */
  private long lead;

  /** Host time minus machine time, valid while the clock runs in step with the host. */
  private long hostOffset;

  /** In {@link Mode#MANUAL}: how far the clock may go. */
  private long manualLimit;

  Clock(Mode mode, TimeSource host) {
    this.mode = mode;
    this.host = host;
    this.warping = mode == Mode.WARP || mode == Mode.WARP_BOOT;
  }

  /** Whether time moves only when it is told to, to the next timer for instance. */
  public boolean isManual() {
    return mode == Mode.MANUAL;
  }

  /** Machine time in nanoseconds since power-on. */
  public long now() {
    return now;
  }

  /** Calls {@code callback} once {@code delayNs} nanoseconds of machine time have passed. */
  public Timer schedule(long delayNs, Runnable callback) {
    if (delayNs < 0) {
      throw new IllegalArgumentException("delay " + delayNs + " ns is negative");
    }
    long due = now + delayNs;
    Timer timer = new Timer(due < 0 ? NEVER : due, timersMade++, callback);
    timers.add(timer);
    return timer;
  }

  /** Takes a timer back; a timer that has fired is ignored. */
  public void cancel(@Nullable Timer timer) {
    if (timer != null) {
      timers.remove(timer);
    }
  }

  void spend(long ns) {
    now += ns;
    warped |= warping;
    lead = Math.max(0, warping ? lead + ns : lead - ns);
  }

  /** Due time of the next timer, or {@link #NEVER}. */
  long nextDue() {
    Timer next = timers.peek();
    return next == null ? NEVER : next.due;
  }

  /** Fires the next timer if it is due. */
  boolean fireDue() {
    Timer next = timers.peek();
    if (next == null || next.due > now) {
      return false;
    }
    timers.poll();
    next.callback.run();
    return true;
  }

  /** How far the host lets machine time go at this instant. */
  long limit() {
    if (warping) {
      return NEVER;
    }
    return mode == Mode.MANUAL ? manualLimit : Math.max(now, host.nanoTime() - hostOffset);
  }

  /** Moves to {@code time} unless the clock is past it already. */
  void advanceTo(long time) {
    if (time > now) {
      spend(time - now);
    }
  }

  /** Whether the machine runs and its time has nothing to do with the host's. */
  boolean isWarping() {
    return mode == Mode.WARP || (warping && running);
  }

  /** Whether time has jumped ahead of the host's since {@link #clearWarped}. */
  boolean hasWarped() {
    return warped;
  }

  void clearWarped() {
    warped = false;
  }

  /** The machine is idle and no timer is pending: boot is over. */
  void idle() {
    endBoot();
    passTime();
  }

  /** From now on {@link Mode#WARP_BOOT} keeps pace with the host. */
  void endBoot() {
    if (warping && mode == Mode.WARP_BOOT) {
      warping = false;
      syncWithHost();
    }
  }

  /** The machine is idle and no timer is due: time that was given has passed. */
  void passTime() {
    if (mode == Mode.MANUAL) {
      advanceTo(manualLimit);
    }
  }

  /** At most to the end of time. */
  void raiseManualLimit(long ns) {
    long limit = Math.max(manualLimit, now) + ns;
    manualLimit = limit < 0 ? NEVER : limit;
  }

  void reset() {
    timers.clear();
    boolean warps = mode == Mode.WARP || (mode == Mode.WARP_BOOT && lead < MOST_WARPED);
    if (warping && !warps) {
      syncWithHost();
    }
    warping = warps;
  }

  void start() {
    running = true;
    syncWithHost();
  }

  /** Time passes no more; what passes on the host meanwhile does not exist for the guest. */
  void stop() {
    running = false;
  }

  /** The time that an input which arrives at this instant gets. */
  long inputTime() {
    return running && !warping ? limit() : now;
  }

  /** How far the host is ahead of what has been served, in nanoseconds. */
  long lag() {
    return running && !warping && mode != Mode.MANUAL ? limit() - now : 0;
  }

  private void syncWithHost() {
    hostOffset = host.nanoTime() - now;
  }
}
