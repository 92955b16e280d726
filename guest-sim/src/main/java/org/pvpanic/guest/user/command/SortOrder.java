package org.pvpanic.guest.user.command;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How sort compares two keys: as text, numbers, sizes or versions (sort(1), Ordering options). */
final class SortOrder {

  private static final Pattern GENERAL =
      Pattern.compile("^[ \\t]*([-+]?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?)");

  private SortOrder() {}

  /**
   * Compares two keys.
   *
   * @param orders the letters of the options that hold
   */
  static int compare(String a, String b, String orders) {
    if (orders.indexOf('n') >= 0) {
      return number(a).compareTo(number(b));
    }
    if (orders.indexOf('g') >= 0) {
      return Double.compare(general(a), general(b));
    }
    if (orders.indexOf('h') >= 0) {
      int byUnit = Integer.compare(unit(a), unit(b));
      return byUnit != 0 ? byUnit : number(a).compareTo(number(b));
    }
    if (orders.indexOf('V') >= 0) {
      return Versions.compare(a, b);
    }
    return text(a, orders).compareTo(text(b, orders));
  }

  private static String text(String field, String orders) {
    String text = field;
    if (orders.indexOf('d') >= 0) {
      text = text.replaceAll("[^A-Za-z0-9 \\t]", "");
    }
    if (orders.indexOf('i') >= 0) {
      text = text.replaceAll("[^ -~]", "");
    }
    return orders.indexOf('f') >= 0 ? text.toUpperCase(Locale.ROOT) : text;
  }

  /** The number in front of a text; 0 when there is none. */
  private static BigDecimal number(String text) {
    int at = 0;
    while (at < text.length() && Text.isBlank(text.charAt(at))) {
      at++;
    }
    int from = at;
    at += at < text.length() && text.charAt(at) == '-' ? 1 : 0;
    boolean dot = false;
    while (at < text.length()
        && (Character.isDigit(text.charAt(at)) || (text.charAt(at) == '.' && !dot))) {
      dot |= text.charAt(at++) == '.';
    }
    String digits = text.substring(from, at);
    return digits.matches("-?\\.?") ? BigDecimal.ZERO : new BigDecimal(digits);
  }

  private static double general(String text) {
    Matcher matcher = GENERAL.matcher(text);
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : Double.NEGATIVE_INFINITY;
  }

  private static int unit(String text) {
    String trimmed = text.trim();
    int at = 0;
    while (at < trimmed.length() && "-.0123456789".indexOf(trimmed.charAt(at)) >= 0) {
      at++;
    }
    if (number(text).signum() == 0) {
      return 0;
    }
    int unit = at < trimmed.length() ? "KMGTPEZY".indexOf(upper(trimmed.charAt(at))) + 1 : 0;
    return trimmed.startsWith("-") ? -unit : unit;
  }

  private static char upper(char c) {
    return c == 'k' ? 'K' : c;
  }
}
