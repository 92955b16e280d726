/** The chipsets that PCs are built of: host bridges, and what hangs at the ISA bridge. */
@NullMarked
package org.pvpanic.chipset;

import org.jspecify.annotations.NullMarked;
