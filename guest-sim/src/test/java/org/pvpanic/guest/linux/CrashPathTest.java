package org.pvpanic.guest.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.pvpanic.guest.firmware.E820;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.MachineConfig;
import org.pvpanic.machine.Vcpu;

/** The order of an oops and a panic, on a kernel without its boot. */
final class CrashPathTest {

  private static final LinuxGuest GUEST =
      new LinuxGuest(KernelProfile.CENTOS_7_3, kernel -> path -> null);

  private final List<String> told = new ArrayList<>();

  private void run(Consumer<Kernel> scenario) {
    MachineConfig config = MachineConfig.DEFAULT.withRam(256L << 20).withClock(Clock.Mode.WARP);
    boolean[] restarted = {false};
    Machine machine =
        new Machine(
            config,
            cpu -> {
              if (!restarted[0]) {
                restarted[0] = true;
                scenario.accept(kernel(cpu));
              }
            },
            () -> 0);
    machine.powerOn();
    while (machine.serve() == 0) {
      // more steps are waiting
    }
  }

  private Kernel kernel(Vcpu cpu) {
    CommandLine arguments = new CommandLine("");
    MemoryMap map = MemoryMap.of(E820.ofSize(cpu.memory().size()), 0);
    Kexec kexec = new Kexec(arguments, cpu.memory().size(), map, Era.LINUX_3_10);
    Kernel kernel =
        new Kernel(
            cpu,
            new Kernel.Setup(
                GUEST,
                KernelLayout.NORMAL,
                arguments,
                map,
                BootOptions.NONE,
                RootKind.INSTALLED,
                "a board",
                new Disk(),
                null),
            kexec);
    kernel
        .printk()
        .register(
            bytes ->
                told.add(new String(bytes, StandardCharsets.UTF_8).substring(15).stripTrailing()));
    return kernel;
  }

  private List<String> toldAbout(String... words) {
    return told.stream().filter(line -> List.of(words).stream().anyMatch(line::contains)).toList();
  }

  @Test
  void notifiersComeAfterTheMessageAndBeforeTheCountdown() {
    run(
        kernel -> {
          kernel.panicNotifiers().register(0, () -> told.add("low"));
          kernel.panicNotifiers().register(1, () -> told.add("high"));
          kernel.sysctl().setText("kernel/panic", "2");
          kernel.cpu().queue(() -> kernel.crashPath().panic("test"));
        });
    assertEquals(
        List.of("Kernel panic - not syncing: test", "high", "low", "Rebooting in 2 seconds.."),
        told.stream().filter(line -> line.matches("Kernel panic.*|high|low|Rebooting.*")).toList());
    assertEquals(1, toldAbout("PID: 0 Comm: swapper/0 Not tainted").size());
  }

  @Test
  void withoutPanicOnOopsTheTaskDiesAndTheKernelLives() {
    int[] waitStatus = {-1};
    run(
        kernel -> {
          kernel.sysctl().setPanicOnOops(0);
          kernel.tasks().continueFrom(2);
          Task task =
              kernel
                  .tasks()
                  .spawn(
                      "victim",
                      0,
                      FileTable.empty(),
                      (self, words) -> {},
                      List.of(),
                      status -> waitStatus[0] = status);
          kernel.cpu().queue(() -> kernel.crashPath().die(new SysRqCrash(kernel).byProc(task)));
        });
    assertEquals(9, waitStatus[0], "SIGKILL");
    assertEquals(1, toldAbout("end trace").size());
    assertEquals(List.of(), toldAbout("Kernel panic"));
  }

  @Test
  void theSecondOopsIsCountedTaintedAndNamedAfterTheFirst() {
    run(
        kernel -> {
          kernel.sysctl().setPanicOnOops(0);
          for (int pid = 2; pid < 4; pid++) {
            kernel.tasks().continueFrom(pid);
            Task task =
                kernel
                    .tasks()
                    .spawn("t", 0, FileTable.empty(), (self, words) -> {}, List.of(), s -> {});
            kernel.cpu().queue(() -> kernel.crashPath().die(new SysRqCrash(kernel).byProc(task)));
          }
        });
    assertEquals(List.of("Oops: 0002 [#1] SMP", "Oops: 0002 [#2] SMP"), toldAbout("Oops: "));
    assertEquals(
        List.of(
            "CPU: 0 PID: 2 Comm: t Not tainted 3.10.0-514.el7.x86_64 #1",
            "CPU: 0 PID: 3 Comm: t Tainted: G      D        ------------   "
                + "3.10.0-514.el7.x86_64 #1"),
        toldAbout("Comm: "));
    List<String> ids = toldAbout("end trace").stream().map(line -> line.substring(15, 31)).toList();
    assertEquals(
        Long.parseUnsignedLong(ids.get(0), 16) + 1, Long.parseUnsignedLong(ids.get(1), 16));
  }

  @Test
  void inAnInterruptEveryOopsIsFatal() {
    run(
        kernel -> {
          kernel.sysctl().setPanicOnOops(0);
          kernel.cpu().queue(() -> kernel.crashPath().die(new SysRqCrash(kernel).byKey()));
        });
    assertEquals(
        "Kernel panic - not syncing: Fatal exception in interrupt", told.get(told.size() - 1));
  }
}
