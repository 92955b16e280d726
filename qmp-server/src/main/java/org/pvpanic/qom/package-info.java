/** QEMU's object model as clients see it: types, their properties, and the tree of objects. */
@NullMarked
package org.pvpanic.qom;

import org.jspecify.annotations.NullMarked;
