/** The tables by which a board tells what it is made of (System Management BIOS). */
@NullMarked
package org.pvpanic.smbios;

import org.jspecify.annotations.NullMarked;
