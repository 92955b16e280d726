package org.pvpanic.guest.user;

import java.util.List;
import org.pvpanic.guest.linux.CommandLine;
import org.pvpanic.guest.linux.Era;
import org.pvpanic.guest.linux.FileTable;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Tty;
import org.pvpanic.machine.Step;

/**
 * What the kernel's arguments want to run in place of an ordinary boot: a program of one's own as
 * pid 1 ({@code init=}), or a shell before the services ({@code single}, {@code
 * systemd.unit=rescue.target}).
 */
final class InitChoice {

  /** Arguments that mean single-user mode. */
  private static final List<String> RESCUE_WORDS = List.of("single", "s", "S", "1", "rescue");

  private final Task task;
  private final Kernel kernel;
  private final Distribution distribution;
  private final BootStatus status;

  /**
   * One for a boot.
   *
   * @param task pid 1
   * @param status where it is told
   */
  InitChoice(Task task, Distribution distribution, BootStatus status) {
    this.task = task;
    this.kernel = task.kernel();
    this.distribution = distribution;
    this.status = status;
  }

  /** The initramfs hands over to the installed system: to systemd, or to what init= names. */
  void switchRoot(Step then) {
    String wanted = kernel.arguments().value("init");
    if (wanted == null || wanted.endsWith("/init") || wanted.endsWith("/systemd")) {
      task.rename("systemd");
      task.setProgram("/usr/lib/systemd/systemd", words());
      then.run();
      return;
    }
    Program program = kernel.programs().find(wanted);
    if (program != null) {
      runInstead(wanted, program);
    } else {
      String shell = "/bin/sh";
      Program fallback = kernel.programs().find(shell);
      status.print(
          distribution.noInit().replace("{init}", wanted),
          () -> {
            if (fallback == null) {
              task.exit(1);
            } else {
              runInstead(shell, fallback);
            }
          });
    }
  }

  /** What ps shows: Debian's initramfs runs /sbin/init, CentOS's own systemd runs the other. */
  private List<String> words() {
    String passed = kernel.release().startsWith("3.10.0-1160.") ? "22" : "21";
    return kernel.profile().era() == Era.LINUX_6_1
        ? List.of("/sbin/init")
        : List.of(
            "/usr/lib/systemd/systemd", "--switched-root", "--system", "--deserialize", passed);
  }

  /** A RAM disk without systemd, Debian's, leaves the naming of the host to the system's init. */
  private void runInstead(String path, Program program) {
    if (!distribution.id().equals("centos")) {
      kernel.setHostname("(none)");
    }
    kernel.endBoot();
    task.rename(path.substring(path.lastIndexOf('/') + 1));
    program.main(task, List.of(path));
  }

  /** Single-user mode: a shell for root; when that ends, boot goes on. */
  void rescue(Tty terminal, Step then) {
    Program shell = kernel.programs().find("/sbin/sulogin");
    shell = shell == null ? kernel.programs().find("/bin/sh") : shell;
    if (!wantsRescue() || shell == null) {
      then.run();
      return;
    }
    Program found = shell;
    status.print(
        distribution.rescue(),
        () -> {
          kernel.openTerminal(terminal);
          kernel.endBoot();
          task.fork(
              "sulogin",
              0,
              FileTable.allOn(terminal),
              found,
              List.of("/sbin/sulogin"),
              waitStatus -> task.then(then));
        });
  }

  private boolean wantsRescue() {
    for (CommandLine.Argument argument : kernel.arguments().all()) {
      if (argument.value() == null && RESCUE_WORDS.contains(argument.name())) {
        return true;
      }
    }
    return "rescue.target".equals(kernel.arguments().value("systemd.unit"));
  }
}
