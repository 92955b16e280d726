package org.pvpanic.guest.user.time;

import org.pvpanic.guest.linux.Timekeeping;

/**
 * The daemon that keeps the guest's clock: chronyd or systemd-timesyncd. The board's network leads
 * nowhere; the pool that the distribution configures stands for the host's time of day, which goes
 * on while the machine is stopped.
 *
 * <p>It asks at intervals, as the real ones do, and so learns of a stop with its next question
 * only. What it would have done since somebody looked last is worked out when somebody looks.
 *
 * <p>Left out: the kernel's copying of the synchronised time to the clock chip every eleven
 * minutes, which shows the host's time anyway; measuring the frequency of a clock that has no
 * drift.
 */
public final class NtpDaemon {

  /** Which of them, as its distribution configures it. */
  public enum Kind {
    /** {@code iburst}, {@code makestep 1.0 3}; maxslewrate is 83333 ppm. */
    CHRONYD("chronyd", 1_000_000_000L, 3, 83_333_000L, 6, 10),
    /** NTP_MAX_ADJUST is 0.4 s; 32 s to 2048 s between questions. */
    TIMESYNCD("systemd-timesyncd", 400_000_000L, Long.MAX_VALUE, 500_000L, 5, 11);

    private final String unit;
    private final long stepNs;
    private final long stepUpdates;
    private final long slewPerSecond;
    private final int shortest;
    private final int longest;

    Kind(String unit, long stepNs, long stepUpdates, long slew, int shortest, int longest) {
      this.unit = unit;
      this.stepNs = stepNs;
      this.stepUpdates = stepUpdates;
      this.slewPerSecond = slew;
      this.shortest = shortest;
      this.longest = longest;
    }

    /** The name of its service, without the suffix. */
    public String unit() {
      return unit;
    }
  }

  /** How many answers there are before it asks less often. */
  private static final int PATIENCE = 4;

  private static final long NS = 1_000_000_000L;

  /** From its start to the first answers that count, and how long a burst takes. */
  private static final long BURST_NS = 4 * NS;

  /** An offset that has it ask more often. */
  private static final long LARGE_NS = NS / 10;

  /** From this error on the kernel does not take its clock for synchronised. */
  private static final long UNSYNCHRONISED_NS = 16 * NS;

  private final Kind kind;
  private final Timekeeping time;
  private boolean active;
  private boolean enabled = true;
  private boolean online = true;
  private long updates;
  private long steadyUpdates;
  private int poll;
  private long next;
  private long updatedAt;
  private long interval;
  private long lastOffset;

  NtpDaemon(Kind kind, Timekeeping time) {
    this.kind = kind;
    this.time = time;
  }

  /** Which it is. */
  public Kind kind() {
    return kind;
  }

  /** Whether it runs. */
  public boolean isActive() {
    return active;
  }

  /** Whether it is started at boot. */
  public boolean isEnabled() {
    return enabled;
  }

  /** Says whether it is to be started at boot. */
  public void setEnabled(boolean wanted) {
    enabled = wanted;
  }

  /** Starts it. */
  public void start() {
    if (!active) {
      active = true;
      updates = 0;
      steadyUpdates = 0;
      poll = kind.shortest;
      next = time.stamp() + BURST_NS;
      time.disciplinedBy(this::catchUp);
    }
  }

  /** Ends it; what it has not made up for yet stays as it is. */
  public void stop() {
    if (active) {
      catchUp();
      active = false;
      time.disciplinedBy(() -> {});
      time.adjustAt(time.stamp(), 0, kind.slewPerSecond);
    }
  }

  private void catchUp() {
    while (active && next <= time.stamp()) {
      if (online) {
        update(next);
      }
      next += NS << poll;
    }
  }

  private void update(long at) {
    long offset = time.networkAt(at) - time.realtimeAt(at);
    long size = Math.abs(offset);
    interval = updates == 0 ? 0 : at - updatedAt;
    updatedAt = at;
    lastOffset = offset;
    if (size > kind.stepNs && updates < kind.stepUpdates) {
      time.setAt(at, time.networkAt(at));
    } else {
      time.adjustAt(at, offset, kind.slewPerSecond);
    }
    updates++;
    steadyUpdates = size > LARGE_NS ? 0 : steadyUpdates + 1;
    if (steadyUpdates == 0) {
      poll = kind.shortest;
    } else if (steadyUpdates % PATIENCE == 0) {
      poll = Math.min(poll + 1, kind.longest);
    }
  }

  /** Asks several times within the next seconds. */
  public void burst() {
    catchUp();
    next = Math.min(next, time.stamp() + BURST_NS);
  }

  /** Makes up at once for all that it knows of. */
  public void makeStep() {
    catchUp();
    long stamp = time.stamp();
    time.setAt(stamp, time.realtimeAt(stamp) + time.remaining());
  }

  /** Says whether servers can be reached. */
  public void setOnline(boolean reachable) {
    catchUp();
    online = reachable;
  }

  /** Whether it asks servers. */
  public boolean isOnline() {
    return online;
  }

  /** Whether the kernel takes its clock for synchronised. */
  public boolean isSynchronised() {
    return hasAnswers() && Math.abs(time.remaining()) < UNSYNCHRONISED_NS;
  }

  /** Whether a server has answered. */
  public boolean hasAnswers() {
    catchUp();
    return active && updates > 0;
  }

  /** How many times servers have answered. */
  public long updates() {
    catchUp();
    return updates;
  }

  /** The binary logarithm of the seconds between two questions. */
  public int poll() {
    return poll;
  }

  /** How far the clock was behind when servers answered last, in nanoseconds. */
  public long lastOffset() {
    return lastOffset;
  }

  /** Nanoseconds since servers answered last. */
  public long age() {
    return time.stamp() - updatedAt;
  }

  /** Nanoseconds between the last two answers, 0 for the first. */
  public long interval() {
    return interval;
  }
}
