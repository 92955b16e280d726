/**
 * QEMU's command line, as text: which options there are, how their values are written, and the
 * words in which a wrong one is refused. What the options mean is decided elsewhere.
 *
 * <p>Facts and error texts are QEMU 7.2's: the {@code qemu-system-x86_64} of Debian 12 (7.2.22) was
 * asked for each of them.
 *
 * <p>The way through: {@link org.pvpanic.options.CommandLine} cuts the arguments into options,
 * {@link org.pvpanic.options.Settings} checks the syntax of every one in their order, and the
 * records beside it ({@link org.pvpanic.options.MemorySize}, {@link
 * org.pvpanic.options.MonitorSpec}, …) give one option's values their types. Whatever is wrong is a
 * {@link org.pvpanic.options.QemuError}, and {@link org.pvpanic.options.Diagnostics} prints it.
 */
@NullMarked
package org.pvpanic.options;

import org.jspecify.annotations.NullMarked;
