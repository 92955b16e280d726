package org.pvpanic.guest.user;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.guest.linux.Kernel;

/**
 * kdump.service of CentOS 7: a one-shot service whose start loads the capture kernel and whose stop
 * unloads it. Enabled or not only matters to a boot.
 */
final class KdumpService {

  static final String NAME = "kdump.service";
  static final String DESCRIPTION = "Crash recovery kernel arming";

  /** What systemd says of it. */
  enum State {
    INACTIVE("inactive"),
    ACTIVE("active"),
    FAILED("failed");

    private final String word;

    State(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  private static final int JOURNAL_LINES = 10;

  private final Kernel kernel;
  private final WallClock clock;
  private final List<String> journal = new ArrayList<>(4);
  private State state = State.INACTIVE;
  private boolean enabled = true;
  private long since;
  private int mainPid;
  private int stopPid;

  KdumpService(Kernel kernel, WallClock clock) {
    this.kernel = kernel;
    this.clock = clock;
  }

  State state() {
    return state;
  }

  boolean isEnabled() {
    return enabled;
  }

  void setEnabled(boolean on) {
    enabled = on;
  }

  /** Whether the unit's condition holds: the kernel was given a crashkernel= at all. */
  boolean isWanted() {
    return kernel.arguments().value("crashkernel") != null;
  }

  /** Starts it; false when that fails. */
  boolean start() {
    if (state == State.ACTIVE || !isWanted()) {
      return true;
    }
    since = clock.seconds();
    mainPid = newPid();
    stopPid = 0;
    log("systemd[1]: Starting " + DESCRIPTION + "...");
    if (kernel.kexec().load()) {
      state = State.ACTIVE;
      log("kdumpctl[" + mainPid + "]: kexec: loaded kdump kernel");
      log("kdumpctl[" + mainPid + "]: Starting kdump: [OK]");
      log("systemd[1]: Started " + DESCRIPTION + ".");
    } else {
      state = State.FAILED;
      log("kdumpctl[" + mainPid + "]: No memory reserved for crash kernel.");
      log("kdumpctl[" + mainPid + "]: Starting kdump: [FAILED]");
      log("systemd[1]: " + NAME + ": main process exited, code=exited, status=1/FAILURE");
      log("systemd[1]: Failed to start " + DESCRIPTION + ".");
      log("systemd[1]: Unit " + NAME + " entered failed state.");
      log("systemd[1]: " + NAME + " failed.");
    }
    return state == State.ACTIVE;
  }

  /** Stops it. */
  void stop() {
    if (state != State.ACTIVE) {
      return;
    }
    stopPid = newPid();
    log("systemd[1]: Stopping " + DESCRIPTION + "...");
    kernel.kexec().unload();
    log("kdumpctl[" + stopPid + "]: kexec: unloaded kdump kernel");
    log("kdumpctl[" + stopPid + "]: Stopping kdump: [OK]");
    log("systemd[1]: Stopped " + DESCRIPTION + ".");
    state = State.INACTIVE;
    since = clock.seconds();
  }

  private int newPid() {
    int pid = kernel.tasks().nextPid();
    kernel.tasks().continueFrom(pid + 1);
    return pid;
  }

  private void log(String message) {
    if (journal.size() == JOURNAL_LINES) {
      journal.remove(0);
    }
    journal.add(clock.journal(clock.seconds()) + " " + kernel.hostname() + " " + message);
  }

  /** What {@code systemctl status} prints. */
  String status() {
    String setting = enabled ? "enabled" : "disabled";
    StringBuilder out = new StringBuilder();
    out.append("● ").append(NAME).append(" - ").append(DESCRIPTION).append('\n');
    out.append("   Loaded: loaded (/usr/lib/systemd/system/kdump.service; ");
    out.append(setting).append("; vendor preset: enabled)\n");
    out.append("   Active: ").append(activeText()).append('\n');
    if (stopPid != 0) {
      out.append("  Process: ").append(stopPid);
      out.append(" ExecStop=/usr/bin/kdumpctl stop (code=exited, status=0/SUCCESS)\n");
    }
    if (mainPid != 0) {
      String result = state == State.FAILED ? "1/FAILURE" : "0/SUCCESS";
      out.append("  Process: ").append(mainPid);
      out.append(" ExecStart=/usr/bin/kdumpctl start (code=exited, status=");
      out.append(result).append(")\n Main PID: ").append(mainPid);
      out.append(" (code=exited, status=").append(result).append(")\n");
    }
    if (!journal.isEmpty()) {
      out.append('\n');
      journal.forEach(line -> out.append(line).append('\n'));
    }
    return out.toString();
  }

  private String activeText() {
    String when = since == 0 ? "" : " since " + clock.full(since) + "; " + clock.ago(since);
    return switch (state) {
      case ACTIVE -> "active (exited)" + when;
      case FAILED -> "failed (Result: exit-code)" + when;
      case INACTIVE -> "inactive (dead)" + when;
    };
  }
}
