package org.pvpanic.testkit;

/**
 * How a run of virsh ended.
 *
 * @param status the exit status; 0 is success
 * @param out what it printed, without blanks and newlines around it
 * @param err what it complained of, without blanks and newlines around it
 */
public record VirshResult(int status, String out, String err) {}
