/**
 * The ACPI tables that describe the board to firmware and guest, as QEMU 7.2 builds them, and the
 * script by which firmware puts them into memory.
 */
@NullMarked
package org.pvpanic.acpi;

import org.jspecify.annotations.NullMarked;
