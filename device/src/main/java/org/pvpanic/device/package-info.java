/** The devices on the board, each in a file of its own. */
@NullMarked
package org.pvpanic.device;

import org.jspecify.annotations.NullMarked;
