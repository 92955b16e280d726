package org.pvpanic.guest.linux;

/** Which root file system a kernel was booted with. */
public enum RootKind {
  /** The distribution, installed on the disk. */
  INSTALLED,

  /** An initramfs with a script as {@code /init}, a small set of tools, and nothing else. */
  INITRAMFS,

  /** The initramfs of a capture kernel, which saves a crash dump. */
  CAPTURE
}
