/**
 * The programs on the guest's disk that need nothing but the kernel: GNU's and util-linux's on an
 * installed system, busybox's in an initramfs.
 *
 * <p>Inside the package text is bytes: a {@code String} holds one byte a character (ISO 8859-1), as
 * programs in C see it. {@link org.pvpanic.guest.user.command.Bytes} converts at the borders.
 */
@NullMarked
package org.pvpanic.guest.user.command;

import org.jspecify.annotations.NullMarked;
