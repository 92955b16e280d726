/**
 * The user space: systemd's part in booting, services, getty and login, and the programs on the
 * disk.
 */
@NullMarked
package org.pvpanic.guest.user;

import org.jspecify.annotations.NullMarked;
