package org.pvpanic.guest.user;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.BootScript;
import org.pvpanic.guest.linux.CommandLine;
import org.pvpanic.guest.linux.Era;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.OldMemory;
import org.pvpanic.guest.linux.Task;
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
  private final BootStatus status;
  private int next;
  private boolean ending;
  private @Nullable DumpSaver saver;
  private @Nullable ConsoleLogin login;

  Systemd(Task task, Userland userland, BootScript script) {
    this.task = task;
    this.kernel = task.kernel();
    this.userland = userland;
    this.lines = script.lines();
    this.console = kernel.console();
    this.status = new BootStatus(task, console);
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
      case "switch-root" -> init().switchRoot(this::step);
      case "rescue" -> {
        if (console == null) {
          step();
        } else {
          init().rescue(console, this::step);
        }
      }
      case "rc-local" -> {
        String script = kernel.options().rcLocal();
        if (script == null) {
          step();
        } else {
          new LocalScript(status, userland.distribution()).run(script, this::step);
        }
      }
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

  private void show(String line) {
    status.show(line, this::step);
  }

  private InitChoice init() {
    return new InitChoice(task, userland.distribution(), status);
  }

  private boolean isNew() {
    return kernel.profile().era() == Era.LINUX_6_1;
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
      status.failed(title, kdump.name(), this::step);
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
    if (login != null) {
      login.stop();
    }
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
      login = new ConsoleLogin(task, userland, console);
      login.start();
    }
  }
}
