package org.pvpanic.guest.linux;

import org.jspecify.annotations.Nullable;

/** The process groups of one login, and the terminal that controls them (credentials(7)). */
public final class Session {

  private final TaskTable tasks;
  private final int id;
  private @Nullable Tty terminal;
  private int foregroundGroup;

  Session(TaskTable tasks, int id) {
    this.tasks = tasks;
    this.id = id;
  }

  /** The pid of its leader. */
  public int id() {
    return id;
  }

  /** The controlling terminal, /dev/tty, or null. */
  public @Nullable Tty terminal() {
    return terminal;
  }

  /** The group that the terminal's signals go to; 0 when there is no terminal. */
  public int foregroundGroup() {
    return foregroundGroup;
  }

  /** tcsetpgrp(3). */
  public void setForegroundGroup(int group) {
    foregroundGroup = group;
  }

  /** Makes a terminal the controlling one (TIOCSCTTY); it leaves the session that had it. */
  public void take(Tty tty) {
    Session before = tty.session();
    if (before != null) {
      before.leave();
    }
    terminal = tty;
    foregroundGroup = id;
    tty.setSession(this);
  }

  /** Gives the terminal up (TIOCNOTTY). */
  void leave() {
    Tty left = terminal;
    if (left != null) {
      left.setSession(null);
    }
    terminal = null;
    foregroundGroup = 0;
  }

  /** Sends a signal to the foreground group. */
  public void signalForeground(int signal) {
    if (foregroundGroup != 0) {
      tasks.killGroup(foregroundGroup, signal);
    }
  }

  /** The leader ended: the terminal is free, and who used it hears of it. */
  void leaderEnded() {
    int group = foregroundGroup;
    boolean had = terminal != null;
    leave();
    if (had && group != 0) {
      tasks.killGroup(group, Signals.HUP);
      tasks.killGroup(group, Signals.CONT);
    }
  }
}
