package org.pvpanic.guest.user.command;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.SysError;

/** Reads a whole file. */
final class FileReader {

  private static final int MOST = 1 << 20;

  private final Call call;
  private final OpenFile file;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  private FileReader(Call call, OpenFile file) {
    this.call = call;
    this.file = file;
  }

  /**
   * Reads a file, at most a megabyte of it.
   *
   * @param then gets its bytes
   * @param failed gets the reason when it cannot be read
   */
  static void read(Call call, String name, Consumer<byte[]> then, Consumer<Errno> failed) {
    OpenFile file;
    try {
      file = Disk.openToRead(call, name);
    } catch (SysError e) {
      failed.accept(e.errno());
      return;
    }
    file.opened();
    Disk.close(call, file);
    new FileReader(call, file).next(then, failed);
  }

  private void next(Consumer<byte[]> then, Consumer<Errno> failed) {
    call.read(
        file,
        bytes -> {
          if (bytes.length == 0 || content.size() > MOST) {
            file.closed();
            then.accept(content.toByteArray());
          } else {
            content.writeBytes(bytes);
            next(then, failed);
          }
        },
        errno -> {
          file.closed();
          failed.accept(errno);
        });
  }
}
