package org.pvpanic.guest.user;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.BootScript;
import org.pvpanic.guest.linux.FileTable;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Termios;
import org.pvpanic.guest.linux.Tty;

/** Pid 1: brings the system up by its script, then keeps a login on the console. */
final class Systemd {

  /** When systemd 219-30.el7 was built, give or take: Sat Nov 5 15:13:42 UTC 2016. */
  private static final long BUILD_TIME = 1_478_358_822_000_000_000L;

  private static final int WARNING = 4;

  private final Task task;
  private final Kernel kernel;
  private final Userland userland;
  private final List<BootScript.Line> lines;
  private final @Nullable Tty console;
  private int next;

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
      case "date" -> userland.clock().folder();
      default -> throw new IllegalStateException("systemd script asks for {" + name + "}");
    };
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
      case "kdump" -> startKdump();
      case "getty" -> showGetty();
      case "login" -> keepLogin();
      case "restart" -> kernel.restart();
      default -> throw new IllegalStateException("systemd script asks for " + action);
    }
  }

  /** A clock that is surely late is advanced to when systemd was built. */
  private void checkTime() {
    if (kernel.realtimeNs() < BUILD_TIME) {
      kernel.time().set(BUILD_TIME);
      kernel
          .printk()
          .print(WARNING, "systemd[1]: System time before build time, advancing clock.");
    }
    step();
  }

  /** Shows a line of status, unless the kernel was told to be quiet. */
  private void show(String text) {
    if (kernel.arguments().has("quiet")) {
      step();
    } else {
      showAlways(text);
    }
  }

  private void showAlways(String text) {
    if (console == null) {
      step();
    } else {
      console.write(task, (text + "\n").getBytes(StandardCharsets.UTF_8), e -> step());
    }
  }

  private void startKdump() {
    KdumpService kdump = userland.kdump();
    kernel.tasks().continueFrom(userland.distribution().pids() - 200);
    if (!kdump.isWanted()) {
      step();
    } else if (kdump.start()) {
      show("[  OK  ] Started " + KdumpService.DESCRIPTION + ".");
    } else {
      showAlways(
          "[FAILED] Failed to start "
              + KdumpService.DESCRIPTION
              + ".\nSee 'systemctl status kdump.service' for details.");
    }
  }

  private void showGetty() {
    if (console == null) {
      step();
    } else {
      show("[  OK  ] Started Serial Getty on " + console.device() + ".");
    }
  }

  private void keepLogin() {
    kernel.tasks().continueFrom(userland.distribution().pids() + 1);
    if (console != null) {
      kernel.openTerminal(console);
      respawn(console);
    }
  }

  private void respawn(Tty tty) {
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
