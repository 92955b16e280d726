package org.pvpanic.guest.user;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.BootScript;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.Signals;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Tty;

/** Pid 1 brings the system down: what it shows on the way, and what it really does. */
final class Shutdown {

  private static final BootScript CENTOS_7 =
      BootScript.resource(Shutdown.class, "centos7-stop.systemd");
  private static final BootScript DEBIAN_12 =
      BootScript.resource(Shutdown.class, "debian12-stop.systemd");

  private final Userland userland;
  private final Kernel kernel;
  private final Task task;
  private final PowerAction action;
  private final List<BootScript.Line> lines;
  private final @Nullable Tty console;
  private int next;

  Shutdown(Userland userland, Task init, PowerAction action) {
    this.userland = userland;
    this.kernel = userland.kernel();
    this.task = init;
    this.action = action;
    this.lines = (userland.services().isOld() ? CENTOS_7 : DEBIAN_12).lines();
    this.console = kernel.console();
  }

  /** Begins with stopping services. */
  void start() {
    step();
  }

  /** Begins where all services are stopped. */
  void startWithoutServices() {
    while (!lines.get(next).text().startsWith("systemd-shutdown[1]: ")) {
      next++;
    }
    step();
  }

  private void step() {
    if (next < lines.size()) {
      BootScript.Line line = lines.get(next++);
      task.sleep(line.gapNs(), () -> perform(line));
    }
  }

  private void perform(BootScript.Line line) {
    String text = line.filled(this::fact);
    switch (line.kind()) {
      case BootScript.ACTION -> act(line.text());
      case BootScript.OUTPUT -> show(text);
      default -> {
        kernel.printk().print(line.kind() - '0', text == null ? "" : text);
        step();
      }
    }
  }

  private String fact(String name) {
    return switch (name) {
      case "last" -> action.last();
      case "service" -> action.unit();
      case "target" -> action.targetTitle();
      default -> throw new IllegalStateException("shutdown script asks for {" + name + "}");
    };
  }

  private void act(String what) {
    switch (what) {
      case "stop-kdump" -> stopKdump();
      case "sessions" -> {
        signalAll(Signals.HUP);
        signalAll(Signals.TERM);
        step();
      }
      case "term" -> {
        signalAll(Signals.TERM);
        step();
      }
      case "kill" -> {
        signalAll(Signals.KILL);
        step();
      }
      case "finish" -> PowerRequest.finish(kernel, action);
      default -> throw new IllegalStateException("shutdown script asks for " + what);
    }
  }

  private void stopKdump() {
    KdumpService kdump = userland.services().kdump();
    if (!kdump.isActive()) {
      step();
      return;
    }
    kdump.stop();
    boolean old = userland.services().isOld();
    show(
        "[  OK  ] Stopped " + (old ? "" : kdump.name() + " - ") + kdump.spec().description() + ".");
  }

  private void signalAll(int signal) {
    for (Task each : kernel.tasks().all()) {
      if (each.pid() != 1) {
        each.signal(signal);
      }
    }
  }

  private void show(@Nullable String text) {
    if (console == null || text == null || kernel.arguments().has("quiet")) {
      step();
    } else {
      console.write(task, (text + "\n").getBytes(StandardCharsets.UTF_8), failure -> step());
    }
  }
}
