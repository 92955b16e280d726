/** What boots on the board: guests by the name of their profile. */
@NullMarked
package org.pvpanic.guest;

import org.jspecify.annotations.NullMarked;
