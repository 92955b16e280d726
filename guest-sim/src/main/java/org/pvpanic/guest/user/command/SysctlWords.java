package org.pvpanic.guest.user.command;

import org.pvpanic.guest.linux.Errno;

/** What the sysctl of each kind says when something is wrong; without its name in front. */
enum SysctlWords {
  PROCPS_3(255),
  PROCPS_4(1),
  BUSYBOX(1);

  private static final String ROOT = "/proc/sys/";

  private final int failure;

  SysctlWords(int failure) {
    this.failure = failure;
  }

  static SysctlWords of(Call call) {
    return switch (call.dialect()) {
      case BUSYBOX -> BUSYBOX;
      case CENTOS_7 -> PROCPS_3;
      case DEBIAN_12 -> PROCPS_4;
    };
  }

  /** The status for a failure. */
  int failure() {
    return failure;
  }

  String unknown(String path) {
    return this == BUSYBOX
        ? "error: '" + path.substring(ROOT.length()) + "' is an unknown key"
        : "cannot stat " + path + ": " + Errno.ENOENT.message();
  }

  String noValue(String word) {
    return switch (this) {
      case BUSYBOX -> "error: '" + word + "' must be of the form name=value";
      case PROCPS_3 -> "\"" + word + "\" must be of the form name=value";
      case PROCPS_4 -> "command line(0): invalid syntax, continuing...";
    };
  }

  String noName(String word) {
    return switch (this) {
      case BUSYBOX -> "error: malformed setting '" + word + "'";
      case PROCPS_3 -> "malformed setting \"" + word + "\"";
      case PROCPS_4 -> "Path is not under /proc/sys/: /proc/sys/";
    };
  }

  String cannotOpen(String file, Errno errno) {
    return this == BUSYBOX
        ? file + ": " + errno.message()
        : "cannot open \"" + file + "\": " + errno.message();
  }

  String unreadable(String key, Errno errno) {
    return switch (this) {
      case BUSYBOX -> "error reading key '" + key + "': " + errno.message();
      case PROCPS_3, PROCPS_4 ->
          errno == Errno.EACCES
              ? "permission denied on key '" + key + "'"
              : "reading key \"" + key + "\": " + errno.message();
    };
  }

  String unwritable(String key, Errno errno) {
    boolean denied = errno == Errno.EACCES || errno == Errno.EPERM;
    return switch (this) {
      case BUSYBOX ->
          errno == Errno.EINVAL
              ? "write error: " + errno.message()
              : "error setting key '" + key + "': " + errno.message();
      case PROCPS_3 ->
          denied
              ? "permission denied on key '" + key + "'"
              : "setting key \"" + key + "\": " + errno.message();
      case PROCPS_4 ->
          denied
              ? "permission denied on key \"" + key + "\""
              : "setting key \"" + key + "\": " + errno.message();
    };
  }
}
