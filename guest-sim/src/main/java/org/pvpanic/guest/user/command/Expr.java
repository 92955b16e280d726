package org.pvpanic.guest.user.command;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.shell.PosixPattern;

/** expr: evaluates its arguments. */
final class Expr {

  private static final int FALSE = 1;
  private static final int TROUBLE = 2;

  /** Parentheses inside each other; more would not be typed. */
  private static final int DEPTH = 200;

  private final Call call;
  private final List<String> words;
  private int at;
  private int depth;

  private Expr(Call call, List<String> words) {
    this.call = call;
    this.words = words;
  }

  static void run(Call call) {
    List<String> words = call.arguments().subList(1, call.arguments().size());
    if (words.size() > 0 && words.get(0).equals("--")) {
      words = words.subList(1, words.size());
    }
    if (words.isEmpty()) {
      throw call.isBusybox()
          ? call.fail(TROUBLE, "too few arguments")
          : call.usage(TROUBLE, "missing operand");
    }
    Expr expr = new Expr(call, words);
    String value = expr.or();
    if (expr.at < words.size()) {
      throw expr.syntax("unexpected argument " + call.quote(words.get(expr.at)));
    }
    call.out(value + "\n");
    call.exit(isNull(value) ? FALSE : 0);
  }

  private Exit syntax(String why) {
    return call.fail(
        TROUBLE, call.dialect() == Dialect.DEBIAN_12 ? "syntax error: " + why : "syntax error");
  }

  private static boolean isNull(String value) {
    return value.isEmpty() || value.matches("-?0+");
  }

  private boolean next(String word) {
    if (at < words.size() && words.get(at).equals(word)) {
      at++;
      return true;
    }
    return false;
  }

  private @Nullable String nextOf(String... all) {
    for (String word : all) {
      if (next(word)) {
        return word;
      }
    }
    return null;
  }

  private String or() {
    String left = and();
    while (next("|")) {
      String right = and();
      left = isNull(left) ? isNull(right) ? "0" : right : left;
    }
    return left;
  }

  private String and() {
    String left = comparison();
    while (next("&")) {
      String right = comparison();
      left = isNull(left) || isNull(right) ? "0" : left;
    }
    return left;
  }

  private String comparison() {
    String left = sum();
    for (String operator = nextOf("<=", "<", "==", "=", "!=", ">=", ">");
        operator != null;
        operator = nextOf("<=", "<", "==", "=", "!=", ">=", ">")) {
      String right = sum();
      BigInteger a = integer(left);
      BigInteger b = integer(right);
      int order = a != null && b != null ? a.compareTo(b) : left.compareTo(right);
      boolean holds =
          switch (operator) {
            case "<=" -> order <= 0;
            case "<" -> order < 0;
            case "!=" -> order != 0;
            case ">=" -> order >= 0;
            case ">" -> order > 0;
            default -> order == 0;
          };
      left = holds ? "1" : "0";
    }
    return left;
  }

  private String sum() {
    String left = product();
    for (String operator = nextOf("+", "-"); operator != null; operator = nextOf("+", "-")) {
      BigInteger right = number(product());
      BigInteger value = number(left);
      left = (operator.equals("+") ? value.add(right) : value.subtract(right)).toString();
    }
    return left;
  }

  private String product() {
    String left = match();
    for (String operator = nextOf("*", "/", "%");
        operator != null;
        operator = nextOf("*", "/", "%")) {
      BigInteger right = number(match());
      BigInteger value = number(left);
      if (!operator.equals("*") && right.signum() == 0) {
        throw call.fail(TROUBLE, "division by zero");
      }
      left =
          switch (operator) {
            case "*" -> value.multiply(right).toString();
            case "/" -> value.divide(right).toString();
            default -> value.remainder(right).toString();
          };
    }
    return left;
  }

  private String match() {
    String left = word();
    while (next(":")) {
      left = match(left, word());
    }
    return left;
  }

  private String match(String text, String source) {
    try {
      Pattern pattern = PosixPattern.compile(source, false, false);
      Matcher matcher = PosixPattern.matcher(pattern, text);
      boolean found = matcher.lookingAt();
      if (matcher.groupCount() > 0) {
        String group = found ? matcher.group(1) : null;
        return group == null ? "" : group;
      }
      return Integer.toString(found ? matcher.end() : 0);
    } catch (PosixPattern.Malformed e) {
      throw call.fail(
          TROUBLE, call.isBusybox() ? "bad regex '" + source + "': " + e.text() : e.text());
    } catch (PosixPattern.TooHard | StackOverflowError e) {
      throw call.fail(TROUBLE, "error in regular expression matcher");
    }
  }

  private String word() {
    if (at == words.size()) {
      throw syntax(
          at == 0 ? "missing argument" : "missing argument after " + call.quote(words.get(at - 1)));
    }
    String word = words.get(at++);
    switch (word) {
      case "(" -> {
        if (++depth > DEPTH) {
          throw syntax("expecting ')' after " + call.quote(word));
        }
        String value = or();
        depth--;
        if (!next(")")) {
          throw syntax(
              at < words.size()
                  ? "expecting ')' instead of " + call.quote(words.get(at))
                  : "expecting ')' after " + call.quote(words.get(at - 1)));
        }
        return value;
      }
      case ")" -> throw syntax("unexpected ')'");
      case "+" -> {
        return call.isBusybox() && at == words.size() ? word : word(word);
      }
      case "length" -> {
        return at == words.size() ? word : Integer.toString(Bytes.text(word()).length());
      }
      case "match" -> {
        String text = word();
        return match(text, word());
      }
      case "index" -> {
        String text = word();
        String chars = word();
        for (int i = 0; i < text.length(); i++) {
          if (chars.indexOf(text.charAt(i)) >= 0) {
            return Integer.toString(i + 1);
          }
        }
        return "0";
      }
      case "substr" -> {
        return substring();
      }
      default -> {
        return word;
      }
    }
  }

  /** A {@code +} in front makes a word out of a keyword. */
  private String word(String plus) {
    return at < words.size() ? words.get(at++) : plus;
  }

  private String substring() {
    String text = word();
    BigInteger from = integer(word());
    BigInteger length = integer(word());
    if (from == null || length == null || from.signum() <= 0 || length.signum() <= 0) {
      return "";
    }
    int start = from.min(BigInteger.valueOf(text.length() + 1L)).intValue() - 1;
    int end = length.min(BigInteger.valueOf(text.length() - start)).intValue() + start;
    return text.substring(start, Math.max(start, end));
  }

  private static @Nullable BigInteger integer(String text) {
    return text.matches("-?[0-9]{1,400}") ? new BigInteger(text) : null;
  }

  private BigInteger number(String text) {
    BigInteger value = integer(text);
    if (value == null) {
      throw call.fail(TROUBLE, call.isBusybox() ? "non-numeric argument" : "non-integer argument");
    }
    return value;
  }
}
