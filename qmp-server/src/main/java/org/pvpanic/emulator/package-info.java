/** The program that stands for QEMU: it reads QEMU's command line and runs one machine. */
@NullMarked
package org.pvpanic.emulator;

import org.jspecify.annotations.NullMarked;
