/** The QMP commands, by subject. */
@NullMarked
package org.pvpanic.commands;

import org.jspecify.annotations.NullMarked;
