package org.pvpanic.cases;

import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.TimeSource;

/**
 * A host whose clocks stand still while its event loop has something to do, and jump to the next
 * timer when it has not. A machine on it takes the time that its guest says its work takes, and
 * nobody waits for that.
 */
final class SimulatedTime implements Pace, TimeSource, AutoCloseable {

  /** When it is on this host at the start, in nanoseconds since 1970. */
  private static final long START_UTC = 1_795_378_745_000_000_000L;

  /** So often it is looked whether what is awaited is there. */
  private static final long SLICE_NS = 10_000_000;

  /** Real time that a machine may think. */
  private static final int PATIENCE_SECONDS = 60;

  private final Loop loop = new Loop();
  private BooleanSupplier keepsUp = () -> true;

  /** Where the machine lives. */
  SingleThreadIoEventLoop loop() {
    return loop;
  }

  /** Says how to tell, on the loop, that nobody outside is to take something first. */
  void holdUnless(BooleanSupplier taken) {
    keepsUp = taken;
  }

  @Override
  public long nanoTime() {
    return loop.clock().nanoTime();
  }

  @Override
  public long utc() {
    return START_UTC + loop.clock().passed.get();
  }

  @Override
  public Duration elapsed() {
    return Duration.ofNanos(loop.clock().passed.get());
  }

  @Override
  public boolean until(Condition done, Duration longest) throws IOException {
    long end = loop.clock().passed.get() + longest.toNanos();
    while (!settle(done)) {
      if (loop.clock().passed.get() >= end) {
        return false;
      }
      pass(Math.min(end, loop.clock().passed.get() + SLICE_NS));
    }
    return true;
  }

  @Override
  public boolean settle(Condition done) throws IOException {
    loop.awaitIo();
    pass(loop.clock().passed.get());
    return done.isMet();
  }

  /** Lets time pass to {@code end}, and everything happen that happens by then. */
  private void pass(long end) {
    CompletableFuture<Void> passed = new CompletableFuture<>();
    loop.execute(() -> passOnLoop(end, passed));
    get(passed);
  }

  /** Behind everything that is to be done before; what timers do comes before time goes on. */
  private void passOnLoop(long end, CompletableFuture<Void> passed) {
    boolean busy = loop.pendingTasks() > 0 || loop.runTimer();
    long step = busy ? 0 : keepsUp.getAsBoolean() ? loop.stepTo(end) : -1;
    if (step < 0) {
      passed.complete(null);
    } else {
      loop.clock().passed.addAndGet(step);
      loop.execute(() -> passOnLoop(end, passed));
    }
  }

  private static void get(CompletableFuture<Void> done) {
    try {
      done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("the machine does not come to rest", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    Future<?> unused = loop.shutdownGracefully(0, 1, TimeUnit.NANOSECONDS);
  }

  /** Far ahead of the real clock, so that nothing that waits for it is ever due by that. */
  private static final class HostClock implements Ticker {
    private final long start = System.nanoTime() + TimeUnit.DAYS.toNanos(1000);
    final AtomicLong passed = new AtomicLong();

    @Override
    public long initialNanoTime() {
      return start;
    }

    @Override
    public long nanoTime() {
      return start + passed.get();
    }

    @Override
    public void sleep(long delay, TimeUnit unit) {
      throw new UnsupportedOperationException();
    }
  }

  /** An event loop whose delays go by the simulated clock. */
  private static final class Loop extends SingleThreadIoEventLoop {
    private @Nullable HostClock clock;
    private final AtomicLong rounds = new AtomicLong();

    Loop() {
      super(null, new DefaultThreadFactory("simulated-host", true), EpollIoHandler.newFactory());
    }

    /** Made when it is first asked for, which may be before this constructor has run. */
    HostClock clock() {
      HostClock made = clock;
      if (made == null) {
        made = new HostClock();
        clock = made;
      }
      return made;
    }

    @Override
    public Ticker ticker() {
      return clock();
    }

    @Override
    protected int runIo() {
      int handled = super.runIo();
      rounds.incrementAndGet();
      return handled;
    }

    /** Until all has been read that was there to be read when this was called. */
    void awaitIo() {
      long wanted = rounds.get() + 2;
      while (rounds.get() < wanted) {
        CompletableFuture<Void> awake = new CompletableFuture<>();
        execute(() -> awake.complete(null));
        get(awake);
      }
    }

    /** Does what one timer is due to do, if one is. */
    boolean runTimer() {
      Runnable due = pollScheduledTask();
      if (due == null) {
        return false;
      }
      due.run();
      return true;
    }

    /** How far to go to the next timer, or to {@code end}; negative when there already. */
    long stepTo(long end) {
      long next = nextScheduledTaskNano();
      long rest = end - clock().passed.get();
      if (next >= 0 && next <= rest) {
        return next;
      }
      return rest > 0 ? rest : -1;
    }
  }
}
