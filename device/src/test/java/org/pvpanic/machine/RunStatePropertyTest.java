package org.pvpanic.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.pvpanic.device.Ib700Watchdog;

/** Whatever is done to a machine, by its guest or from outside, it keeps QEMU's table. */
class RunStatePropertyTest {

  /** What guest code can write: port, width, value. */
  private static final List<int[]> WRITES =
      List.of(
          new int[] {0x505, 1, 1},
          new int[] {0x505, 1, 2},
          new int[] {0x505, 1, 4},
          new int[] {0x505, 2, 0x0101},
          new int[] {0x64, 1, 0xfe},
          new int[] {0x604, 2, 0x2000},
          new int[] {0x604, 2, 0x2400},
          new int[] {0x604, 2, 0x2800},
          new int[] {0x602, 2, 0x0100},
          new int[] {0x443, 1, 0x0f},
          new int[] {0x441, 1, 0});

  private static final int TRIPLE_FAULT = WRITES.size();
  private static final int INTERNAL_ERROR = TRIPLE_FAULT + 1;

  /** Impossible transitions are tried all the time here. */
  private static final Logger LOG = Logger.getLogger(RunControl.class.getName());

  @BeforeContainer
  static void logNothing() {
    LOG.setLevel(Level.OFF);
  }

  @AfterContainer
  static void logAgain() {
    LOG.setLevel(null);
  }

  /** A guest that does what the bytes say that it receives. */
  private static void start(Vcpu cpu) {
    cpu.ports().outb(0x3f9, 1);
    cpu.onInterrupt(4, () -> obey(cpu, cpu.ports().inb(0x3f8)));
    cpu.enableInterrupts(true);
  }

  private static void obey(Vcpu cpu, int order) {
    if (order == TRIPLE_FAULT) {
      cpu.tripleFault();
    } else if (order == INTERNAL_ERROR) {
      cpu.internalError();
    } else {
      int[] write = WRITES.get(order);
      cpu.ports().out(write[0], write[1], write[2]);
    }
  }

  @Provide
  Arbitrary<List<Input>> inputs() {
    Arbitrary<Input> guest =
        Arbitraries.integers()
            .between(0, INTERNAL_ERROR)
            .map(order -> new Input.Serial(0, new byte[] {order.byteValue()}));
    Arbitrary<Input> monitorWrite =
        Arbitraries.of(WRITES).map(write -> new Input.PortWrite(write[0], write[1], write[2]));
    Arbitrary<Input> actions =
        Arbitraries.of(Actions.Panic.values())
            .flatMap(
                panic ->
                    Arbitraries.of(Actions.Watchdog.values())
                        .map(dog -> Actions.DEFAULT.withPanic(panic).withWatchdog(dog)))
            .flatMap(
                some ->
                    Arbitraries.of(Actions.Reboot.values())
                        .flatMap(
                            reboot ->
                                Arbitraries.of(Actions.Shutdown.values())
                                    .map(off -> some.withReboot(reboot).withShutdown(off))))
            .map(Input.SetActions::new);
    Arbitrary<Input> stop =
        Arbitraries.of(
                RunState.PAUSED, RunState.SAVE_VM, RunState.IO_ERROR, RunState.FINISH_MIGRATE)
            .map(Input.Stop::new);
    Arbitrary<Input> other =
        Arbitraries.of(
            Input.Command.CONT,
            Input.Command.SYSTEM_RESET,
            Input.Command.SYSTEM_POWERDOWN,
            Input.Command.SYSTEM_WAKEUP,
            Input.Command.INJECT_NMI,
            new Input.Keys(new byte[] {0x1e}));
    Arbitrary<Input> end = Arbitraries.of(Input.Command.QUIT, Input.Command.KILL);
    return Arbitraries.frequencyOf(
            Tuple.of(6, guest),
            Tuple.of(4, monitorWrite),
            Tuple.of(3, actions),
            Tuple.of(3, stop),
            Tuple.of(8, other),
            Tuple.of(1, end))
        .list()
        .ofMaxSize(40);
  }

  @Property
  void everySequenceKeepsTheTableOf72(@ForAll("inputs") List<Input> inputs) {
    check(VersionProfile.QEMU_7_2, inputs);
  }

  @Property
  void everySequenceKeepsTheTableOf100(@ForAll("inputs") List<Input> inputs) {
    check(VersionProfile.QEMU_10_0, inputs);
  }

  private static void check(VersionProfile version, List<Input> inputs) {
    MachineConfig config =
        MachineConfig.DEFAULT
            .withVersion(version)
            .withClock(Clock.Mode.WARP)
            .withActions(Actions.DEFAULT.withShutdown(Actions.Shutdown.PAUSE));
    Watched machine = new Watched(config);
    for (Input input : inputs) {
      machine.submit(input);
    }
    Watched again = new Watched(config);
    again.board.machine.replay(Journal.parse(machine.board.machine.journal().toString()));
    assertEquals(machine.board.events, again.board.events, "the journal repeats it");
  }

  /** A machine, and what must hold of it at every instant. */
  private static final class Watched implements MachineObserver {
    private final TestBoard board;
    private final RunStateTable table;
    private RunState state = RunState.PRELAUNCH;
    private RunState before = RunState.PRELAUNCH;
    private boolean exited;

    Watched(MachineConfig config) {
      board = new TestBoard(config, RunStatePropertyTest::start);
      table = RunStateTable.of(config.version());
      board.machine.plug(new Ib700Watchdog());
      board.machine.observe(this);
      board.on();
      board.run();
    }

    void submit(Input input) {
      try {
        board.machine.submit(input);
      } catch (MachineException refused) {
        assertTrue(input == Input.Command.CONT || input == Input.Command.SYSTEM_WAKEUP);
      }
      board.run();
      assertEquals(state, board.machine.runState());
    }

    @Override
    public void runStateChanged(RunState from, RunState to) {
      assertEquals(state, from);
      assertTrue(table.allows(from, to), () -> from.wireName() + " -> " + to.wireName());
      before = from;
      state = to;
    }

    /** What an event tells holds when it is told. */
    @Override
    public void event(MachineEvent event) {
      assertTrue(!exited, () -> event + " after the end");
      if (event instanceof MachineEvent.Stop) {
        assertTrue(state != RunState.RUNNING && state != RunState.SUSPENDED);
        assertTrue(before == RunState.RUNNING || table.allows(RunState.SUSPENDED, state));
      } else if (event instanceof MachineEvent.Resume) {
        assertTrue(state != RunState.RUNNING && !state.needsReset());
      } else if (event instanceof MachineEvent.Suspend) {
        assertEquals(RunState.SUSPENDED, state);
      } else if (event instanceof MachineEvent.Wakeup) {
        assertEquals(RunState.RUNNING, state);
      }
    }

    @Override
    public void exited(int status) {
      exited = true;
      assertTrue(Stream.of(0, 1).anyMatch(each -> each == status));
    }
  }
}
