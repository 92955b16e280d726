/** What runs before an operating system: it leaves the board as SeaBIOS does. */
@NullMarked
package org.pvpanic.guest.firmware;

import org.jspecify.annotations.NullMarked;
