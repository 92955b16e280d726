package org.pvpanic.guest.user;

/**
 * A shutdown that logind does later, unless somebody sets another one or takes it back.
 *
 * @param action what happens
 * @param seconds when, in seconds since 1970
 */
record ScheduledShutdown(PowerAction action, long seconds) {}
