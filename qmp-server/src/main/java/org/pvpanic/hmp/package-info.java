/** The human monitor: QEMU's command line for people. */
@NullMarked
package org.pvpanic.hmp;

import org.jspecify.annotations.NullMarked;
