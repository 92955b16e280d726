package org.pvpanic.guest.linux;

import org.jspecify.annotations.Nullable;

/**
 * What the board's user wants of a boot, besides arguments for the kernel.
 *
 * @param init a script that runs as pid 1 of an initramfs, in place of the installed system; null
 *     to boot that
 * @param rcLocal a script that runs at the end of boot, or null
 */
public record BootOptions(@Nullable String init, @Nullable String rcLocal) {

  /** Nothing in particular. */
  public static final BootOptions NONE = new BootOptions(null, null);
}
