package org.pvpanic.guest.user;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.BootScript;
import org.pvpanic.guest.linux.CommandLine;
import org.pvpanic.guest.linux.Era;
import org.pvpanic.guest.linux.FileTable;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.OldMemory;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Termios;
import org.pvpanic.guest.linux.Tty;
import org.pvpanic.guest.shell.ShellScript;
import org.pvpanic.machine.Step;

/** Pid 1: brings the system up by its script, then keeps a login on the console. */
final class Systemd {

  /** When systemd 219-30.el7 was built, give or take: Sat Nov 5 15:13:42 UTC 2016. */
  private static final long BUILD_TIME = 1_478_358_822_000_000_000L;

  private static final int WARNING = 4;

  /** Arguments that mean single-user mode. */
  private static final List<String> RESCUE_WORDS = List.of("single", "s", "S", "1", "rescue");

  private final Task task;
  private final Kernel kernel;
  private final Userland userland;
  private final List<BootScript.Line> lines;
  private final @Nullable Tty console;
  private int next;
  private boolean ending;
  private @Nullable DumpSaver saver;

  Systemd(Task task, Userland userland, BootScript script) {
    this.task = task;
    this.kernel = task.kernel();
    this.userland = userland;
    this.lines = script.lines();
    this.console = kernel.console();
  }

  /** Begins. */
  void start() {
    task.rename("systemd");
    userland.setInit(this);
    kernel.setHostname(userland.distribution().hostname());
    step();
  }

  private void step() {
    if (next < lines.size()) {
      BootScript.Line line = lines.get(next++);
      task.sleep(line.gapNs(), () -> perform(line));
    }
  }

  private void perform(BootScript.Line line) {
    switch (line.kind()) {
      case BootScript.ACTION -> act(line.text());
      case BootScript.OUTPUT -> {
        String text = line.filled(this::fact);
        if (text == null) {
          step();
        } else {
          show(text);
        }
      }
      default -> {
        String text = line.filled(this::fact);
        if (text != null) {
          kernel.printk().print(line.kind() - '0', text);
        }
        step();
      }
    }
  }

  private @Nullable String fact(String name) {
    return switch (name) {
      case "hostname" -> kernel.hostname();
      case "time" -> userland.clock().precise();
      case "root" -> root();
      case "dracut" -> kernel.release().startsWith("3.10.0-1160.") ? "572" : "463";
      case "uptime" -> kernel.printk().stampNow();
      case "mail-date" -> userland.clock().mail();
      case "dump" -> saver().stamp();
      case "?saved" -> saver().hasFailed() ? null : "";
      case "?failed" -> saver().hasFailed() ? "" : null;
      default -> throw new IllegalStateException("systemd script asks for {" + name + "}");
    };
  }

  /** The device that the kernel's arguments name as the root. */
  private String root() {
    String named = kernel.arguments().value("root");
    if (named != null) {
      return named;
    }
    String usual = new CommandLine(kernel.profile().arguments()).value("root");
    return usual == null ? "" : usual;
  }

  private DumpSaver saver() {
    DumpSaver known = saver;
    if (known == null) {
      known = new DumpSaver(task, userland);
      saver = known;
    }
    return known;
  }

  private void withOldMemory(Consumer<OldMemory> saves) {
    OldMemory old = kernel.oldMemory();
    if (old == null) {
      step();
    } else {
      saves.accept(old);
    }
  }

  private void act(String action) {
    switch (action) {
      case "sysctl" -> {
        Integer sysrq = userland.distribution().sysrq();
        if (sysrq != null) {
          kernel.sysctl().setSysrq(sysrq);
        }
        step();
      }
      case "build-time" -> checkTime();
      case "coldplug" -> {
        kernel.modules().coldplug();
        step();
      }
      case "time-daemon" -> {
        userland.time().daemon().start();
        step();
      }
      case "kdump" -> startKdump();
      case "mount-root" -> saver().mountRoot(root(), this::step);
      case "save-log" -> withOldMemory(old -> saver().saveLog(old, this::step));
      case "save-core" -> withOldMemory(old -> saver().saveCore(old, this::step));
      case "switch-root" -> switchRoot();
      case "rescue" -> rescue();
      case "rc-local" -> runLocalScript();
      case "getty" -> showGetty();
      case "login" -> keepLogin();
      case "restart" -> kernel.power().restart();
      default -> throw new IllegalStateException("systemd script asks for " + action);
    }
  }

  /** A clock that is surely late is advanced to when systemd was built. */
  private void checkTime() {
    if (kernel.realtimeNs() < BUILD_TIME) {
      kernel.time().set(BUILD_TIME);
      kernel.printk().print(WARNING, "systemd[1]: System time before build time, advancing clock.");
    }
    step();
  }

  /** Shows a line of status, unless the kernel was told to be quiet. */
  private void show(String text, Step then) {
    if (kernel.arguments().has("quiet")) {
      task.then(then);
    } else {
      print(text + "\n", then);
    }
  }

  private void show(String text) {
    show(text, this::step);
  }

  private void print(String text, Step then) {
    if (console == null) {
      task.then(then);
    } else {
      console.write(task, text.getBytes(StandardCharsets.UTF_8), failure -> then.run());
    }
  }

  /** The initramfs hands over to the installed system: to systemd, or to what init= names. */
  private void switchRoot() {
    String wanted = kernel.arguments().value("init");
    if (wanted == null || wanted.endsWith("/init") || wanted.endsWith("/systemd")) {
      task.rename("systemd");
      task.setProgram("/usr/lib/systemd/systemd", words());
      step();
      return;
    }
    Program program = kernel.programs().find(wanted);
    if (program != null) {
      runInstead(wanted, program);
    } else {
      String shell = "/bin/sh";
      Program fallback = kernel.programs().find(shell);
      print(
          userland.distribution().noInit().replace("{init}", wanted),
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
    return isNew()
        ? List.of("/sbin/init")
        : List.of(
            "/usr/lib/systemd/systemd", "--switched-root", "--system", "--deserialize", passed);
  }

  /** A RAM disk without systemd, Debian's, leaves the naming of the host to the system's init. */
  private void runInstead(String path, Program program) {
    if (!userland.distribution().id().equals("centos")) {
      kernel.setHostname("(none)");
    }
    kernel.endBoot();
    task.rename(path.substring(path.lastIndexOf('/') + 1));
    program.main(task, List.of(path));
  }

  /** Single-user mode: a shell for root; when that ends, boot goes on. */
  private void rescue() {
    Program shell = kernel.programs().find("/sbin/sulogin");
    shell = shell == null ? kernel.programs().find("/bin/sh") : shell;
    if (!wantsRescue() || console == null || shell == null) {
      step();
      return;
    }
    Program found = shell;
    Tty terminal = console;
    print(
        userland.distribution().rescue(),
        () -> {
          kernel.openTerminal(terminal);
          kernel.endBoot();
          task.fork(
              "sulogin",
              0,
              FileTable.allOn(terminal),
              found,
              List.of("/sbin/sulogin"),
              status -> task.then(this::step));
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

  /** What the board's user wants run at the end of boot; it ends before anybody can log in. */
  private void runLocalScript() {
    String script = kernel.options().rcLocal();
    if (script == null) {
      step();
      return;
    }
    String path = userland.distribution().rcLocal();
    show(
        "         Starting " + localUnit() + "...",
        () -> {
          kernel.endBoot();
          task.fork(
              "rc.local",
              0,
              console == null ? FileTable.empty() : FileTable.allOn(console),
              new ShellScript(path, script),
              List.of(path, "start"),
              status -> task.then(() -> localScriptEnded(status)));
        });
  }

  private String localUnit() {
    String path = userland.distribution().rcLocal();
    return (isNew() ? "rc-local.service - " : "") + path + " Compatibility";
  }

  private boolean isNew() {
    return kernel.profile().era() == Era.LINUX_6_1;
  }

  private void localScriptEnded(int status) {
    if (status == 0) {
      show("[  OK  ] Started " + localUnit() + ".", this::step);
    } else {
      print(
          "[FAILED] Failed to start "
              + localUnit()
              + ".\nSee 'systemctl status rc-local.service' for details.\n",
          this::step);
    }
  }

  private void startKdump() {
    KdumpService kdump = userland.services().kdump();
    kernel.tasks().continueFrom(userland.distribution().pids() - 200);
    boolean tried = kdump.isWanted() && kdump.setting().equals("enabled");
    String title = (isNew() ? kdump.name() + " - " : "") + kdump.spec().description();
    if (!tried) {
      step();
    } else if (kdump.start()) {
      show("[  OK  ] " + (isNew() ? "Finished " : "Started ") + title + ".");
    } else {
      print(
          "[FAILED] Failed to start "
              + title
              + ".\nSee 'systemctl status "
              + kdump.name()
              + "' for details.\n",
          this::step);
    }
  }

  private void showGetty() {
    if (console == null) {
      step();
    } else {
      String device = console.device();
      String unit = isNew() ? "serial-getty@" + device + ".service - " : "";
      show("[  OK  ] Started " + unit + "Serial Getty on " + device + ".");
    }
  }

  /** Brings the system down; a second wish changes nothing. */
  void shutDown(PowerAction action, boolean stopServices) {
    if (ending) {
      return;
    }
    ending = true;
    next = lines.size();
    Shutdown shutdown = new Shutdown(userland, task, action);
    task.then(stopServices ? shutdown::start : shutdown::startWithoutServices);
  }

  private void keepLogin() {
    userland.services().booted();
    kernel.input().onPowerButton(() -> userland.shutDown(PowerAction.POWER_OFF));
    kernel.tasks().continueFrom(userland.distribution().pids() + 1);
    kernel.endBoot();
    if (console != null) {
      kernel.openTerminal(console);
      respawn(console);
    }
  }

  private void respawn(Tty tty) {
    if (ending) {
      return;
    }
    tty.hangUp();
    tty.setTermios(reset(tty.termios()));
    kernel
        .tasks()
        .spawn(
            "agetty",
            0,
            FileTable.allOn(tty),
            new Agetty(userland, tty),
            List.of("/sbin/agetty"),
            status -> task.then(() -> respawn(tty)));
  }

  /** TTYReset= of a unit (reset_terminal_fd of systemd's terminal-util.c). */
  private static Termios reset(Termios modes) {
    modes.iflag &=
        ~(Termios.IGNBRK
            | Termios.BRKINT
            | Termios.ISTRIP
            | Termios.INLCR
            | Termios.IGNCR
            | Termios.IUCLC);
    modes.iflag |= Termios.ICRNL | Termios.IMAXBEL | Termios.IUTF8;
    modes.oflag |= Termios.ONLCR;
    modes.cflag |= Termios.CREAD;
    modes.lflag =
        Termios.ISIG
            | Termios.ICANON
            | Termios.IEXTEN
            | Termios.ECHO
            | Termios.ECHOE
            | Termios.ECHOK
            | Termios.ECHOCTL
            | Termios.ECHOPRT
            | Termios.ECHOKE;
    modes.usualCharacters();
    return modes;
  }
}
