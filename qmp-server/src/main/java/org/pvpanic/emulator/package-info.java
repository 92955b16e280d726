/**
 * The emulator as a whole: QEMU's command line brought to life, embedded or as a process of its
 * own.
 */
@NullMarked
package org.pvpanic.emulator;

import org.jspecify.annotations.NullMarked;
