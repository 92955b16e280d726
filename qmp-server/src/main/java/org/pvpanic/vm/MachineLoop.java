package org.pvpanic.vm;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.RunState;

/**
 * Serves a machine on an event loop: one task while there are steps to take, one timer while there
 * are none, nothing while the machine waits for its input. All methods are called on that loop.
 */
public final class MachineLoop {

  private final Machine machine;
  private final EventLoop loop;
  private boolean queued;
  private @Nullable ScheduledFuture<?> timer;
  private @Nullable Consumer<RuntimeException> defects;

  /** A loop for {@code machine}; nothing happens before {@link #kick}. */
  public MachineLoop(Machine machine, EventLoop loop) {
    this.machine = machine;
    this.loop = loop;
  }

  /**
   * Says who is told of what guest code or a device threw. The machine is stopped then as one that
   * its hypervisor cannot go on with; without anybody to tell it goes through to the event loop.
   */
  public void onDefect(Consumer<RuntimeException> told) {
    defects = told;
  }

  /**
   * Gives the machine an input and sees to it that the guest goes on.
   *
   * @return what {@link Machine#submit} returns
   */
  public long submit(Input input) {
    try {
      return machine.submit(input);
    } finally {
      kick();
    }
  }

  /** Stops the machine's time: a back end cannot keep up. */
  public void hold() {
    machine.hold();
  }

  /** Lets time go on after {@link #hold}. */
  public void release() {
    machine.release();
    kick();
  }

  /** Has the machine served soon. */
  public void kick() {
    if (!queued) {
      queued = true;
      loop.execute(this::serve);
    }
  }

  private void serve() {
    queued = false;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
    long wait = serveMachine();
    if (wait == 0) {
      kick();
    } else if (wait != Machine.NEVER) {
      timer = loop.schedule(this::serve, wait, TimeUnit.NANOSECONDS);
    }
  }

  private long serveMachine() {
    try {
      return machine.serve();
    } catch (RuntimeException defect) {
      machine.submit(new Input.Stop(RunState.INTERNAL_ERROR));
      if (defects == null) {
        throw defect;
      }
      defects.accept(defect);
      return 0;
    }
  }
}
