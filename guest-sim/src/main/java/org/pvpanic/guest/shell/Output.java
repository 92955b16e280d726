package org.pvpanic.guest.shell;

import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Task;

/** Writes what commands print. */
final class Output {

  private Output() {}

  /**
   * Writes to standard output.
   *
   * @param complaint what stands before the reason when that fails
   * @param status the exit status when it does not
   * @param done gets the exit status
   */
  static void write(Task task, String complaint, byte[] bytes, int status, IntConsumer done) {
    OpenFile out = task.file(Task.STDOUT);
    if (bytes.length == 0) {
      done.accept(status);
    } else if (out == null) {
      failed(task, complaint, Errno.EBADF, done);
    } else {
      out.write(
          task,
          bytes,
          errno -> {
            if (errno == null) {
              done.accept(status);
            } else {
              failed(task, complaint, errno, done);
            }
          });
    }
  }

  private static void failed(Task task, String complaint, @Nullable Errno errno, IntConsumer done) {
    OpenFile err = task.file(Task.STDERR);
    String why = errno == null ? "" : errno.message();
    if (err == null) {
      done.accept(1);
    } else {
      byte[] text = (complaint + why + "\n").getBytes(StandardCharsets.UTF_8);
      err.write(task, text, ignored -> done.accept(1));
    }
  }
}
