package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.shell.PosixPattern;

/** What grep looks for: patterns of one kind, as parts of a line, as words, or as all of it. */
final class GrepPatterns {

  private final Call call;
  private final char kind;
  private final boolean ignoreCase;
  private final boolean whole;
  private final boolean words;
  private final List<Pattern> patterns = new ArrayList<>(1);

  GrepPatterns(Call call, Options options) {
    this.call = call;
    char usual = call.name().equals("egrep") ? 'E' : call.name().equals("fgrep") ? 'F' : 'G';
    kind = options.last("EFG", usual);
    ignoreCase = options.has('i') || options.has('y');
    whole = options.has('x');
    words = options.has('w');
  }

  void add(String source) {
    patterns.add(compile(source));
  }

  private Pattern compile(String source) {
    if (kind == 'F') {
      return Pattern.compile(source, Pattern.LITERAL | (ignoreCase ? Pattern.CASE_INSENSITIVE : 0));
    }
    try {
      return PosixPattern.compile(source, kind == 'E', ignoreCase);
    } catch (PosixPattern.Malformed e) {
      throw call.isBusybox()
          ? call.fail(Grep.TROUBLE, "bad regex '" + source + "'")
          : call.fail(Grep.TROUBLE, e.text());
    }
  }

  /** Whether anything in the line matches. */
  boolean selects(String text) {
    return find(text, 0) != null;
  }

  /** The first and longest match from a place on: its start and end, or null. */
  int @Nullable [] find(String text, int from) {
    int[] best = null;
    for (Pattern pattern : patterns) {
      int[] found = find(pattern, text, from);
      if (found != null
          && (best == null || found[0] < best[0] || (found[0] == best[0] && found[1] > best[1]))) {
        best = found;
      }
    }
    return best;
  }

  private int @Nullable [] find(Pattern pattern, String text, int from) {
    try {
      Matcher matcher = PosixPattern.matcher(pattern, text);
      if (whole) {
        return from == 0 && matcher.matches() ? new int[] {0, text.length()} : null;
      }
      int at = from;
      while (at <= text.length() && matcher.find(at)) {
        int[] found = {matcher.start(), matcher.end()};
        if (!words || isWord(text, found)) {
          return found;
        }
        at = matcher.start() + 1;
      }
      return null;
    } catch (PosixPattern.TooHard | StackOverflowError e) {
      throw call.fail(Grep.TROUBLE, "exhausted memory");
    }
  }

  private static boolean isWord(String text, int[] found) {
    return (found[0] == 0 || !isWordPart(text.charAt(found[0] - 1)))
        && (found[1] == text.length() || !isWordPart(text.charAt(found[1])));
  }

  private static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
}
