/** The files that the kernel makes up: /proc, /sys and devices. */
@NullMarked
package org.pvpanic.guest.linux.proc;

import org.jspecify.annotations.NullMarked;
