/** The guest's time of day: its zone, and the daemon that keeps it right. */
@NullMarked
package org.pvpanic.guest.user.time;

import org.jspecify.annotations.NullMarked;
