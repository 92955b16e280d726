/** The ACPI tables as an operating system reads them. */
@NullMarked
package org.pvpanic.guest.acpi;

import org.jspecify.annotations.NullMarked;
