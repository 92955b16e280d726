package org.pvpanic.guest.shell;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Basic and extended regular expressions (regex(7)) with GNU's additions, run by {@link Pattern}.
 *
 * <p>Of alternatives the first that matches is taken, where POSIX takes the longest.
 */
public final class PosixPattern {

  /** A pattern is no pattern; the message is what regerror(3) says. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message, null, false, false);
    }

    /** What regerror(3) says. */
    public String text() {
      return String.valueOf(getMessage());
    }
  }

  private final String source;
  private final boolean extended;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int depth;
  private int groups;

  private PosixPattern(String source, boolean extended) {
    this.source = source;
    this.extended = extended;
  }

  /**
   * Makes a matcher's pattern.
   *
   * @throws Malformed when it is none
   */
  public static Pattern compile(String source, boolean extended, boolean ignoreCase)
      throws Malformed {
    String translated = translate(source, extended);
    try {
      return Pattern.compile(translated, ignoreCase ? Pattern.CASE_INSENSITIVE : 0);
    } catch (PatternSyntaxException e) {
      throw new Malformed("Invalid regular expression");
    }
  }

  /** The same pattern in the words of {@link Pattern}. */
  static String translate(String source, boolean extended) throws Malformed {
    PosixPattern pattern = new PosixPattern(source, extended);
    pattern.translate();
    return pattern.out.toString();
  }

  /** How many groups a pattern has. */
  public static int groups(Pattern pattern) {
    return pattern.matcher("").groupCount();
  }

  /**
   * A matcher that gives up, as memory would, rather than search for ever: then it throws {@link
   * TooHard}, or StackOverflowError.
   */
  public static Matcher matcher(Pattern pattern, String line) {
    return pattern.matcher(new Patience(line));
  }

  /** The search took too long. */
  public static final class TooHard extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooHard() {
      super(null, null, false, false);
    }
  }

  /** A line that can be looked at so many times and no more. */
  private static final class Patience implements CharSequence {
    private static final int LOOKS = 20_000_000;

    private final String line;
    private int looks;

    Patience(String line) {
      this.line = line;
    }

    @Override
    public char charAt(int index) {
      if (++looks > LOOKS) {
        throw new TooHard();
      }
      return line.charAt(index);
    }

    @Override
    public int length() {
      return line.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return line.substring(start, end);
    }

    @Override
    public String toString() {
      return line;
    }
  }

  private void translate() throws Malformed {
    boolean start = true;
    while (at < source.length()) {
      start = piece(source.charAt(at++), start);
    }
    if (depth > 0) {
      throw new Malformed("Unmatched ( or \\(");
    }
  }

  /** Translates one piece; returns whether an expression starts behind it. */
  private boolean piece(char c, boolean start) throws Malformed {
    if (c == '\\') {
      return escaped(start);
    }
    switch (c) {
      case '[' -> {
        BracketExpression set = new BracketExpression(source, at);
        out.append(set.translate());
        at = set.end();
      }
      case '*' -> star(start);
      case '^' -> {
        boolean anchor = extended || start;
        out.append(anchor ? "^" : "\\^");
        return anchor;
      }
      case '$' -> out.append(extended || atEnd() ? "$" : "\\$");
      case '.' -> out.append("[\\x00-\\x{10ffff}]");
      case '(', ')', '|', '+', '?', '{' -> {
        if (extended) {
          return operator(c, start);
        }
        out.append('\\').append(c);
      }
      default -> literal(c);
    }
    return false;
  }

  private boolean escaped(boolean start) throws Malformed {
    if (at == source.length()) {
      throw new Malformed("Trailing backslash");
    }
    char c = source.charAt(at++);
    switch (c) {
      case '(', ')', '|', '+', '?', '{' -> {
        if (!extended) {
          return operator(c, start);
        }
        out.append('\\').append(c);
      }
      case '<' -> out.append("(?<![A-Za-z0-9_])(?=[A-Za-z0-9_])");
      case '>' -> out.append("(?<=[A-Za-z0-9_])(?![A-Za-z0-9_])");
      case 'b' ->
          out.append("(?:(?<=[A-Za-z0-9_])(?![A-Za-z0-9_])|(?<![A-Za-z0-9_])(?=[A-Za-z0-9_]))");
      case 'B' ->
          out.append("(?:(?<=[A-Za-z0-9_])(?=[A-Za-z0-9_])|(?<![A-Za-z0-9_])(?![A-Za-z0-9_]))");
      case 'w' -> out.append("[A-Za-z0-9_]");
      case 'W' -> out.append("[^A-Za-z0-9_]");
      case 's' -> out.append("[ \\t-\\r]");
      case 'S' -> out.append("[^ \\t-\\r]");
      case '`' -> out.append("\\A");
      case '\'' -> out.append("\\z");
      case 'n' -> out.append("\\n");
      case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        if (c - '0' > groups) {
          throw new Malformed("Invalid back reference");
        }
        out.append("(?:\\").append(c).append(')');
      }
      default -> literal(c);
    }
    return false;
  }

  /** An operator; in a basic expression it has a backslash in front. */
  private boolean operator(char c, boolean start) throws Malformed {
    switch (c) {
      case '(' -> {
        out.append('(');
        depth++;
        groups++;
        return true;
      }
      case ')' -> {
        if (depth == 0) {
          if (!extended) {
            throw new Malformed("Unmatched ) or \\)");
          }
          out.append("\\)");
        } else {
          out.append(')');
          depth--;
        }
      }
      case '|' -> {
        out.append('|');
        return true;
      }
      case '{' -> interval(start);
      default -> {
        if (start) {
          out.append(extended ? "" : "\\" + c);
        } else {
          repeat(Character.toString(c));
        }
      }
    }
    return false;
  }

  private void star(boolean start) {
    if (!start) {
      repeat("*");
    } else if (!extended) {
      out.append("\\*");
    }
  }

  /** A repetition of a repetition needs a group. */
  private void repeat(String operator) {
    int length = out.length();
    char last = length == 0 ? ' ' : out.charAt(length - 1);
    boolean literal = length > 1 && out.charAt(length - 2) == '\\';
    if ((last == '*' || last == '+' || last == '?' || last == '}') && !literal) {
      if (last == '*' || operator.equals("*")) {
        out.setLength(last == '}' ? length : length - 1);
        out.append(last == '}' ? "" : "*");
        return;
      }
      if (last == operator.charAt(0)) {
        return;
      }
      out.setLength(length - 1);
      out.append('*');
      return;
    }
    out.append(operator);
  }

  /** {m}, {m,}, {,n} or {m,n}. */
  private void interval(boolean start) throws Malformed {
    String close = extended ? "}" : "\\}";
    int end = source.indexOf(close, at);
    String inside = end < 0 ? source.substring(at) : source.substring(at, end);
    if (start && extended) {
      out.append("\\{");
      return;
    }
    if (start) {
      throw new Malformed("Invalid preceding regular expression");
    }
    boolean valid = inside.matches("[0-9]*(,[0-9]*)?") && !inside.isEmpty();
    if (!valid && extended) {
      out.append("\\{");
      return;
    }
    if (end < 0) {
      throw new Malformed("Unmatched \\{");
    }
    if (!valid) {
      throw new Malformed("Invalid content of \\{\\}");
    }
    int comma = inside.indexOf(',');
    String low = comma < 0 ? inside : inside.substring(0, comma);
    String high = comma < 0 ? inside : inside.substring(comma + 1);
    int least = bound(low.isEmpty() ? "0" : low);
    int most = high.isEmpty() ? Integer.MAX_VALUE : bound(high);
    if (least > most) {
      throw new Malformed("Invalid content of \\{\\}");
    }
    out.append('{').append(least);
    if (comma >= 0) {
      out.append(',').append(high);
    }
    out.append('}');
    at = end + close.length();
  }

  private static int bound(String digits) throws Malformed {
    if (digits.length() > 5 || Integer.parseInt(digits) > 32_767) {
      throw new Malformed("Regular expression too big");
    }
    return Integer.parseInt(digits);
  }

  private boolean atEnd() {
    return at == source.length() || source.startsWith("\\)", at) || source.startsWith("\\|", at);
  }

  private void literal(char c) {
    if (!Character.isLetterOrDigit(c) && c < 0x80 && c > ' ') {
      out.append('\\');
    }
    out.append(c);
  }
}
