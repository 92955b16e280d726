package org.pvpanic.guest.linux;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What happens while something boots, a line at a time. A line of the text is
 *
 * <pre>milliseconds kind text</pre>
 *
 * <p>with the time since the line before and as kind a digit (a kernel message of that level),
 * {@code >} (a program writes to the console) or {@code !} (something is done: the text names it).
 * {@code {name}} in a text stands for a fact about the machine, and a line with one that this
 * machine lacks is left out. Empty lines and lines that begin with {@code #} are skipped. Scripts
 * are immutable and shared by all machines.
 */
public final class BootScript {

  /** Something is done. */
  public static final char ACTION = '!';

  /** A program writes to the console. */
  public static final char OUTPUT = '>';

  /**
   * A line.
   *
   * @param gapNs nanoseconds since the line before
   * @param kind {@link #ACTION}, {@link #OUTPUT} or the digit of a level
   */
  public record Line(long gapNs, char kind, String text) {

    /**
     * The text with every {@code {name}} replaced by what {@code facts} says, or null when they
     * have nothing to say of one: then the line is none of this machine's.
     */
    public @Nullable String filled(Function<String, @Nullable String> facts) {
      int open = text.indexOf('{');
      if (open < 0) {
        return text;
      }
      StringBuilder out = new StringBuilder();
      int from = 0;
      while (open >= 0) {
        int close = text.indexOf('}', open);
        String fact = facts.apply(text.substring(open + 1, close));
        if (fact == null) {
          return null;
        }
        out.append(text, from, open).append(fact);
        from = close + 1;
        open = text.indexOf('{', from);
      }
      return out.append(text, from, text.length()).toString();
    }
  }

  private final Class<?> place;
  private final String resource;
  private @Nullable List<Line> lines;

  private BootScript(Class<?> place, String resource) {
    this.place = place;
    this.resource = resource;
  }

  /** The script in the resource {@code name} beside a class; read when it is first needed. */
  public static BootScript resource(Class<?> place, String name) {
    return new BootScript(place, name);
  }

  /** The lines. */
  public synchronized List<Line> lines() {
    List<Line> known = lines;
    if (known == null) {
      known = parse(load(place, resource));
      lines = known;
    }
    return known;
  }

  private static List<Line> parse(String text) {
    List<Line> lines = new ArrayList<>(256);
    for (int from = 0; from < text.length(); ) {
      int end = text.indexOf('\n', from);
      end = end < 0 ? text.length() : end;
      if (end > from && text.charAt(from) != '#') {
        int space = text.indexOf(' ', from);
        double ms = Double.parseDouble(text.substring(from, space));
        String rest = text.substring(Math.min(space + 3, end), end);
        lines.add(new Line((long) (ms * 1_000_000), text.charAt(space + 1), rest));
      }
      from = end + 1;
    }
    return List.copyOf(lines);
  }

  private static String load(Class<?> place, String name) {
    try (InputStream in = place.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
