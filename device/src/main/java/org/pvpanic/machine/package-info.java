/** The machine: run state, actions, clock, vCPUs, journal and the main loop that serves them. */
@NullMarked
package org.pvpanic.machine;

import org.jspecify.annotations.NullMarked;
