package org.pvpanic.guest.user;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.BootScript;
import org.pvpanic.guest.linux.FileTable;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Tty;

/** Pid 1: brings the system up by its script, then keeps a login on the console. */
public final class Systemd {

  /** {@code /usr/lib/sysctl.d/50-default.conf} of systemd: only sync by keyboard. */
  private static final int SYSRQ_SETTING = 16;

  /** When systemd 219-30.el7 was built, give or take: Sat Nov 5 15:13:42 UTC 2016. */
  private static final long BUILD_TIME = 1_478_358_822_000_000_000L;

  private static final int WARNING = 4;

  /** The numbers below have gone to services that are only told of. */
  private static final int FIRST_LOGIN_PID = 1164;

  private static final BootScript NORMAL = BootScript.resource(Systemd.class, "centos7.systemd");
  private static final BootScript CAPTURE =
      BootScript.resource(Systemd.class, "centos7-capture.systemd");

  private final Task task;
  private final Kernel kernel;
  private final Userland userland;
  private final List<BootScript.Line> lines;
  private final @Nullable Tty console;
  private int next;

  private Systemd(Task task, BootScript script) {
    this.task = task;
    this.kernel = task.kernel();
    this.userland = new Userland(kernel);
    kernel.setPrograms(userland::command);
    this.lines = script.lines();
    this.console = kernel.console();
  }

  /** Pid 1 of an installed system. */
  public static Program init() {
    return (task, arguments) -> new Systemd(task, NORMAL).step();
  }

  /** Pid 1 of the initramfs that saves a crash dump. */
  public static Program captureInit() {
    return (task, arguments) -> new Systemd(task, CAPTURE).step();
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
      case BootScript.OUTPUT -> show(line.filled(this::fact));
      default -> {
        kernel.printk().print(line.kind() - '0', line.filled(this::fact));
        step();
      }
    }
  }

  private String fact(String name) {
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
        kernel.sysctl().setSysrq(SYSRQ_SETTING);
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
      kernel.printk().print(WARNING, "systemd[1]: System time before build time, advancing clock.");
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
    kernel.tasks().continueFrom(FIRST_LOGIN_PID - 200);
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
    kernel.tasks().continueFrom(FIRST_LOGIN_PID);
    if (console != null) {
      kernel.openTerminal(console);
      respawn(console);
    }
  }

  private void respawn(Tty tty) {
    tty.hangUp();
    kernel
        .tasks()
        .spawn(
            "agetty",
            0,
            FileTable.allOn(tty),
            new Getty(userland, tty),
            List.of("/sbin/agetty"),
            status -> task.then(() -> respawn(tty)));
  }
}
