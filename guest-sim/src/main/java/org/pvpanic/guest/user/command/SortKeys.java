package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What sort looks at of a line: the keys, as {@code -k} names them, and where fields begin. */
final class SortKeys {

  /** From a field's character to another's; both are counted from 1, 0 is the end of the field. */
  private record Key(int startField, int startChar, int endField, int endChar, String orders) {}

  private final Call call;
  private final String orders;
  private final char separator;
  private final List<Key> keys = new ArrayList<>(1);

  /**
   * No keys so far: all of the line is one.
   *
   * @param orders the options that hold for keys without own ones
   * @param separator what stands between fields; NUL for the blanks in front of each
   */
  SortKeys(Call call, String orders, char separator) {
    this.call = call;
    this.orders = orders;
    this.separator = separator;
  }

  /** Adds the key of a {@code -k}. */
  void add(String text) {
    int comma = text.indexOf(',');
    String from = comma < 0 ? text : text.substring(0, comma);
    String to = comma < 0 ? "" : text.substring(comma + 1);
    int[] start = place(from, text, false);
    int[] end = comma < 0 ? new int[] {Integer.MAX_VALUE, 0} : place(to, text, true);
    String own = letters(from) + letters(to);
    keys.add(
        new Key(start[0], Math.max(1, start[1]), end[0], end[1], own.isEmpty() ? orders : own));
  }

  private int[] place(String text, String key, boolean end) {
    String digits = text.replaceAll("[A-Za-z]+$", "");
    if (!letters(text).matches("[bdfgihnrMRV]*") || !digits.matches("[0-9]+(\\.[0-9]+)?")) {
      throw badKey(text, key);
    }
    int dot = digits.indexOf('.');
    Long field = Numbers.decimal(dot < 0 ? digits : digits.substring(0, dot));
    Long place = dot < 0 ? Long.valueOf(0) : Numbers.decimal(digits.substring(dot + 1));
    if (field == null || place == null || field == 0) {
      throw call.isBusybox()
          ? call.fail("bad field specification")
          : call.fail(
              Sort.TROUBLE, "field number is zero: invalid field specification " + call.quote(key));
    }
    if (!end && dot >= 0 && place == 0) {
      throw call.isBusybox()
          ? call.fail("bad field specification")
          : call.fail(
              Sort.TROUBLE,
              "character offset is zero: invalid field specification " + call.quote(key));
    }
    return new int[] {
      (int) Math.min(field, Integer.MAX_VALUE), (int) Math.min(place, Integer.MAX_VALUE)
    };
  }

  private Exit badKey(String text, String key) {
    if (call.isBusybox()) {
      return call.fail("bad field specification");
    }
    boolean noNumber = !text.matches("[0-9].*");
    return call.fail(
        Sort.TROUBLE,
        noNumber
            ? "invalid number at field start: invalid count at start of " + call.quote(text)
            : "stray character in field spec: invalid field specification " + call.quote(key));
  }

  private static String letters(String text) {
    return text.replaceAll("^[0-9.]*", "");
  }

  /**
   * The order of lines: by all keys in turn.
   *
   * @param lastResort whether the whole line decides between those whose keys are equal
   */
  Comparator<String> comparator(boolean lastResort) {
    List<Key> all = keys.isEmpty() ? List.of(new Key(1, 1, Integer.MAX_VALUE, 0, orders)) : keys;
    boolean reverse = orders.indexOf('r') >= 0;
    return (a, b) -> {
      for (Key key : all) {
        int compared = SortOrder.compare(field(a, key), field(b, key), key.orders());
        if (compared != 0) {
          return key.orders().indexOf('r') >= 0 ? -compared : compared;
        }
      }
      int compared = lastResort ? a.compareTo(b) : 0;
      return reverse ? -compared : compared;
    };
  }

  private String field(String line, Key key) {
    int from = Math.min(line.length(), begin(line, key.startField(), key.startChar(), key));
    int to =
        key.endField() == Integer.MAX_VALUE
            ? line.length()
            : key.endChar() == 0
                ? fieldEnd(line, key.endField())
                : begin(line, key.endField(), key.endChar(), key) + 1;
    return line.substring(from, Math.max(from, Math.min(to, line.length())));
  }

  private int begin(String line, int field, int place, Key key) {
    int at = fieldStart(line, field);
    if (key.orders().indexOf('b') >= 0) {
      while (at < line.length() && Text.isBlank(line.charAt(at))) {
        at++;
      }
    }
    return (int) Math.min(line.length(), (long) at + place - 1);
  }

  private int fieldStart(String line, int field) {
    int at = 0;
    for (int i = 1; i < field && at < line.length(); i++) {
      at = oneFieldOn(line, at);
      at += separator != '\0' && at < line.length() ? 1 : 0;
    }
    return at;
  }

  private int fieldEnd(String line, int field) {
    int start = fieldStart(line, field);
    return oneFieldOn(line, start);
  }

  private int oneFieldOn(String line, int from) {
    int at = from;
    if (separator != '\0') {
      while (at < line.length() && line.charAt(at) != separator) {
        at++;
      }
      return at;
    }
    while (at < line.length() && Text.isBlank(line.charAt(at))) {
      at++;
    }
    while (at < line.length() && !Text.isBlank(line.charAt(at))) {
      at++;
    }
    return at;
  }
}
