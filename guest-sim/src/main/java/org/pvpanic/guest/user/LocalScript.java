package org.pvpanic.guest.user;

import java.util.List;
import org.pvpanic.guest.linux.Era;
import org.pvpanic.guest.linux.FileTable;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Tty;
import org.pvpanic.guest.shell.ShellScript;
import org.pvpanic.machine.Step;

/** rc-local.service: what the board's user wants run at the end of boot, before anybody logs in. */
final class LocalScript {

  private static final String UNIT = "rc-local.service";

  private final Task init;
  private final BootStatus status;
  private final String path;
  private final String title;

  /** One of a distribution, which says where the script is. */
  LocalScript(BootStatus status, Distribution distribution) {
    this.init = status.init();
    this.status = status;
    this.path = distribution.rcLocal();
    boolean namesUnit = init.kernel().profile().era() == Era.LINUX_6_1;
    this.title = (namesUnit ? UNIT + " - " : "") + path + " Compatibility";
  }

  /** Runs it, then goes on. */
  void run(String script, Step then) {
    Tty console = status.console();
    status.show(
        "         Starting " + title + "...",
        () -> {
          init.kernel().endBoot();
          init.fork(
              "rc.local",
              0,
              console == null ? FileTable.empty() : FileTable.allOn(console),
              new ShellScript(path, script),
              List.of(path, "start"),
              waitStatus -> init.then(() -> ended(waitStatus, then)));
        });
  }

  private void ended(int waitStatus, Step then) {
    if (waitStatus == 0) {
      status.show("[  OK  ] Started " + title + ".", then);
    } else {
      status.failed(title, UNIT, then);
    }
  }
}
