package org.pvpanic.guest.user.command;

import java.util.List;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.SysError;

/** System calls about files, with names as a program has them. */
final class Disk {

  /** How long a file is, if it is one that has a length. */
  record Size(boolean isRegular, long bytes) {}

  private Disk() {}

  static OpenFile openToRead(Call call, String name) throws SysError {
    return call.kernel().files().openToRead(Bytes.text(name));
  }

  static OpenFile openToWrite(Call call, String name, boolean append) throws SysError {
    return call.kernel().files().openToWrite(Bytes.text(name), append);
  }

  static boolean isPipe(OpenFile file) {
    return file.isSameRegularFile(file);
  }

  static Size size(Call call, String name) throws SysError {
    openToRead(call, name);
    return new Size(false, 0);
  }

  static boolean isDirectory(Call call, String name, boolean follow) throws SysError {
    openToRead(call, name);
    return false;
  }

  static List<String> list(Call call, String name) throws SysError {
    openToRead(call, name);
    throw new SysError(Errno.ENOTDIR);
  }
}
