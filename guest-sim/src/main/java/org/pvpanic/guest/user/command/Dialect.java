package org.pvpanic.guest.user.command;

/** Whose programs they are. They differ in options and in words. */
public enum Dialect {
  /** GNU coreutils 8.22, procps-ng 3.3.10, util-linux 2.23: CentOS 7. */
  CENTOS_7,
  /** GNU coreutils 9.1, procps-ng 4.0.2, util-linux 2.38: Debian 12. */
  DEBIAN_12,
  /** BusyBox 1.35.0 of Debian 12. */
  BUSYBOX;

  boolean isBusybox() {
    return this == BUSYBOX;
  }
}
