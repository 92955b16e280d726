/**
 * The program {@code pvpanic}. Its subcommand {@code demo} needs nothing but this JVM: emulator,
 * guest, operator and crash handler are all in it.
 */
@NullMarked
package org.pvpanic.cli;

import org.jspecify.annotations.NullMarked;
