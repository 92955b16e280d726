package org.pvpanic.guest.user;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Tty;
import org.pvpanic.machine.Step;

/**
 * What systemd shows of its work on the console; a machine without one sees nothing of it.
 *
 * @param init pid 1
 */
record BootStatus(Task init, @Nullable Tty console) {

  /** Shows a line of status, unless the kernel was told to be quiet, then goes on. */
  void show(String line, Step then) {
    if (init.kernel().arguments().has("quiet")) {
      init.then(then);
    } else {
      print(line + "\n", then);
    }
  }

  /** Shows text, then goes on. */
  void print(String text, Step then) {
    if (console == null) {
      init.then(then);
    } else {
      console.write(init, text.getBytes(StandardCharsets.UTF_8), failure -> then.run());
    }
  }

  /** Says that a unit could not be started, whatever the kernel was told, then goes on. */
  void failed(String title, String unit, Step then) {
    print(
        "[FAILED] Failed to start "
            + title
            + ".\nSee 'systemctl status "
            + unit
            + "' for details.\n",
        then);
  }
}
