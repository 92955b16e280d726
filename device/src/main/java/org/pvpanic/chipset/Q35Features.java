package org.pvpanic.chipset;

/**
 * What not all versions of machine type q35 have.
 *
 * @param acpiHotplug whether the guest is told of hot-plug by ACPI, as since 6.1
 * @param extendedTsegMbytes MiB of system management memory (TSEG) where the guest asks for as much
 *     as there may be; 0 before 2.10, where it cannot ask
 * @param smramAtSmbase whether RAM at 0x30000 can be locked away, as since 5.0
 */
public record Q35Features(boolean acpiHotplug, int extendedTsegMbytes, boolean smramAtSmbase) {}
