package org.pvpanic.guest.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.Step;
import org.pvpanic.machine.Vcpu;

/**
 * Where the log goes: each record that is urgent enough to every console, at once and whatever the
 * kernel is doing.
 *
 * <p>Newer kernels make an exception of non-maskable interrupts, which may have interrupted a
 * console's driver: what is printed there stays behind in the log until somebody prints outside of
 * one, or {@link #flush} takes it along.
 */
final class Consoles {

  /** What {@code console_verbose} sets: everything is shown. */
  private static final int VERBOSE = 15;

  /** What a record costs that is only stored; otherwise it is the consoles that take time. */
  private static final long STORING_NS = 40_000;

  /** There is no such record. */
  private static final long NONE = Long.MAX_VALUE;

  private final Vcpu cpu;
  private final LogBuffer log;
  private final boolean defersInNmi;
  private final List<Console> consoles = new ArrayList<>(1);
  private int level = 7;
  private boolean ignoresLevel;
  private boolean autoVerbose = true;
  private boolean inNmi;

  /** Number of the first record that has stayed behind, as {@link LogBuffer#written} counts. */
  private long behind = NONE;

  Consoles(Vcpu cpu, LogBuffer log, Era era) {
    this.cpu = cpu;
    this.log = log;
    this.defersInNmi = era.defersInNmi();
  }

  /** Adds a console, which first gets all that was printed so far, one line a step. */
  void register(Console console) {
    LogBuffer.Entry first = log.at(log.first());
    if (first == null) {
      consoles.add(console);
    } else {
      cpu.call(catchUp(console, first));
    }
  }

  private Step catchUp(Console console, LogBuffer.Entry entry) {
    return () -> {
      if (shows(entry.level())) {
        console.write(bytes(Printk.rendered(entry.timeNs(), entry.text(), "\r\n")));
      }
      LogBuffer.Entry next = log.at(entry.following());
      if (next == null) {
        consoles.add(console);
      } else {
        cpu.call(catchUp(console, next));
      }
    };
  }

  /** Shows the record that was written last, and before it those that have stayed behind. */
  void show(long timeNs, int urgency, String text) {
    long newest = log.written() - 1;
    if (inNmi && defersInNmi) {
      cpu.spend(STORING_NS);
      behind = Math.min(behind, newest);
    } else if (behind == NONE) {
      render(timeNs, urgency, text);
    } else {
      LogBuffer.Entry entry = record(behind);
      behind = NONE;
      while (entry != null) {
        render(entry.timeNs(), entry.level(), entry.text());
        entry = log.at(entry.following());
      }
    }
  }

  /** Writes a piece of a line. */
  void showPiece(int urgency, String text) {
    if (shows(urgency)) {
      write(text);
    }
  }

  private void render(long timeNs, int urgency, String text) {
    if (shows(urgency)) {
      write(Printk.rendered(timeNs, text, "\r\n"));
    }
  }

  private void write(String text) {
    if (!consoles.isEmpty()) {
      byte[] bytes = bytes(text);
      for (int i = 0; i < consoles.size(); i++) {
        consoles.get(i).write(bytes);
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A non-maskable interrupt, or a fault that is handled like one, begins or ends. */
  void setInNmi(boolean inside) {
    inNmi = inside;
  }

  /** Shows what has stayed behind, wherever the kernel is; one record a step. */
  void flush() {
    if (behind != NONE) {
      next(record(behind), behind);
    }
  }

  private void next(LogBuffer.@Nullable Entry entry, long number) {
    if (entry == null) {
      behind = NONE;
      return;
    }
    behind = number;
    cpu.call(
        () -> {
          if (behind == number) {
            render(entry.timeNs(), entry.level(), entry.text());
            next(log.at(entry.following()), number + 1);
          }
        });
  }

  /** Shows the whole log once more, one record a step. */
  void replay() {
    behind = log.dropped();
    flush();
  }

  /** The record of that number, or the oldest when it has made room for others. */
  private LogBuffer.@Nullable Entry record(long number) {
    LogBuffer.Entry entry = log.at(log.first());
    for (long i = log.dropped(); entry != null && i < number; i++) {
      entry = log.at(entry.following());
    }
    return entry;
  }

  boolean shows(int urgency) {
    return ignoresLevel || urgency < level;
  }

  /** The level below which records are shown. */
  int level() {
    return level;
  }

  void setLevel(int level) {
    this.level = level;
  }

  /** Whether every record is shown, whatever its level. */
  boolean ignoresLevel() {
    return ignoresLevel;
  }

  void setIgnoresLevel(boolean on) {
    ignoresLevel = on;
  }

  /** Whether {@link #verbose} does anything. */
  boolean isAutoVerbose() {
    return autoVerbose;
  }

  /** Says whether {@link #verbose} does anything. */
  void setAutoVerbose(boolean on) {
    autoVerbose = on;
  }

  /** A crash is told in full, unless the level is 0, which mutes even that. */
  void verbose() {
    if (level != 0 && autoVerbose) {
      level = VERBOSE;
    }
  }
}
