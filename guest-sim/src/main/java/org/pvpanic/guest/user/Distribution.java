package org.pvpanic.guest.user;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.BootScript;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.Programs;
import org.pvpanic.guest.linux.RootKind;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.UserSpace;
import org.pvpanic.guest.shell.ShellScript;
import org.pvpanic.guest.user.command.Dialect;
import org.pvpanic.guest.user.time.NtpDaemon;

/**
 * What an installed distribution is, as data.
 *
 * @param id {@code ID} in {@code /etc/os-release}
 * @param name {@code PRETTY_NAME} in {@code /etc/os-release}
 * @param hostname the name of the machine it was installed on
 * @param issue what getty shows before it asks who it is; {@code \r} stands for the kernel, {@code
 *     \n} for the machine, {@code \l} for the terminal
 * @param sysrq what its sysctl settings make of {@code kernel.sysrq}; null leaves it as it is
 * @param rescue what it says before the shell of single-user mode
 * @param noInit what its initramfs says when {@code init=} names a file that there is none of;
 *     {@code {init}} stands for that
 * @param rcLocal where its script for the end of boot lies
 * @param pids how many numbers services have had before somebody logs in
 * @param boot what pid 1 does and shows until the login prompt
 * @param capture what pid 1 of a capture kernel does and shows
 */
public record Distribution(
    String id,
    String name,
    String hostname,
    String issue,
    @Nullable Integer sysrq,
    String rescue,
    String noInit,
    String rcLocal,
    int pids,
    BootScript boot,
    BootScript capture)
    implements UserSpace {

  private static final String EL7_ISSUE = "\\S\nKernel \\r on an \\m\n\n";

  private static final String EL7_RESCUE =
      """
      Welcome to rescue mode! After logging in, type "journalctl -xb" to view
      system logs, "systemctl reboot" to reboot, "systemctl default" or ^D to
      boot into default mode.
      """;

  private static final String EL7_NO_INIT = "Failed to execute {init}: No such file or directory\n";

  /** CentOS 7.3. */
  public static final Distribution CENTOS_7_3 =
      new Distribution(
          "centos",
          "CentOS Linux 7 (Core)",
          "localhost.localdomain",
          EL7_ISSUE,
          16, // /usr/lib/sysctl.d/50-default.conf of systemd: only sync by keyboard
          EL7_RESCUE,
          EL7_NO_INIT,
          "/etc/rc.d/rc.local",
          1163,
          BootScript.resource(Distribution.class, "centos7.systemd"),
          BootScript.resource(Distribution.class, "centos7-capture.systemd"));

  /** CentOS 7.9. */
  public static final Distribution CENTOS_7_9 =
      new Distribution(
          "centos",
          "CentOS Linux 7 (Core)",
          "localhost.localdomain",
          EL7_ISSUE,
          16,
          EL7_RESCUE,
          EL7_NO_INIT,
          "/etc/rc.d/rc.local",
          1301,
          BootScript.resource(Distribution.class, "centos7.9.systemd"),
          BootScript.resource(Distribution.class, "centos7-capture.systemd"));

  /** Debian 12. */
  public static final Distribution DEBIAN_12 =
      new Distribution(
          "debian",
          "Debian GNU/Linux 12 (bookworm)",
          "debian",
          "Debian GNU/Linux 12 \\n \\l\n\n",
          null,
          """
          You are in rescue mode. After logging in, type "journalctl -xb" to view
          system logs, "systemctl reboot" to reboot, "systemctl default" or "exit"
          to boot into default mode.
          """,
          """
          run-init: can't execute '{init}': No such file or directory
          Target filesystem doesn't have requested {init}.
          No init found. Try passing init= bootarg.
          """,
          "/etc/rc.local",
          463,
          BootScript.resource(Distribution.class, "debian12.systemd"),
          BootScript.resource(Distribution.class, "debian12-capture.systemd"));

  private boolean isDebian() {
    return id.equals("debian");
  }

  /** Whose programs it has. */
  Dialect dialect() {
    return isDebian() ? Dialect.DEBIAN_12 : Dialect.CENTOS_7;
  }

  /** What keeps its clock: CentOS 7 starts chronyd at boot, Debian 12 systemd-timesyncd. */
  NtpDaemon.Kind timeDaemon() {
    return isDebian() ? NtpDaemon.Kind.TIMESYNCD : NtpDaemon.Kind.CHRONYD;
  }

  /** The time zone that it was installed with. */
  String zone() {
    return isDebian() ? "Etc/UTC" : "UTC";
  }

  @Override
  public Programs programs(Kernel kernel) {
    Userland userland = new Userland(kernel, this);
    return path -> find(userland, path);
  }

  private @Nullable Program find(Userland userland, String path) {
    RootKind root = userland.kernel().root();
    if (root == RootKind.INITRAMFS) {
      return path.equals("/init") && userland.kernel().options().init() != null
          ? (task, arguments) -> runInit(task, arguments)
          : path.equals("/sbin/init") ? null : userland.command(path);
    }
    return path.equals("/init") || path.equals("/sbin/init")
        ? (task, arguments) ->
            new Systemd(task, userland, userland.kernel().oldMemory() == null ? boot : capture)
                .start()
        : userland.command(path);
  }

  private static void runInit(Task task, List<String> arguments) {
    String script = task.kernel().options().init();
    Program program = new ShellScript("/init", script == null ? "" : script);
    program.main(task, arguments);
  }
}
