package org.pvpanic.hmp;

import java.util.List;

/** Who gives commands: what a monitor remembers of its user from one command to the next. */
public final class HmpUser {

  private final boolean program;
  private final List<String> history;
  private int cpu;
  private boolean leaving;

  private HmpUser(boolean program, int cpu, List<String> history) {
    this.program = program;
    this.cpu = cpu;
    this.history = history;
  }

  /** A program that asks through QMP; it looks at CPU {@code cpu}. */
  public static HmpUser program(int cpu) {
    return new HmpUser(true, cpu, List.of());
  }

  /** Somebody at a terminal. */
  static HmpUser at(History history) {
    return new HmpUser(false, 0, history.lines());
  }

  /** Whether it is a program that asks through QMP. */
  public boolean isProgram() {
    return program;
  }

  /** The CPU that commands look at. */
  public int cpu() {
    return cpu;
  }

  /** Has commands look at another CPU from now on. */
  public void selectCpu(int number) {
    cpu = number;
  }

  /** What was typed, oldest first. */
  public List<String> history() {
    return history;
  }

  /** The user has asked for the machine's end, and wants nothing more. */
  public void leave() {
    leaving = true;
  }

  /** Whether the user has left. */
  boolean hasLeft() {
    return leaving;
  }
}
