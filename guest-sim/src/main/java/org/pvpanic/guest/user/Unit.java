package org.pvpanic.guest.user;

import java.util.ArrayList;
import java.util.List;

/** A unit of this boot: whether it is started, and what can be told of it. */
class Unit {

  /** What systemd says of it. */
  enum State {
    INACTIVE("inactive"),
    ACTIVE("active"),
    FAILED("failed");

    private final String word;

    State(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  private static final int JOURNAL_LINES = 10;

  private final UnitSpec spec;
  private final Services services;
  private final List<String> journal = new ArrayList<>(0);
  private State state = State.INACTIVE;
  private String setting;
  private boolean masked;
  private long since;
  private int mainPid;

  Unit(UnitSpec spec, Services services) {
    this.spec = spec;
    this.services = services;
    this.setting = spec.setting();
  }

  UnitSpec spec() {
    return spec;
  }

  Services services() {
    return services;
  }

  String name() {
    return spec.name();
  }

  State state() {
    return state;
  }

  boolean isActive() {
    return state == State.ACTIVE;
  }

  /** What list-units calls it. */
  final String sub() {
    return switch (state()) {
      case ACTIVE -> spec.startedSub();
      case FAILED -> "failed";
      case INACTIVE -> "dead";
    };
  }

  /** {@code enabled}, {@code disabled}, {@code static} or {@code masked}. */
  String setting() {
    return masked ? "masked" : setting;
  }

  void setEnabled(boolean on) {
    setting = on ? "enabled" : "disabled";
  }

  boolean isMasked() {
    return masked;
  }

  void setMasked(boolean on) {
    masked = on;
  }

  int mainPid() {
    return mainPid;
  }

  /** When it came into its state, in seconds since 1970; 0 when it has always been so. */
  long since() {
    return since;
  }

  List<String> journal() {
    return journal;
  }

  /** It was started by boot, which told of it on the console. */
  void startedAtBoot(int pid, long seconds) {
    state = State.ACTIVE;
    mainPid = pid;
    since = seconds;
  }

  /** Starts it; false when that fails. */
  boolean start() {
    if (state == State.ACTIVE) {
      return true;
    }
    log("systemd[1]: Starting " + spec.description() + "...");
    if (!spec.process().isEmpty()) {
      mainPid = services.newPid();
    }
    become(State.ACTIVE);
    log("systemd[1]: Started " + spec.description() + ".");
    return true;
  }

  /** Stops it. */
  void stop() {
    if (state == State.ACTIVE) {
      log("systemd[1]: Stopping " + spec.description() + "...");
      become(State.INACTIVE);
      log("systemd[1]: Stopped " + spec.description() + ".");
    } else {
      state = State.INACTIVE;
    }
  }

  /** It has come into a state. */
  void become(State next) {
    state = next;
    since = services.clock().seconds();
  }

  void setMainPid(int pid) {
    mainPid = pid;
  }

  /** A line of the journal about it: who says it, a colon, what. */
  void log(String message) {
    if (journal.size() == JOURNAL_LINES) {
      journal.remove(0);
    }
    WallClock clock = services.clock();
    journal.add(clock.journal(clock.seconds()) + " " + services.host() + " " + message);
  }

  /** Lines of its status between {@code Active:} and the journal. */
  List<String> processes(boolean old) {
    if (!isActive() || spec.process().isEmpty()) {
      return List.of();
    }
    String group = "/system.slice/" + name();
    List<String> lines = new ArrayList<>(4);
    lines.add("Main PID: " + mainPid + " (" + spec.program() + ")");
    if (!old) {
      lines.add("Tasks: 1 (limit: 512)");
    }
    lines.add("CGroup: " + group);
    lines.add("└─" + mainPid + " " + spec.commandLine());
    return lines;
  }
}
