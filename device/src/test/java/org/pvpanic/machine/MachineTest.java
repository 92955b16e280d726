package org.pvpanic.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.pvpanic.bus.IrqPins;
import org.pvpanic.device.FwCfg;
import org.pvpanic.device.IsaPvpanic;
import org.pvpanic.device.KeyboardController;
import org.pvpanic.device.Uart16550;
import org.pvpanic.machine.MachineEvent.Reset;

/** Steps, interrupts, time and the journal. */
class MachineTest {

  private static final MachineConfig WARP = MachineConfig.DEFAULT.withClock(Clock.Mode.WARP);

  private static Step print(Vcpu cpu, char c) {
    return () -> cpu.ports().outb(0x3f8, c);
  }

  /** Echoes what it receives, a character later by {@code after}, and reboots at a {@code !}. */
  private static final GuestCode ECHO =
      cpu -> {
        cpu.ports().outb(0x3f9, Uart16550.IER_RECEIVED);
        cpu.onInterrupt(
            4,
            () -> {
              int c = cpu.ports().inb(0x3f8);
              if (c == '!') {
                cpu.call(() -> cpu.ports().outb(0x64, KeyboardController.PULSE_RESET));
              } else {
                cpu.after(1_000, print(cpu, (char) c));
              }
            });
        cpu.enableInterrupts(true);
      };

  private static void type(TestBoard board, String text) {
    for (byte b : text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)) {
      board.machine.submit(new Input.Serial(0, new byte[] {b}));
      board.run();
    }
  }

  @Test
  void calledStepsComeBeforeQueuedOnesInProgramOrder() {
    TestBoard board =
        new TestBoard(
                WARP,
                cpu -> {
                  cpu.queue(print(cpu, 'z'));
                  cpu.call(() -> cpu.call(print(cpu, 'b')), print(cpu, 'c'));
                  cpu.call(print(cpu, 'd'));
                  print(cpu, 'a').run();
                })
            .on();
    board.run();
    assertEquals("abcdz", board.console());
  }

  @Test
  void delayWaitsButInterruptsDoNot() {
    TestBoard board =
        new TestBoard(
                WARP,
                cpu -> {
                  cpu.enableInterrupts(true);
                  cpu.after(500, () -> cpu.call(print(cpu, 'i')));
                  cpu.delay(1_000);
                  cpu.call(print(cpu, 'd'));
                })
            .on();
    board.run();
    assertEquals("id", board.console());
    assertEquals(1_000, board.machine.now());
  }

  @Test
  void maskedInterruptsWait() {
    TestBoard board =
        new TestBoard(
                WARP,
                cpu -> {
                  cpu.after(500, print(cpu, 'i'));
                  cpu.delay(1_000);
                  cpu.call(print(cpu, 'd'), () -> cpu.enableInterrupts(true), print(cpu, 'e'));
                })
            .on();
    board.run();
    assertEquals("die", board.console());
  }

  @Test
  void aLineThatIsMaskedAgainIsNotServed() {
    TestBoard board =
        new TestBoard(
                WARP,
                cpu -> {
                  cpu.onInterrupt(1, print(cpu, 'i'));
                  cpu.onInterrupt(1, null);
                  cpu.enableInterrupts(true);
                })
            .on();
    board.machine.submit(new Input.Keys(new byte[] {0x1e}));
    board.run();
    assertEquals("", board.console());
  }

  @Test
  void realTimeKeepsPaceWithTheHostAndStandsStillWhileStopped() {
    long[] host = {0};
    TestBoard board =
        new TestBoard(
                MachineConfig.DEFAULT.withClock(Clock.Mode.REAL),
                cpu -> {
                  cpu.delay(TimeUnit.SECONDS.toNanos(5));
                  cpu.call(print(cpu, 'x'));
                },
                () -> host[0])
            .on();
    assertEquals(TimeUnit.SECONDS.toNanos(5), board.machine.serve());
    host[0] = TimeUnit.SECONDS.toNanos(3);
    board.machine.submit(new Input.Stop(RunState.PAUSED));
    host[0] = TimeUnit.SECONDS.toNanos(100);
    assertEquals(Machine.NEVER, board.machine.serve());
    board.machine.submit(Input.Command.CONT);
    assertEquals(TimeUnit.SECONDS.toNanos(2), board.machine.serve());
    host[0] = TimeUnit.SECONDS.toNanos(102);
    board.run();
    assertEquals("x", board.console());
  }

  @Test
  void bootWarpsUntilTheGuestWaitsForItsInput() {
    long[] host = {0};
    TestBoard board =
        new TestBoard(
                MachineConfig.DEFAULT,
                cpu -> {
                  cpu.onInterrupt(
                      4, () -> cpu.after(1_000, print(cpu, (char) cpu.ports().inb(0x3f8))));
                  cpu.delay(TimeUnit.SECONDS.toNanos(8));
                  cpu.call(() -> cpu.ports().outb(0x3f9, 1), () -> cpu.enableInterrupts(true));
                },
                () -> host[0])
            .on();
    assertEquals(Machine.NEVER, board.machine.serve());
    assertEquals(TimeUnit.SECONDS.toNanos(8), board.machine.now());
    board.machine.submit(new Input.Serial(0, new byte[] {'k'}));
    assertEquals(1_000, board.machine.serve());
    host[0] = 1_000;
    board.run();
    assertEquals("k", board.console());
  }

  @Test
  void servesAtMost256StepsAtATime() {
    int[] steps = {0};
    Step[] endless = new Step[1];
    TestBoard board =
        new TestBoard(
                WARP,
                cpu -> {
                  endless[0] =
                      () -> {
                        steps[0]++;
                        cpu.queue(endless[0]);
                      };
                  cpu.queue(endless[0]);
                })
            .on();
    assertEquals(0, board.machine.serve());
    assertEquals(255, steps[0]);
  }

  @Test
  void holdStopsTimeWithoutTheGuestNoticing() {
    TestBoard board = new TestBoard(WARP, cpu -> cpu.call(print(cpu, 'a'))).on();
    board.machine.hold();
    board.run();
    assertEquals("", board.console());
    board.machine.release();
    board.run();
    assertEquals("a", board.console());
    assertEquals(0, board.machine.now());
  }

  @Test
  void guestResetBeginsAnewAndKeepsMemory() {
    TestBoard board =
        new TestBoard(
                WARP,
                cpu -> {
                  long boots = cpu.memory().readLong(0) + 1;
                  cpu.memory().writeLong(0, boots);
                  print(cpu, (char) ('0' + boots)).run();
                  ECHO.start(cpu);
                })
            .on();
    board.run();
    type(board, "a!b");
    assertEquals("1a2b", board.console());
    assertEquals(
        new Reset(true, ShutdownCause.GUEST_RESET), board.events.get(board.events.size() - 1));
  }

  @Test
  void nmiIsTakenWithInterruptsDisabled() {
    TestBoard board = new TestBoard(WARP, cpu -> cpu.onNmi(print(cpu, 'n'))).on();
    board.run();
    board.machine.submit(Input.Command.INJECT_NMI);
    board.run();
    assertEquals("n", board.console());
  }

  @Test
  void journalRepeatsTheMachine() {
    long[] host = {0};
    MachineConfig config = MachineConfig.DEFAULT.withClock(Clock.Mode.REAL);
    TestBoard first = new TestBoard(config, ECHO, () -> host[0] += 700).on();
    first.run();
    for (String text : List.of("ab", "c!d", "e")) {
      type(first, text);
      first.machine.submit(new Input.Stop(RunState.PAUSED));
      first.machine.submit(new Input.PortWrite(0x505, 1, 2));
      first.machine.submit(Input.Command.CONT);

      Journal saved = Journal.parse(first.machine.journal().toString());
      TestBoard second = new TestBoard(config, ECHO, () -> 0).on();
      second.machine.replay(saved);
      assertEquals(first.console(), second.console());
      assertEquals(first.events, second.events);
      assertEquals(first.machine.now(), second.machine.now());
      assertEquals(saved.toString(), second.machine.journal().toString());
    }
  }

  /** What came before the machine was switched on met no device, but its RAM and its actions. */
  @Test
  void journalRepeatsWhatCameBeforeTheMachineWasSwitchedOn() {
    MachineConfig config = MachineConfig.DEFAULT.withClock(Clock.Mode.MANUAL);
    Machine first = new Machine(config, GuestCode.NONE, () -> 0);
    first.submit(new Input.PortWrite(0x505, 1, 1));
    first.submit(new Input.SetActions(Actions.DEFAULT.withPanic(Actions.Panic.NONE)));
    first.submit(new Input.MemoryFill(0x1000, 2, 7));
    long end = config.ram().low();
    first.submit(new Input.MemoryWrite(end - 2, new byte[] {1, 2, 3, 4}));
    first.submit(new Input.MemoryFill(end - 1, 0x2000, 9));
    first.submit(new Input.MemoryRead(end, 1));
    first.submit(new Input.MemoryWrite(RamLayout.FOUR_GIB - 1, new byte[1]));
    first.submit(new Input.AdvanceClock(5));
    String noted = "fill:1000:2:7 0@0=store:%x:0102 0@0=fill:%x:1:9 0@0=clock:5 0";
    assertEquals(
        noted.formatted(end - 2, end - 1),
        first.journal().toString().replaceFirst(".*(?=fill:1000)", ""));
    switchOn(first);
    assertEquals(RunState.RUNNING, first.runState());
    first.serve();
    first.submit(new Input.AdvanceClock(5));
    first.serve();

    Machine second = new Machine(config, GuestCode.NONE, () -> 0);
    switchOn(second);
    second.replay(Journal.parse(first.journal().toString()));
    assertEquals(RunState.RUNNING, second.runState());
    assertEquals(first.actions(), second.actions());
    assertEquals(0x0707, second.memory().readLong(0x1000));
    assertEquals(10, first.now());
    assertEquals(10, second.now());
    assertEquals(first.journal().toString(), second.journal().toString());
  }

  private static void switchOn(Machine machine) {
    FwCfg fwCfg = new FwCfg();
    machine.plug(fwCfg);
    machine.plug(new IsaPvpanic(VersionProfile.QEMU_7_2, fwCfg));
    machine.powerOn();
  }

  @Test
  void invalidAccessIsToldOfToWhoHearsGuestErrors() {
    Machine machine = new Machine(WARP, GuestCode.NONE, () -> 0);
    List<String> heard = new ArrayList<>();
    machine.observe(new MachineObserver() {});
    machine.submit(new Input.MemoryRead(0xe000_0000L, 4));
    machine.observe(
        new MachineObserver() {
          @Override
          public boolean hearsGuestErrors() {
            return true;
          }

          @Override
          public void guestError(String text) {
            heard.add(text);
          }
        });
    machine.submit(new Input.MemoryRead(0xd000_0000L, 4));
    assertEquals(
        List.of("Invalid read at addr 0xD0000000, size 4, region '(null)', reason: rejected\n"),
        heard);
  }

  @Test
  void aMachineWithoutJournalHasNoneToGive() {
    Machine machine = new Machine(WARP.withoutJournal(), GuestCode.NONE, () -> 0);
    machine.submit(new Input.MemoryFill(0, 1, 1));
    assertThrows(IllegalStateException.class, machine::journal);
  }

  @Test
  void everyInputSurvivesBeingWrittenAndRead() {
    List<Input> inputs =
        new ArrayList<>(
            List.of(
                new Input.Serial(1, new byte[] {0, -1}),
                new Input.Stop(RunState.PAUSED),
                new Input.SetActions(Actions.DEFAULT.withPanic(Actions.Panic.EXIT_FAILURE)),
                new Input.PortRead(0x505, 4),
                new Input.PortWrite(0x505, 4, 0xffffffff),
                new Input.MemoryRead(0xffff_ffff_ffff_fff8L, 8),
                new Input.MemoryWrite(0x1_0000_0000L, new byte[] {0, -1}),
                new Input.MemoryFill(0x1_0000_0000L, 0x800000, 0xff),
                new Input.IrqLevel(new IrqPins("ioapic", 0, IrqPins.IN), 23, -1),
                new Input.Keys(new byte[] {0x38, (byte) 0xb8}),
                new Input.Plug("pvpanic-pci:pci.0:-1:id:events=3,"),
                new Input.RequestRemoval("pci.0", 32),
                new Input.HostTime(1_488_708_672_000_000_001L, -1, true),
                new Input.SerialBreak(1),
                new Input.MachineCheck(
                    1, new MachineCheckError(2, -1, 5, 0x1000, 3), true, said -> {}),
                new Input.AdvanceClock(5)));
    inputs.addAll(List.of(Input.Command.values()));
    assertEquals(
        Set.of(Input.class.getPermittedSubclasses()),
        inputs.stream().map(Object::getClass).collect(Collectors.toSet()),
        "every kind of input");
    for (Input input : inputs) {
      assertEquals(input.toString(), InputText.parse(input.toString()).toString());
    }
  }

  @Test
  void damagedJournalIsNamed() {
    assertEquals(
        "unknown input 'bogus'",
        assertThrows(IllegalArgumentException.class, () -> Journal.parse("1@2=bogus 3"))
            .getMessage());
    assertEquals(
        "'stop' is not position@time=input",
        assertThrows(IllegalArgumentException.class, () -> Journal.parse("stop 3")).getMessage());
  }
}
