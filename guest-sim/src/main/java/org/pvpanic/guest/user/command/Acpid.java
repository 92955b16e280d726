package org.pvpanic.guest.user.command;

import java.util.List;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;

/**
 * acpid of busybox: waits for the power button in the files of evdev, and runs what its folder has
 * for it.
 */
final class Acpid {

  private static final int EVENT = 24;
  private static final int TYPE_AT = 16;
  private static final int EV_KEY = 1;
  private static final int KEY_POWER = 116;
  private static final String ACTION = "PWRF/00000080";
  private static final int FILES = 32;

  private final Call call;
  private final Options options;
  private int open;

  private Acpid(Call call, Options options) {
    this.call = call;
    this.options = options;
  }

  static void run(Call call) {
    Options options = call.options(OptionSpec.of("dfc:l:a:M:e:p:gmsSv"));
    Acpid acpid = new Acpid(call, options);
    acpid.listen();
  }

  private void listen() {
    for (int i = 0; i < FILES; i++) {
      try {
        OpenFile file = Disk.openToRead(call, "/dev/input/event" + i);
        file.opened();
        open++;
        read(file);
      } catch (SysError e) {
        break;
      }
    }
    if (open == 0) {
      throw call.fail("/proc/acpi/event: " + Errno.ENOENT.message());
    }
  }

  private void read(OpenFile file) {
    call.read(
        file,
        bytes -> {
          for (int at = 0; at + EVENT <= bytes.length; at += EVENT) {
            if (isPowerKey(bytes, at)) {
              act();
            }
          }
          read(file);
        },
        errno -> file.closed());
  }

  private static boolean isPowerKey(byte[] bytes, int at) {
    return bytes[at + TYPE_AT] == EV_KEY
        && bytes[at + TYPE_AT + 2] == KEY_POWER
        && bytes[at + TYPE_AT + 4] == 1;
  }

  private void act() {
    String folder = options.value('c');
    String path = (folder == null ? "/etc/acpi" : folder) + "/" + ACTION;
    call.warn(ACTION);
    Task task = call.task();
    Program shell = call.kernel().programs().find("sh");
    call.then(
        () -> {
          if (shell != null && exists(path)) {
            task.fork(
                "sh", task.group(), task.files().copy(), shell, List.of("sh", path), status -> {});
          }
        });
  }

  private boolean exists(String path) {
    try {
      Disk.openToRead(call, path);
      return true;
    } catch (SysError e) {
      return false;
    }
  }
}
