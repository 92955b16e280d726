package org.pvpanic.qmp;

/** The arguments of a command that takes none. */
public record NoArguments() {}
