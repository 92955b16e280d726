/**
 * The qtest front end: a line protocol that reads and writes the board as its CPU would, and steps
 * the clock of {@code -accel qtest}.
 */
@NullMarked
package org.pvpanic.qtest;

import org.jspecify.annotations.NullMarked;
