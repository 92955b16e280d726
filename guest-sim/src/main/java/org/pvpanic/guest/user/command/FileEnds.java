package org.pvpanic.guest.user.command;

import org.pvpanic.guest.linux.Errno;

/**
 * What head and tail have in common: how many lines or bytes they show, and the names above them
 * (head(1), tail(1)).
 */
final class FileEnds {

  private final Call call;
  private final boolean bytes;
  private final boolean headers;
  private boolean anyHeader;

  FileEnds(Call call, Options options) {
    this.call = call;
    bytes = options.last("nc", 'n') == 'c';
    headers =
        switch (options.last("qv", ' ')) {
          case 'q' -> false;
          case 'v' -> true;
          default -> options.operands().size() > 1;
        };
  }

  /** Whether bytes are counted, not lines. */
  boolean bytes() {
    return bytes;
  }

  /** Whether each file has its name above it. */
  boolean headers() {
    return headers;
  }

  /**
   * A number with a unit.
   *
   * @param typed what stands in the message when it is none
   */
  long count(String text, String typed) {
    Long number = call.isBusybox() ? Numbers.bkm(text) : Numbers.size(text);
    if (number != null) {
      return number;
    }
    if (call.isBusybox()) {
      throw call.fail("invalid number '" + typed + "'");
    }
    String what = "invalid number of " + (bytes ? "bytes" : "lines");
    throw call.dialect() == Dialect.CENTOS_7
        ? call.fail(typed + ": " + what)
        : call.fail(what + ": " + call.quote(typed));
  }

  /** Prints the name of a file, if names are wanted. */
  void header(String name) {
    if (headers) {
      call.out(
          (anyHeader ? "\n" : "")
              + "==> "
              + (name.equals("-") ? "standard input" : name)
              + " <==\n");
      anyHeader = true;
    }
  }

  /** What GNU's say of a file that cannot be opened, or read once it is open. */
  void complain(String name, Errno errno, boolean opened) {
    String file = Quoting.file(call, name);
    call.complain(
        opened
            ? "error reading " + file + ": " + errno.message()
            : "cannot open " + file + " for reading: " + errno.message());
  }
}
