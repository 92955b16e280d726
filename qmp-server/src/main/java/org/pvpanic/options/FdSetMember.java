package org.pvpanic.options;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A file descriptor that was inherited and goes into a set ({@code -add-fd}), from where {@code
 * /dev/fdset/N} takes it.
 *
 * @param fd the descriptor
 * @param set the set's number
 * @param opaque the user's remark, or null
 */
public record FdSetMember(int fd, long set, @Nullable String opaque) {

  private static final int LAST_STANDARD_STREAM = 2;

  /**
   * Reads the values of one {@link OptionGroup#ADD_FD}.
   *
   * @param inherited whether a descriptor is open and came from the parent process
   */
  public static FdSetMember of(KeyValues values, IntPredicate inherited) {
    int fd = (int) values.number("fd", -1);
    long set = values.number("set", -1);
    if (fd < 0) {
      throw values.error("fd option is required and must be non-negative");
    }
    if (fd <= LAST_STANDARD_STREAM) {
      throw values.error("fd cannot be a standard I/O stream");
    }
    if (!inherited.test(fd)) {
      throw values.error("fd is not valid or already in use");
    }
    if (set < 0) {
      throw values.error("set option is required and must be non-negative");
    }
    return new FdSetMember(fd, set, values.get("opaque"));
  }
}
