package org.pvpanic.machine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Every input of a machine, each with its place: how many steps and timers had been served before
 * it, and the machine time it came at. A machine is a function of its configuration and its
 * journal, so running the journal again in a new machine gives the same bytes, events and state.
 *
 * <p>{@link #toString} is one line, and {@link #parse} reads it back.
 */
public final class Journal {

  /**
   * One input.
   *
   * @param position number of steps and timers served before it
   * @param time machine time in nanoseconds
   */
  public record Entry(long position, long time, Input input) {
    @Override
    public String toString() {
      return position + "@" + time + "=" + input;
    }
  }

  private final List<Entry> entries;
  private long end;

  /** An empty journal. */
  public Journal() {
    this(new ArrayList<>(), 0);
  }

  private Journal(List<Entry> entries, long end) {
    this.entries = entries;
    this.end = end;
  }

  /** The inputs, oldest first. */
  public List<Entry> entries() {
    return Collections.unmodifiableList(entries);
  }

  /** How many steps and timers had been served when the journal was saved. */
  public long end() {
    return end;
  }

  void add(long position, long time, Input input) {
    entries.add(new Entry(position, time, input));
  }

  /** A copy that ends at {@code position}. */
  Journal copy(long position) {
    return new Journal(new ArrayList<>(entries), position);
  }

  @Override
  public String toString() {
    StringBuilder line = new StringBuilder();
    for (Entry entry : entries) {
      line.append(entry).append(' ');
    }
    return line.append(end).toString();
  }

  /**
   * Reads back what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException when {@code line} is not a journal
   */
  public static Journal parse(String line) {
    String[] words = line.trim().split(" ");
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < words.length - 1; i++) {
      int at = words[i].indexOf('@');
      int is = words[i].indexOf('=');
      if (at < 0 || is < at) {
        throw new IllegalArgumentException("'" + words[i] + "' is not position@time=input");
      }
      entries.add(
          new Entry(
              Long.parseLong(words[i].substring(0, at)),
              Long.parseLong(words[i].substring(at + 1, is)),
              InputText.parse(words[i].substring(is + 1))));
    }
    return new Journal(entries, Long.parseLong(words[words.length - 1]));
  }
}
