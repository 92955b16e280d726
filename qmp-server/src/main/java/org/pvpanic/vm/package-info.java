/**
 * A virtual machine put together: the machine, its loop, its back ends, and what clients may ask of
 * it.
 */
@NullMarked
package org.pvpanic.vm;

import org.jspecify.annotations.NullMarked;
