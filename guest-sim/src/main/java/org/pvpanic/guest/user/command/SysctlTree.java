package org.pvpanic.guest.user.command;

import java.util.function.Consumer;
import org.pvpanic.guest.linux.SysError;

/** The settings that there are: files below /proc/sys, in the order of their names. */
final class SysctlTree {

  private static final int DEEPEST = 8;

  private SysctlTree() {}

  /** Tells {@code each} the path of every file. */
  static void each(Call call, Consumer<String> each) {
    walk(call, "/proc/sys", 0, each);
  }

  private static void walk(Call call, String folder, int depth, Consumer<String> each) {
    try {
      for (String name : Disk.list(call, folder)) {
        String path = folder + "/" + name;
        if (!Disk.isDirectory(call, path, true)) {
          each.accept(path);
        } else if (depth < DEEPEST) {
          walk(call, path, depth + 1, each);
        }
      }
    } catch (SysError e) {
      // It was there a moment ago, or is not for this user.
    }
  }
}
