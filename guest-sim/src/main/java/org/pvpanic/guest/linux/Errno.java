package org.pvpanic.guest.linux;

/** Why a system call failed, with the text of the C library's {@code strerror}. */
public enum Errno {
  EPERM("Operation not permitted"),
  ENOENT("No such file or directory"),
  ESRCH("No such process"),
  EINTR("Interrupted system call"),
  EIO("Input/output error"),
  ENXIO("No such device or address"),
  E2BIG("Argument list too long"),
  ENOEXEC("Exec format error"),
  EBADF("Bad file descriptor"),
  ECHILD("No child processes"),
  EAGAIN("Resource temporarily unavailable"),
  ENOMEM("Cannot allocate memory"),
  EACCES("Permission denied"),
  EFAULT("Bad address"),
  ENOTBLK("Block device required"),
  EBUSY("Device or resource busy"),
  EEXIST("File exists"),
  EXDEV("Invalid cross-device link"),
  ENODEV("No such device"),
  ENOTDIR("Not a directory"),
  EISDIR("Is a directory"),
  EINVAL("Invalid argument"),
  EMFILE("Too many open files"),
  ENOTTY("Inappropriate ioctl for device"),
  ETXTBSY("Text file busy"),
  EFBIG("File too large"),
  ENOSPC("No space left on device"),
  ESPIPE("Illegal seek"),
  EROFS("Read-only file system"),
  EMLINK("Too many links"),
  EPIPE("Broken pipe"),
  ERANGE("Numerical result out of range"),
  ENAMETOOLONG("File name too long"),
  ENOSYS("Function not implemented"),
  ENOTEMPTY("Directory not empty"),
  ENOTSUPP("Unknown error 524"),
  EWOULDBLOCK("Resource temporarily unavailable"),
  ELOOP("Too many levels of symbolic links"),
  EOPNOTSUPP("Operation not supported"),
  EADDRNOTAVAIL("Cannot assign requested address");

  private final String message;

  Errno(String message) {
    this.message = message;
  }

  /** What a program prints for it. */
  public String message() {
    return message;
  }
}
