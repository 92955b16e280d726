package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.Vcpu;

/**
 * printk: a line goes into the log, and from there to the consoles. Callers print one line a step.
 */
public final class Printk {

  /** Levels, as in {@code <linux/kern_levels.h>}. */
  static final int EMERG = 0;

  static final int ALERT = 1;
  static final int CRIT = 2;
  static final int ERROR = 3;
  static final int WARNING = 4;
  static final int NOTICE = 5;
  static final int INFO = 6;
  static final int DEBUG = 7;

  /** What {@code quiet} sets. */
  private static final int QUIET = 4;

  /** What {@code debug} sets. */
  private static final int DEBUGGING = 10;

  private final Vcpu cpu;
  private final LogBuffer log;
  private final Era era;
  private final Consoles consoles;
  private final List<Runnable> readers = new ArrayList<>(0);
  private int savedLevel = -1;
  private long cleared;
  private boolean silent;
  private long clockBase = Long.MAX_VALUE;

  /** The pieces of a line that has not ended. */
  private final StringBuilder pieces = new StringBuilder(0);

  private int piecesLevel;
  private long piecesTime;

  Printk(Vcpu cpu, LogBuffer log, Era era) {
    this.cpu = cpu;
    this.era = era;
    this.log = log;
    this.consoles = new Consoles(cpu, log, era);
  }

  /** Where it is shown. */
  Consoles consoles() {
    return consoles;
  }

  /** Adds a console, which first gets all that was printed so far, one line a step. */
  void register(Console console) {
    consoles.register(console);
  }

  /** Prints a line; line feeds in it begin further lines of the same record. */
  public void print(int level, String line) {
    endLine();
    record(uptimeNs(), level, line, true);
  }

  private void record(long time, int level, String text, boolean toConsoles) {
    if (silent) {
      return;
    }
    log.add(time, level, text);
    wakeReaders();
    if (toConsoles) {
      consoles.show(time, level, text);
    }
  }

  /** Prints nothing any more, so that what is on the screen stays there (suppress_printk). */
  void silence() {
    silent = true;
  }

  /**
   * Prints a piece of a line, the first or a further one ({@code KERN_CONT}). Until {@link
   * #endLine} or another line ends it, it waits outside of the log. Old kernels show consoles each
   * piece as it comes, newer ones the whole record when it is complete.
   */
  void printPiece(int level, String text) {
    boolean first = pieces.length() == 0;
    if (first) {
      piecesLevel = level;
      piecesTime = uptimeNs();
    }
    pieces.append(text);
    if (!era.joinsPieces()) {
      consoles.showPiece(piecesLevel, first ? rendered(piecesTime, text, "") : text);
    }
  }

  /** Ends the line whose pieces were printed, if there is one. */
  void endLine() {
    if (pieces.length() == 0) {
      return;
    }
    String line = pieces.toString();
    pieces.setLength(0);
    record(piecesTime, piecesLevel, line, era.joinsPieces());
    if (!era.joinsPieces()) {
      consoles.showPiece(piecesLevel, "\r\n");
    }
  }

  /** Whether the consoles get every line, whatever its level. */
  public boolean ignoresLevel() {
    return consoles.ignoresLevel();
  }

  /** Lets the consoles get every line. */
  public void setIgnoresLevel(boolean on) {
    consoles.setIgnoresLevel(on);
  }

  /** The log itself. */
  LogBuffer log() {
    return log;
  }

  /** Runs something once, as soon as there is a new record. */
  void onNext(Runnable reader) {
    readers.add(reader);
  }

  private void wakeReaders() {
    if (!readers.isEmpty()) {
      List<Runnable> woken = List.copyOf(readers);
      readers.clear();
      woken.forEach(Runnable::run);
    }
  }

  /**
   * A record of the log.
   *
   * @param timeNs since the kernel's clock began to run
   * @param level 0 to 7
   * @param text without its end; line feeds in it begin further lines
   */
  public record Message(long timeNs, int level, String text) {}

  /** The records that nobody has cleared, the oldest first. */
  public void forEach(Consumer<Message> each) {
    forEach(cleared, each);
  }

  private void forEach(long from, Consumer<Message> each) {
    LogBuffer.Entry entry = log.at(log.first());
    for (long number = log.dropped(); entry != null; number++) {
      if (number >= from) {
        each.accept(new Message(entry.timeNs(), entry.level(), entry.text()));
      }
      entry = log.at(entry.following());
    }
  }

  /** How many records there have been. */
  public long written() {
    return log.written();
  }

  /** The records from a number on, counted from the first that was ever written. */
  public void forEachFrom(long number, Consumer<Message> each) {
    forEach(number, each);
  }

  /** SYSLOG_ACTION_CLEAR: {@link #forEach} begins behind what there is now. */
  public void clear() {
    cleared = log.written();
  }

  /** SYSLOG_ACTION_CONSOLE_OFF: only what is most urgent reaches the consoles. */
  public void consoleOff() {
    if (savedLevel < 0) {
      savedLevel = consoleLevel();
    }
    setConsoleLevel(1);
  }

  /** SYSLOG_ACTION_CONSOLE_ON: the level is what it was. */
  public void consoleOn() {
    if (savedLevel >= 0) {
      setConsoleLevel(savedLevel);
      savedLevel = -1;
    }
  }

  /** A record as consoles show it, each line of it with the time. */
  static String rendered(long timeNs, String text, String end) {
    String stamp = stamp(timeNs);
    return stamp + text.replace("\n", end + stamp) + end;
  }

  /** The stamp of a line that is printed now; journald's on the console look the same. */
  public String stampNow() {
    return stamp(uptimeNs());
  }

  /** {@code [%5lu.%06lu] }. */
  static String stamp(long timeNs) {
    long us = timeNs / 1000;
    return "[" + Hex.decimal(us / 1_000_000, 5) + "." + Hex.zeros(us % 1_000_000, 6) + "] ";
  }

  /** Lets time stamps run; until then they are 0. */
  void startClock() {
    clockBase = cpu.now();
  }

  /** Nanoseconds since the kernel's clock began to run. */
  public long uptimeNs() {
    return Math.max(0, cpu.now() - clockBase);
  }

  /** The level below which lines reach the consoles. */
  public int consoleLevel() {
    return consoles.level();
  }

  /** Sets the level below which lines reach the consoles. */
  public void setConsoleLevel(int level) {
    consoles.setLevel(level);
  }

  /** Whether a crash is told in full whatever the level is, unless that is 0. */
  public boolean isAutoVerbose() {
    return consoles.isAutoVerbose();
  }

  /** Says whether a crash is told in full whatever the level is, unless that is 0. */
  public void setAutoVerbose(boolean on) {
    consoles.setAutoVerbose(on);
  }

  /** Does what the kernel's arguments ask for; each of them counts in its place in the line. */
  void obey(CommandLine arguments) {
    for (CommandLine.Argument argument : arguments.all()) {
      switch (argument.name()) {
        case "quiet" -> setConsoleLevel(QUIET);
        case "debug" -> setConsoleLevel(DEBUGGING);
        case "loglevel" -> setConsoleLevel(level(argument.value()));
        case "ignore_loglevel" -> consoles.setIgnoresLevel(true);
        case "printk.console_no_auto_verbose" -> setAutoVerbose(!isTrue(argument.value()));
        default -> {}
      }
    }
  }

  /** As strtobool takes it; a name alone means yes. */
  private static boolean isTrue(@Nullable String value) {
    return value == null || (!value.isEmpty() && "1yY".indexOf(value.charAt(0)) >= 0);
  }

  /** A bad number changes nothing. */
  private int level(@Nullable String value) {
    try {
      return value == null ? consoleLevel() : Integer.decode(value);
    } catch (NumberFormatException e) {
      return consoleLevel();
    }
  }
}
