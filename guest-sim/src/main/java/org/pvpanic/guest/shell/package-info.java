/** The user space at the console: systemd's part in booting, getty, login, bash and commands. */
@NullMarked
package org.pvpanic.guest.shell;

import org.jspecify.annotations.NullMarked;
