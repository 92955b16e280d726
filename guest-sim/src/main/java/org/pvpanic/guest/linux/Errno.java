package org.pvpanic.guest.linux;

/** Why a system call failed, with the text of the C library's {@code strerror}. */
public enum Errno {
  ENOENT("No such file or directory"),
  EIO("Input/output error"),
  EBADF("Bad file descriptor"),
  EACCES("Permission denied"),
  ENOTDIR("Not a directory"),
  EISDIR("Is a directory"),
  EINVAL("Invalid argument"),
  EPERM("Operation not permitted"),
  EBUSY("Device or resource busy"),
  EEXIST("File exists"),
  ENODEV("No such device"),
  ENOEXEC("Exec format error"),
  EWOULDBLOCK("Resource temporarily unavailable"),
  ENOSPC("No space left on device");

  private final String message;

  Errno(String message) {
    this.message = message;
  }

  /** What a program prints for it. */
  public String message() {
    return message;
  }
}
