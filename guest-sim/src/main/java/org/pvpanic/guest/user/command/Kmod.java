package org.pvpanic.guest.user.command;

import org.pvpanic.guest.linux.Errno;

/** What the tools for kernel modules have in common: kmod's on a distribution, busybox's own. */
final class Kmod {

  private Kmod() {}

  /** Where the modules of the running kernel are. */
  static String folder(Call call) {
    return "/lib/modules/" + call.kernel().release();
  }

  /** kmod of CentOS 7 is version 20, that of Debian 12 version 30. */
  static boolean isOld(Call call) {
    return call.dialect() == Dialect.CENTOS_7;
  }

  /** {@code tool: ERROR: text}, and the end. */
  static Exit error(Call call, String text) {
    call.err(call.name() + ": ERROR: " + text + "\n");
    return new Exit(1);
  }

  /** {@code tool: FATAL: text}, and the end. */
  static Exit fatal(Call call, String text) {
    call.err(call.name() + ": FATAL: " + text + "\n");
    return new Exit(1);
  }

  /** The options; kmod's tools say no more than what getopt says. */
  static Options options(Call call, OptionSpec spec) {
    return Options.parseOrEnd(call, spec);
  }

  /** {@code -V}. */
  static void version(Call call) {
    call.out(
        isOld(call)
            ? "kmod version 20\n+XZ +ZLIB -EXPERIMENTAL\n"
            : "kmod version 30\n+ZSTD +XZ -ZLIB +LIBCRYPTO -EXPERIMENTAL\n");
    call.exit(0);
  }

  /** What insmod of kmod says of a failure to insert. */
  static String insertFailure(Errno errno) {
    return switch (errno) {
      case ENOEXEC -> "Invalid module format";
      case ENOENT -> "Unknown symbol in module";
      case EINVAL -> "Invalid parameters";
      default -> errno.message();
    };
  }

  /** What busybox says of a failure to insert or to remove. */
  static String busyboxFailure(Errno errno) {
    return switch (errno) {
      case ENOEXEC -> "invalid module format";
      case ENOENT -> "unknown symbol in module, or unknown parameter";
      case EINVAL -> "invalid parameter";
      default -> errno.message();
    };
  }

  /** The number of an error: busybox's insmod ends with it. */
  static int number(Errno errno) {
    return switch (errno) {
      case EPERM -> 1;
      case ENOENT -> 2;
      case EIO -> 5;
      case ENOEXEC -> 8;
      case EACCES -> 13;
      case EBUSY -> 16;
      case EEXIST -> 17;
      case ENODEV -> 19;
      case ENOTDIR -> 20;
      case EISDIR -> 21;
      default -> 22;
    };
  }

  /** A module's name from the name of its file. */
  static String nameOf(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    int dot = name.indexOf(".ko");
    return (dot < 0 ? name : name.substring(0, dot)).replace('-', '_');
  }
}
