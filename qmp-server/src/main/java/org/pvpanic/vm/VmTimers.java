package org.pvpanic.vm;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.MachineObserver;
import org.pvpanic.machine.TimeSource;

/**
 * What monitors are to do after a while: by the host's clock, or by the virtual one where qtest
 * moves it. Unlike the machine's time it does not stand still while the machine is stopped. What
 * still waits when the machine ends is forgotten. All methods are called on the machine's loop.
 */
public final class VmTimers {

  private record Timer(long due, long order, Runnable task) {}

  private final EventLoop loop;
  private final boolean virtual;
  private final TimeSource host;
  private final long start;
  private final PriorityQueue<Timer> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::order));
  private long made;
  private long virtualNow;

  VmTimers(Machine machine, EventLoop loop, TimeSource host) {
    this.loop = loop;
    this.host = host;
    this.start = host.nanoTime();
    this.virtual = machine.config().clock() == Clock.Mode.MANUAL;
    machine.observe(
        new MachineObserver() {
          @Override
          public void exited(int status) {
            waiting.clear();
          }
        });
  }

  /** Whether the time is what {@link #advanceTo} made it. */
  public boolean virtual() {
    return virtual;
  }

  /** The time in nanoseconds from the beginning. */
  public long now() {
    return virtual ? virtualNow : host.nanoTime() - start;
  }

  /** Runs a task after a delay. */
  public void after(Duration delay, Runnable task) {
    waiting.add(new Timer(now() + delay.toNanos(), made++, task));
    if (!virtual) {
      Future<?> unused = loop.schedule(this::runDue, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** When the next task is due, in nanoseconds from the beginning, or {@link Clock#NEVER}. */
  public long nextDue() {
    Timer next = waiting.peek();
    return next == null ? Clock.NEVER : next.due();
  }

  /** Moves the virtual clock to {@code ns} from the beginning; no task is run yet. */
  public void advanceTo(long ns) {
    virtualNow = Math.max(virtualNow, ns);
  }

  /** Runs the tasks that are due. */
  public void runDue() {
    while (!waiting.isEmpty() && nextDue() <= now()) {
      waiting.remove().task().run();
    }
  }
}
