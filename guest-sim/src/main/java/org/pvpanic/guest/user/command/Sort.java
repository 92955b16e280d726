package org.pvpanic.guest.user.command;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.SysError;

/** sort: lines in order. */
final class Sort {

  private static final OptionSpec GNU =
      OptionSpec.of(
          "bdfgihnrVuk:o:t:scCzS:",
          "ignore-leading-blanks=b dictionary-order=d ignore-case=f general-numeric-sort=g"
              + " ignore-nonprinting=i human-numeric-sort=h numeric-sort=n reverse=r"
              + " version-sort=V unique=u key=k output=o field-separator=t stable=s check=c"
              + " zero-terminated=z buffer-size=S");
  private static final OptionSpec BUSYBOX = OptionSpec.of("nugMcszbrdfihVS:T:o:k:*t:z");

  private static final int TROUBLE = 2;
  private static final String ORDERS = "dfghinrVb";

  /** From a field's character to another's; both are counted from 1, 0 is the end of the field. */
  private record Key(int startField, int startChar, int endField, int endChar, String orders) {}

  private final Call call;
  private final Options options;
  private final Inputs inputs;
  private final List<Key> keys = new ArrayList<>(1);
  private final List<String> lines = new ArrayList<>();
  private final String orders;
  private final char separator;
  private final char ending;

  private Sort(Call call) {
    this.call = call;
    options = Options.parse(call, call.arguments(), call.isBusybox() ? BUSYBOX : GNU, trouble());
    StringBuilder global = new StringBuilder();
    for (Options.Given option : options.given()) {
      if (ORDERS.indexOf(option.letter()) >= 0) {
        global.append(option.letter());
      }
    }
    orders = global.toString();
    for (Options.Given option : options.given()) {
      if (option.letter() == 'k') {
        keys.add(key(option.value()));
      }
    }
    ending = options.has('z') ? '\0' : '\n';
    separator = separator(options.value('t'));
    inputs = new Inputs(call, options.operands(), this::fileTrouble);
  }

  private int trouble() {
    return call.isBusybox() ? 1 : TROUBLE;
  }

  static void run(Call call) {
    Sort sort = new Sort(call);
    if (sort.options.has('c') || sort.options.has('C')) {
      sort.check();
      return;
    }
    sort.inputs.each(
        (name, file, next) ->
            sort.inputs.lines(
                name,
                file,
                sort.ending,
                (line, ended) -> {
                  call.gather(Call.LINE_COST + line.length());
                  sort.lines.add(line);
                  return true;
                },
                next),
        sort::finish);
  }

  private char separator(@org.jspecify.annotations.Nullable String text) {
    if (text == null) {
      return '\0';
    }
    if (text.isEmpty() && !call.isBusybox()) {
      throw call.fail(TROUBLE, "empty tab");
    }
    if (text.length() > 1) {
      throw call.isBusybox()
          ? call.fail("bad -t parameter")
          : call.fail(TROUBLE, "multi-character tab " + call.quote(text));
    }
    return text.isEmpty() ? '\0' : text.charAt(0);
  }

  private void fileTrouble(String name, Errno errno, boolean opened) {
    if (call.isBusybox()) {
      throw call.fail(TROUBLE, name + ": " + errno.message());
    }
    throw call.fail(
        TROUBLE,
        (opened ? "read failed: " : "cannot read: ")
            + Quoting.bareFile(call, name)
            + ": "
            + errno.message());
  }

  private Key key(String text) {
    int comma = text.indexOf(',');
    String from = comma < 0 ? text : text.substring(0, comma);
    String to = comma < 0 ? "" : text.substring(comma + 1);
    int[] start = place(from, text, false);
    int[] end = comma < 0 ? new int[] {Integer.MAX_VALUE, 0} : place(to, text, true);
    String own = letters(from) + letters(to);
    return new Key(start[0], Math.max(1, start[1]), end[0], end[1], own.isEmpty() ? orders : own);
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
              TROUBLE, "field number is zero: invalid field specification " + call.quote(key));
    }
    if (!end && dot >= 0 && place == 0) {
      throw call.isBusybox()
          ? call.fail("bad field specification")
          : call.fail(
              TROUBLE, "character offset is zero: invalid field specification " + call.quote(key));
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
        TROUBLE,
        noNumber
            ? "invalid number at field start: invalid count at start of " + call.quote(text)
            : "stray character in field spec: invalid field specification " + call.quote(key));
  }

  private static String letters(String text) {
    return text.replaceAll("^[0-9.]*", "");
  }

  private void check() {
    Comparator<String> order = order();
    String[] before = {null};
    int[] number = {0};
    boolean unique = options.has('u');
    inputs.each(
        (name, file, next) ->
            inputs.lines(
                name,
                file,
                ending,
                (line, ended) -> {
                  number[0]++;
                  int compared = before[0] == null ? -1 : order.compare(before[0], line);
                  if (before[0] != null && (compared > 0 || (unique && compared == 0))) {
                    throw disorder(name, number[0], line);
                  }
                  before[0] = line;
                  return true;
                },
                next),
        call::exit);
  }

  private Exit disorder(String name, int number, String line) {
    if (call.isBusybox()) {
      call.err(options.has('C') ? "" : "Check line " + (number - 1) + "\n");
    } else if (!options.has('C')) {
      call.warn(name + ":" + number + ": disorder: " + line);
    }
    return new Exit(1);
  }

  private void finish() {
    Comparator<String> order = order();
    lines.sort(order);
    List<String> kept = lines;
    if (options.has('u')) {
      kept = new ArrayList<>(lines.size());
      for (String line : lines) {
        if (kept.isEmpty() || order.compare(kept.get(kept.size() - 1), line) != 0) {
          kept.add(line);
        }
      }
    }
    StringBuilder all = new StringBuilder();
    for (String line : kept) {
      all.append(line).append(ending);
    }
    String output = options.value('o');
    if (output == null) {
      call.out(all.toString());
      call.exit();
      return;
    }
    try {
      OpenFile file = Disk.openToWrite(call, output, false);
      call.write(
          file, Bytes.toArray(all.toString()), errno -> writeTrouble(output, errno), call::exit);
    } catch (SysError e) {
      throw call.fail(
          trouble(),
          (call.isBusybox() ? "can't open '" + output + "'" : "open failed: " + output)
              + ": "
              + e.errno().message());
    }
  }

  private void writeTrouble(String name, Errno errno) {
    throw call.fail(trouble(), "write failed: " + name + ": " + errno.message());
  }

  /** All keys in turn, then, unless it is stable or unique, the whole line. */
  private Comparator<String> order() {
    List<Key> all = keys.isEmpty() ? List.of(new Key(1, 1, Integer.MAX_VALUE, 0, orders)) : keys;
    boolean lastResort = !options.has('s') && !options.has('u');
    boolean reverse = orders.indexOf('r') >= 0;
    return (a, b) -> {
      for (Key key : all) {
        int compared = compare(field(a, key), field(b, key), key.orders());
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

  private static int compare(String a, String b, String orders) {
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
    java.util.regex.Matcher matcher =
        java.util.regex.Pattern.compile("^[ \\t]*([-+]?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?)")
            .matcher(text);
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
