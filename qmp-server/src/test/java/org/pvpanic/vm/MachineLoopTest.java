package org.pvpanic.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.GuestCode;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.MachineConfig;
import org.pvpanic.machine.MachineException;
import org.pvpanic.machine.RunState;
import org.pvpanic.machine.Step;
import org.pvpanic.machine.TimeSource;

@Timeout(30)
class MachineLoopTest {

  private static final int STEPS = 10_000;

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private int steps;

  @AfterEach
  void close() throws InterruptedException {
    group.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
  }

  private Machine machine(Clock.Mode clock, GuestCode guest) {
    return new Machine(MachineConfig.DEFAULT.withClock(clock), guest, TimeSource.SYSTEM);
  }

  private void run(Runnable task) throws Exception {
    group.submit(task).get(10, TimeUnit.SECONDS);
  }

  private GuestCode counting() {
    return cpu ->
        cpu.queue(
            new Step() {
              @Override
              public void run() {
                if (++steps < STEPS) {
                  cpu.queue(this);
                } else {
                  done.complete(null);
                }
              }
            });
  }

  @Test
  void servesUntilThereIsNothingToDo() throws Exception {
    Machine machine = machine(Clock.Mode.WARP, counting());
    MachineLoop loop = new MachineLoop(machine, group.next());
    run(
        () -> {
          machine.powerOn();
          loop.kick();
        });
    done.get(10, TimeUnit.SECONDS);
    assertEquals(STEPS, steps);
  }

  @Test
  void waitsForTimersInRealTime() throws Exception {
    Machine machine =
        machine(
            Clock.Mode.REAL,
            cpu -> {
              cpu.delay(TimeUnit.MILLISECONDS.toNanos(30));
              cpu.queue(() -> done.complete(null));
            });
    MachineLoop loop = new MachineLoop(machine, group.next());
    long begin = System.nanoTime();
    run(
        () -> {
          machine.powerOn();
          loop.kick();
        });
    done.get(10, TimeUnit.SECONDS);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    assertTrue(millis >= 29, () -> millis + " ms");
  }

  @Test
  void holdStopsItAndReleaseLetsItGoOn() throws Exception {
    Machine machine = machine(Clock.Mode.WARP, counting());
    MachineLoop loop = new MachineLoop(machine, group.next());
    run(
        () -> {
          machine.powerOn();
          loop.hold();
          loop.hold();
          loop.kick();
        });
    run(loop::release); // one of two
    run(() -> {});
    run(() -> assertEquals(0, steps));
    run(loop::release);
    done.get(10, TimeUnit.SECONDS);
  }

  @Test
  void inputMakesAStoppedMachineGoOn() throws Exception {
    Machine machine = machine(Clock.Mode.WARP, counting());
    MachineLoop loop = new MachineLoop(machine, group.next());
    run(
        () -> {
          machine.powerOn();
          loop.submit(new Input.Stop(RunState.PAUSED));
        });
    run(() -> {});
    assertFalse(done.isDone());
    run(() -> loop.submit(Input.Command.CONT));
    done.get(10, TimeUnit.SECONDS);
  }

  @Test
  void defectStopsTheMachineAndIsTold() throws Exception {
    Machine machine =
        machine(
            Clock.Mode.WARP,
            cpu ->
                cpu.queue(
                    () -> {
                      if (steps++ > 0) {
                        done.complete(null);
                      }
                      throw new IllegalStateException("defect");
                    }));
    MachineLoop loop = new MachineLoop(machine, group.next());
    CompletableFuture<String> told = new CompletableFuture<>();
    loop.onDefect(defect -> told.complete(defect.getMessage()));
    run(
        () -> {
          machine.powerOn();
          loop.kick();
        });
    assertEquals("defect", told.get(10, TimeUnit.SECONDS));
    run(() -> assertEquals(RunState.INTERNAL_ERROR, machine.runState()));
    run(() -> assertThrows(MachineException.class, () -> loop.submit(Input.Command.CONT)));
    run(() -> loop.submit(Input.Command.SYSTEM_RESET));
    run(() -> loop.submit(Input.Command.CONT));
    done.get(10, TimeUnit.SECONDS);
  }
}
