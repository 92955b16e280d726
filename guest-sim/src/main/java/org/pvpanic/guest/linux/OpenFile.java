package org.pvpanic.guest.linux;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a file descriptor stands for. Both calls may block the task: what follows runs as a later
 * step of it.
 */
public interface OpenFile {

  /**
   * Reads what there is.
   *
   * @param then gets the bytes; none at the end of the file
   * @param failed gets the reason when it cannot be read
   */
  void read(Task task, Consumer<byte[]> then, Consumer<Errno> failed);

  /**
   * Writes all bytes.
   *
   * @param then gets null, or why they could not be written
   */
  void write(Task task, byte[] bytes, Consumer<@Nullable Errno> then);

  /** Whether both are the same regular file: copying one to the other would never end. */
  default boolean isSameRegularFile(OpenFile other) {
    return false;
  }

  /** Another descriptor stands for this file, too. */
  default void opened() {}

  /** One descriptor less. */
  default void closed() {}
}
