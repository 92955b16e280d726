/**
 * Cases that were recorded with real guests under real QEMU: a command line, what runs in the
 * guest, what the host sends and awaits, and what console and monitor showed. Our emulator is
 * started with the same and has to show the same; and a recorder makes such recordings anew.
 */
@NullMarked
package org.pvpanic.cases;

import org.jspecify.annotations.NullMarked;
