package org.pvpanic.options;

import org.jspecify.annotations.Nullable;

/**
 * Something that QEMU refuses, in QEMU's words. On the command line it ends the program: the text
 * goes to standard error and the exit status is 1.
 */
public final class QemuError extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String hint;
  private final transient @Nullable Option origin;
  private final boolean plain;

  /** An error without a place and without a hint. */
  public QemuError(String message) {
    this(message, "");
  }

  /**
   * An error with advice.
   *
   * @param message one line, without program name and place
   * @param hint further lines, each without its last newline; "" for none
   */
  public QemuError(String message, String hint) {
    this(message, hint, null, false);
  }

  private QemuError(String message, String hint, @Nullable Option origin, boolean plain) {
    super(message);
    this.hint = hint;
    this.origin = origin;
    this.plain = plain;
  }

  /** An error that QEMU prints without the program's name and without a place. */
  public static QemuError plain(String line) {
    return new QemuError(line, "", null, true);
  }

  /** This error as one of that option. An error that has a place already keeps it. */
  public QemuError at(@Nullable Option option) {
    return origin != null || option == null || plain
        ? this
        : new QemuError(message(), hint, option, false);
  }

  /** What is wrong, without program name and place. */
  public String message() {
    return String.valueOf(getMessage());
  }

  /** Advice that QEMU prints on lines of its own, or "". */
  public String hint() {
    return hint;
  }

  /** Whether {@link #message} is all of the line that QEMU prints. */
  public boolean isPlain() {
    return plain;
  }

  /** The option at fault, or null where QEMU names none. */
  public @Nullable Option origin() {
    return origin;
  }
}
