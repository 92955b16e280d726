/** Address spaces of the board: port I/O, physical memory and interrupt lines. */
@NullMarked
package org.pvpanic.bus;

import org.jspecify.annotations.NullMarked;
