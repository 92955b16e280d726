/** The shell: its language, and bash at a terminal. */
@NullMarked
package org.pvpanic.guest.shell;

import org.jspecify.annotations.NullMarked;
