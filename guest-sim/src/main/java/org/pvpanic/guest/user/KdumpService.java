package org.pvpanic.guest.user;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;

/**
 * The kdump service: a one-shot service whose start loads the capture kernel and whose stop unloads
 * it. Enabled or not only matters to a boot.
 */
final class KdumpService extends Unit {

  private final Kernel kernel;
  private final KdumpFlavour flavour;
  private int stopPid;

  KdumpService(Services services, Kernel kernel, KdumpFlavour flavour) {
    super(flavour.unit(), services);
    this.kernel = kernel;
    this.flavour = flavour;
  }

  KdumpFlavour flavour() {
    return flavour;
  }

  /** Enabled is what the next boot starts: it is a link on the disk. */
  @Override
  String setting() {
    boolean asInstalled = !kernel.disk().isUsed() || isLinked();
    return isMasked() ? super.setting() : asInstalled ? "enabled" : "disabled";
  }

  private String link() {
    return "/etc/systemd/system/" + spec().wantedBy() + ".wants/" + name();
  }

  private boolean isLinked() {
    Task init = kernel.tasks().byPid(1);
    try {
      return init == null || kernel.files().lstat(init, link()).links() > 0;
    } catch (SysError e) {
      return false;
    }
  }

  @Override
  void setEnabled(boolean on) {
    Task init = kernel.tasks().byPid(1);
    try {
      if (init != null && on) {
        kernel.files().symlink(init, "/usr/lib/systemd/system/" + name(), link());
      } else if (init != null) {
        kernel.files().unlink(init, link());
      }
    } catch (SysError e) {
      log("systemctl: " + link() + ": " + e.errno().message());
    }
  }

  /** Whether the unit's condition holds: the kernel was given a crashkernel= at all. */
  boolean isWanted() {
    return kernel.arguments().value("crashkernel") != null;
  }

  @Override
  boolean start() {
    if (isActive() || !isWanted()) {
      return true;
    }
    int pid = services().newPid();
    setMainPid(pid);
    stopPid = 0;
    log("systemd[1]: Starting " + spec().description() + "...");
    boolean loaded = kernel.kexec().load();
    say(pid, loaded ? flavour.armed() : flavour.noMemory());
    become(loaded ? State.ACTIVE : State.FAILED);
    if (loaded) {
      log("systemd[1]: " + (services().isOld() ? "Started " : "Finished ") + title() + ".");
    } else if (services().isOld()) {
      log("systemd[1]: " + name() + ": main process exited, code=exited, status=1/FAILURE");
      log("systemd[1]: Failed to start " + spec().description() + ".");
      log("systemd[1]: Unit " + name() + " entered failed state.");
      log("systemd[1]: " + name() + " failed.");
    } else {
      log("systemd[1]: " + name() + ": Main process exited, code=exited, status=1/FAILURE");
      log("systemd[1]: " + name() + ": Failed with result 'exit-code'.");
      log("systemd[1]: Failed to start " + title() + ".");
    }
    return loaded;
  }

  private String title() {
    return services().isOld() ? spec().description() : name() + " - " + spec().description();
  }

  private void say(int pid, List<String> lines) {
    for (String line : lines) {
      log(flavour.speaker() + "[" + pid + "]: " + line);
    }
  }

  @Override
  void stop() {
    if (!isActive()) {
      become(State.INACTIVE);
      return;
    }
    stopPid = services().newPid();
    log("systemd[1]: Stopping " + title() + "...");
    kernel.kexec().unload();
    say(stopPid, flavour.disarmed());
    log("systemd[1]: Stopped " + title() + ".");
    become(State.INACTIVE);
  }

  @Override
  List<String> processes(boolean old) {
    List<String> lines = new ArrayList<>(3);
    if (stopPid != 0) {
      lines.add(
          "Process: "
              + stopPid
              + " ExecStop="
              + flavour.stop()
              + " (code=exited, status=0/SUCCESS)");
    }
    if (mainPid() != 0) {
      String result = state() == State.FAILED ? "1/FAILURE" : "0/SUCCESS";
      lines.add(
          "Process: "
              + mainPid()
              + " ExecStart="
              + flavour.start()
              + " (code=exited, status="
              + result
              + ")");
      lines.add("Main PID: " + mainPid() + " (code=exited, status=" + result + ")");
    }
    return lines;
  }
}
