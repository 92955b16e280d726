package org.pvpanic.guest.linux;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.fs.Inode;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.Stat;

/**
 * What a file descriptor stands for. Reading and writing may block the task: what follows runs as a
 * later step of it.
 */
public interface OpenFile {

  /** What {@link #read(Task, Consumer, Consumer)} takes at a time. */
  int PIECE = 64 << 10;

  /** Where {@link #seek} counts from. */
  enum Seek {
    START,
    CURRENT,
    END
  }

  /**
   * Reads what there is, at most {@code max} bytes.
   *
   * @param then gets the bytes; none at the end of the file
   * @param failed gets the reason when it cannot be read
   */
  void read(Task task, int max, Consumer<byte[]> then, Consumer<Errno> failed);

  /** Reads what there is, at most {@link #PIECE} bytes. */
  default void read(Task task, Consumer<byte[]> then, Consumer<Errno> failed) {
    read(task, PIECE, then, failed);
  }

  /**
   * Writes all bytes.
   *
   * @param then gets null, or why they could not be written
   */
  void write(Task task, byte[] bytes, Consumer<@Nullable Errno> then);

  /**
   * Moves the place of the next access.
   *
   * @return the new place, from the start
   * @throws SysError ESPIPE for what has no places, such as a pipe or a terminal
   */
  default long seek(long offset, Seek from) throws SysError {
    throw new SysError(Errno.ESPIPE);
  }

  /** What fstat(2) tells. */
  default Stat stat() {
    return Stat.ofKind(Mode.FIFO | 0600);
  }

  /** The file behind it that opening it again opens; null for a pipe, for instance. */
  default @Nullable Inode inode() {
    return null;
  }

  /** What /proc/self/fd says of it. */
  default String description() {
    return "pipe:[" + stat().inode() + "]";
  }

  /** Whether both are the same regular file: copying one to the other would never end. */
  default boolean isSameRegularFile(OpenFile other) {
    return false;
  }

  /** Another descriptor stands for this file, too. */
  default void opened() {}

  /** One descriptor less. */
  default void closed() {}
}
