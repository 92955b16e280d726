/** How software reaches the standard hardware of a PC; firmware and kernels share it. */
@NullMarked
package org.pvpanic.guest.io;

import org.jspecify.annotations.NullMarked;
