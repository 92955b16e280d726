package org.pvpanic.guest.linux;

/** A system call failed. It carries no stack trace: guest programs expect it and print it. */
public final class SysError extends Exception {

  private final Errno errno;

  /** A failure for the reason {@code errno}. */
  public SysError(Errno errno) {
    super(errno.message(), null, false, false);
    this.errno = errno;
  }

  /** Why. */
  public Errno errno() {
    return errno;
  }
}
