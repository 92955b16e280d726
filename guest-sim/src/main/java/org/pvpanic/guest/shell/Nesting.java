package org.pvpanic.guest.shell;

/**
 * Where a shell is in its commands: how deep in loops, calls and files that are read, whether the
 * failure of a command is looked at, and whether something is being left.
 */
final class Nesting {

  /** Functions that call each other deeper than this overflow the shell's stack. */
  private static final int MAX_CALLS = 4000;

  private int tested;
  private int loops;
  private int calls;
  private int sourced;
  private Flow flow = Flow.NONE;
  private int levels;

  Nesting() {}

  /** That of a child, which leaves nothing yet. */
  Nesting(Nesting parent) {
    this.tested = parent.tested;
    this.loops = parent.loops;
    this.calls = parent.calls;
    this.sourced = parent.sourced;
  }

  /** Commands whose failure does not end a shell with {@code -e} begin, or are over. */
  void addTested(int change) {
    tested += change;
  }

  boolean isTested() {
    return tested > 0;
  }

  /** Nobody looks at failures any more: the commands were given up. */
  void forgetTests() {
    tested = 0;
  }

  int loops() {
    return loops;
  }

  void setLoops(int depth) {
    loops = depth;
  }

  /** A function call, an eval or the like begins; false when the stack is full. */
  boolean enterCall() {
    return ++calls <= MAX_CALLS;
  }

  void leaveCall() {
    calls--;
  }

  int sourced() {
    return sourced;
  }

  void addSourced(int change) {
    sourced += change;
  }

  Flow flow() {
    return flow;
  }

  boolean isFlowing() {
    return flow != Flow.NONE;
  }

  void setFlow(Flow why) {
    flow = why;
  }

  /** How many loops are still to be left. */
  int levels() {
    return levels;
  }

  void setLevels(int count) {
    levels = count;
  }
}
