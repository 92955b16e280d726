/**
 * A simulated Linux kernel: printk and its consoles, panic, oops, notifiers, SysRq, kdump, tasks,
 * terminals, and drivers that reach hardware through ports alone.
 */
@NullMarked
package org.pvpanic.guest.linux;

import org.jspecify.annotations.NullMarked;
