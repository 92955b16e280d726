/** PCI: buses, functions and their configuration space. */
@NullMarked
package org.pvpanic.pci;

import org.jspecify.annotations.NullMarked;
