package org.pvpanic.guest.user;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.KdumpFile;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.OldMemory;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.fs.OpenFlags;

/**
 * Saves what a crashed kernel has left in memory to the disk, as the scripts of kdump do: its log,
 * and a dump. A file has another name until it is complete.
 */
final class DumpSaver {

  private final Task task;
  private final Kernel kernel;
  private final boolean debian;
  private final String folder;
  private final String stamp;
  private boolean failed;

  /**
   * One for a boot of a capture kernel; the time at which it is made names the folder.
   *
   * @param task pid 1
   */
  DumpSaver(Task task, Userland userland) {
    this.task = task;
    this.kernel = task.kernel();
    this.debian = !userland.services().isOld();
    this.stamp = debian ? userland.clock().stamp() : userland.clock().folder();
    this.folder = debian ? "/var/crash/" + stamp : "/sysroot//var/crash/127.0.0.1-" + stamp + "/";
  }

  /** The part of the folder's name that tells the time. */
  String stamp() {
    return stamp;
  }

  /** Whether the last file could not be saved. */
  boolean hasFailed() {
    return failed;
  }

  /** Makes the file system on the disk readable for a capture kernel that runs in a RAM disk. */
  void mountRoot(String device, Runnable then) {
    try {
      kernel.files().mkdir(task, "/sysroot", 0755);
      kernel.files().mount(task, device, "/sysroot", "xfs", "rw");
    } catch (SysError e) {
      failed = true;
    }
    then.run();
  }

  /** Saves the log. */
  void saveLog(OldMemory old, Runnable then) {
    failed = false;
    makeFolder();
    String name = debian ? "/dmesg." + stamp : "vmcore-dmesg.txt";
    String first = debian ? name : "vmcore-dmesg-incomplete.txt";
    byte[] bytes = old.log().getBytes(StandardCharsets.UTF_8);
    int mode = debian ? 0600 : 0644;
    save(first, name, mode, List.of(new KdumpFile.Piece(0, bytes)), then);
  }

  /** Saves the dump. */
  void saveCore(OldMemory old, Runnable then) {
    failed = false;
    makeFolder();
    List<KdumpFile.Piece> pieces = KdumpFile.of(old, kernel.realtimeNs() / 1_000_000_000L);
    String name = debian ? "/dump." + stamp : "vmcore";
    int mode = debian ? 0644 : 0600;
    save(debian ? "/dump-incomplete" : "vmcore-incomplete", name, mode, pieces, then);
  }

  private void makeFolder() {
    try {
      kernel.files().mkdir(task, folder, 0755);
    } catch (SysError e) {
      failed |= e.errno() != Errno.EEXIST;
    }
  }

  private void save(
      String first, String last, int mode, List<KdumpFile.Piece> pieces, Runnable then) {
    if (failed) {
      then.run();
      return;
    }
    try {
      OpenFile file =
          kernel
              .files()
              .open(
                  task,
                  folder + first,
                  OpenFlags.WRITE | OpenFlags.CREATE | OpenFlags.TRUNCATE,
                  mode);
      file.opened();
      write(
          file,
          pieces.iterator(),
          errno -> {
            file.closed();
            failed = errno != null;
            finish(first, last);
            then.run();
          });
    } catch (SysError e) {
      failed = true;
      then.run();
    }
  }

  private void write(
      OpenFile file, Iterator<KdumpFile.Piece> pieces, Consumer<@Nullable Errno> then) {
    if (!pieces.hasNext()) {
      then.accept(null);
      return;
    }
    KdumpFile.Piece piece = pieces.next();
    try {
      file.seek(piece.offset(), OpenFile.Seek.START);
    } catch (SysError e) {
      then.accept(e.errno());
      return;
    }
    file.write(
        task,
        piece.bytes(),
        errno -> {
          if (errno == null) {
            write(file, pieces, then);
          } else {
            then.accept(errno);
          }
        });
  }

  private void finish(String first, String last) {
    if (!failed && !first.equals(last)) {
      try {
        kernel.files().rename(task, folder + first, folder + last);
      } catch (SysError e) {
        failed = true;
      }
    }
  }
}
