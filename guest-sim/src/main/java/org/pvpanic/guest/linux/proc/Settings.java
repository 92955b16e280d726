package org.pvpanic.guest.linux.proc;

import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.KernelFile;
import org.pvpanic.guest.linux.fs.Inode;
import org.pvpanic.guest.linux.proc.SysctlTable.Kind;
import org.pvpanic.guest.linux.proc.SysctlTable.Row;

/** The files below /proc/sys. */
final class Settings {

  private Settings() {}

  static Inode file(Kernel kernel, String path, long number, long timeNs) {
    Row row = SysctlTable.row(path);
    if (row == null) {
      throw new IllegalArgumentException("no setting " + path);
    }
    boolean readable = (row.mode() & 0444) != 0;
    boolean writable = (row.mode() & 0222) != 0;
    return KernelFile.setting(
        row.mode(),
        number,
        timeNs,
        readable ? () -> show(kernel, row) + "\n" : null,
        writable ? (task, text) -> store(kernel, row, text) : null);
  }

  private static String show(Kernel kernel, Row row) {
    return row.kind() == Kind.LIVE
        ? LiveSettings.show(kernel, row.path())
        : kernel.sysctl().text(row.path());
  }

  private static @Nullable Errno store(Kernel kernel, Row row, String text) {
    if (row.kind() == Kind.LIVE) {
      return LiveSettings.store(kernel, row.path(), text);
    }
    if (text.isEmpty()) {
      return null;
    }
    String value = SettingText.parse(row, kernel.sysctl().text(row.path()), text);
    if (value == null) {
      return Errno.EINVAL;
    }
    kernel.sysctl().setText(row.path(), value);
    return null;
  }
}
