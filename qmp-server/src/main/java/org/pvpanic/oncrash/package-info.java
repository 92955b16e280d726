/**
 * What libvirt does when a guest panics ({@code <on_crash>}), done over QMP by any program that has
 * an emulator: a small client of the protocol, and the handler on top of it.
 */
@NullMarked
package org.pvpanic.oncrash;

import org.jspecify.annotations.NullMarked;
