package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** od: bytes in octal and other notations. */
final class Od {

  private static final OptionSpec GNU =
      OptionSpec.of(
          "A:j:N:S:t:vw::abcdDeEfFhHiIlLoOsxX",
          "skip-bytes=j address-radix=A read-bytes=N format=t output-duplicates=v width=w");
  private static final OptionSpec BUSYBOX = OptionSpec.of("A:N:abcdeFfhIiLlt:vxsoDOHXj:w::", "");

  /** A notation: {@code a}, {@code c}, {@code d}, {@code o}, {@code u} or {@code x}. */
  private record Format(char kind, int size, boolean text) {

    /** Columns of one value, without the blank in front. */
    int width() {
      return switch (kind) {
        case 'a', 'c' -> 3;
        case 'x' -> 2 * size;
        case 'o' -> List.of(3, 6, 0, 11, 0, 0, 0, 22).get(size - 1);
        case 'd' -> List.of(4, 6, 0, 11, 0, 0, 0, 20).get(size - 1);
        default -> List.of(3, 5, 0, 10, 0, 0, 0, 20).get(size - 1);
      };
    }

    String show(byte[] bytes, int at, int end) {
      long value = 0;
      for (int i = size - 1; i >= 0; i--) {
        value = value << 8 | (at + i < end ? bytes[at + i] & 0xff : 0);
      }
      return switch (kind) {
        case 'a' -> NAMES[(int) value & 0x7f];
        case 'c' -> character((int) value);
        case 'x' -> zeros(Long.toHexString(value), width());
        case 'o' -> zeros(Long.toOctalString(value), width());
        case 'd' -> Long.toString(value << (64 - 8 * size) >> (64 - 8 * size));
        default -> Long.toUnsignedString(value);
      };
    }

    private static String zeros(String digits, int width) {
      return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    private static String character(int c) {
      return switch (c) {
        case 0 -> "\\0";
        case 7 -> "\\a";
        case 8 -> "\\b";
        case 9 -> "\\t";
        case 10 -> "\\n";
        case 11 -> "\\v";
        case 12 -> "\\f";
        case 13 -> "\\r";
        default ->
            c >= ' ' && c < 0x7f
                ? Character.toString((char) c)
                : zeros(Integer.toOctalString(c), 3);
      };
    }
  }

  private static final String[] NAMES = names();

  private final Call call;
  private final Options options;
  private final List<Format> formats = new ArrayList<>(1);
  private final char radix;
  private final StringBuilder pending = new StringBuilder();
  private long skip;
  private long left;
  private long address;
  private int width = 16;
  private @Nullable String before;
  private boolean starred;

  private Od(Call call) {
    this.call = call;
    options = call.options(GNU, BUSYBOX);
    String given = options.value('A');
    radix = given == null ? 'o' : given.isEmpty() ? ' ' : given.charAt(0);
    if ("doxn".indexOf(radix) < 0) {
      throw call.isBusybox()
          ? call.fail("bad output address radix '" + given + "' (must be [doxn])")
          : call.fail(
              "invalid output address radix '" + given + "'; it must be one character from [doxn]");
    }
    skip = number('j', 0);
    left = number('N', Long.MAX_VALUE);
    for (Options.Given option : options.given()) {
      addFormat(option.letter(), option.value());
    }
    if (formats.isEmpty()) {
      formats.add(new Format('o', 2, false));
    }
    if (options.has('w')) {
      String text = String.valueOf(options.value('w'));
      width = text.isEmpty() ? 32 : (int) Math.min(4096, number('w', 16));
    }
  }

  static void run(Call call) {
    Od od = new Od(call);
    Inputs inputs = new Inputs(call, od.options.operands());
    inputs.each(
        (name, file, next) -> {
          if (od.left <= 0) {
            od.end();
          } else {
            inputs.chunks(name, file, od::take, next);
          }
        },
        od::end);
  }

  private long number(char letter, long otherwise) {
    String text = options.value(letter);
    if (text == null) {
      return otherwise;
    }
    Long value =
        text.startsWith("0x")
            ? Numbers.decimal(
                text.matches("0x[0-9a-fA-F]{1,15}")
                    ? Long.toString(Long.parseLong(text.substring(2), 16))
                    : "")
            : call.isBusybox() ? Numbers.bkm(text) : Numbers.size(text);
    if (value == null || (letter == 'w' && value == 0)) {
      throw call.isBusybox()
          ? call.fail("invalid number '" + text + "'")
          : call.fail("invalid -" + letter + " argument " + Quoting.quote(call, text));
    }
    return value;
  }

  private void addFormat(char letter, String value) {
    switch (letter) {
      case 'a' -> formats.add(new Format('a', 1, false));
      case 'b' -> formats.add(new Format('o', 1, false));
      case 'c' -> formats.add(new Format('c', 1, false));
      case 'd' -> formats.add(new Format('u', 2, false));
      case 'D' -> formats.add(new Format('u', 4, false));
      case 'h', 'x' -> formats.add(new Format('x', 2, false));
      case 'H', 'X' -> formats.add(new Format('x', 4, false));
      case 'i' -> formats.add(new Format('d', 4, false));
      case 'I', 'l', 'L' -> formats.add(new Format('d', 8, false));
      case 'o' -> formats.add(new Format('o', 2, false));
      case 'O' -> formats.add(new Format('o', 4, false));
      case 's' -> formats.add(new Format('d', 2, false));
      case 't' -> addType(value);
      case 'e', 'E', 'f', 'F', 'S' ->
          throw call.fail("invalid type string " + Quoting.quote(call, Character.toString(letter)));
      default -> {}
    }
  }

  private void addType(String type) {
    int at = 0;
    while (at < type.length()) {
      char kind = type.charAt(at++);
      if ("acdoux".indexOf(kind) < 0) {
        throw badType(type, "");
      }
      int from = at;
      int size = "ac".indexOf(kind) >= 0 ? 1 : 4;
      while (at < type.length() && Character.isDigit(type.charAt(at))) {
        at++;
      }
      String digits = type.substring(from, at);
      int letter = at < type.length() && from == at ? "CSIL".indexOf(type.charAt(at)) : -1;
      if (letter >= 0 && "ac".indexOf(kind) < 0) {
        size = 1 << letter;
        at++;
      } else if (!digits.isEmpty()) {
        size = digits.length() > 3 ? 999 : Integer.parseInt(digits);
        if (!List.of(1, 2, 4, 8).contains(size)) {
          throw badType(type, digits + "-byte integral type is not supported");
        }
      }
      boolean text = at < type.length() && type.charAt(at) == 'z' && !call.isBusybox();
      at += text ? 1 : 0;
      formats.add(new Format(kind, size, text));
    }
  }

  private Exit badType(String type, String why) {
    String reason = why.isEmpty() ? "" : "; " + why;
    return call.isBusybox()
        ? call.fail("invalid type string '" + type + "'" + reason)
        : call.fail(
            "invalid type string "
                + Quoting.quote(call, type)
                + (why.isEmpty() ? "" : ";\n" + why));
  }

  private void take(String chunk) {
    String rest = chunk;
    if (skip > 0) {
      int skipped = (int) Math.min(skip, rest.length());
      skip -= skipped;
      address += skipped;
      rest = rest.substring(skipped);
    }
    int taken = (int) Math.min(left, rest.length());
    left -= taken;
    pending.append(rest, 0, taken);
    while (pending.length() >= width) {
      line(pending.substring(0, width));
      pending.delete(0, width);
    }
  }

  private void end() {
    if (skip > 0) {
      throw call.fail("cannot skip past end of combined input");
    }
    if (pending.length() > 0) {
      before = null;
      line(pending.toString());
    }
    if (radix != 'n') {
      call.out(address() + "\n");
    }
    call.exit();
  }

  private String address() {
    return switch (radix) {
      case 'o' -> Format.zeros(Long.toOctalString(address), 7);
      case 'd' -> Text.zeros(address, 7);
      case 'x' -> Format.zeros(Long.toHexString(address), 6);
      default -> "";
    };
  }

  private void line(String bytes) {
    if (!options.has('v') && bytes.equals(before)) {
      call.out(starred ? "" : "*\n");
      starred = true;
      address += bytes.length();
      return;
    }
    starred = false;
    before = bytes;
    byte[] raw = Bytes.toArray(bytes);
    String margin = address();
    int cell = 0;
    for (Format format : formats) {
      cell = Math.max(cell, (format.width() + 1) * 8 / format.size());
    }
    for (Format format : formats) {
      StringBuilder line = new StringBuilder(margin);
      margin = " ".repeat(margin.length());
      int columns = cell * format.size() / 8;
      for (int at = 0; at < raw.length; at += format.size()) {
        line.append(Text.padLeft(format.show(raw, at, raw.length), columns));
      }
      if (format.text()) {
        int missing = (width - raw.length + format.size() - 1) / format.size();
        line.append(" ".repeat(missing * columns))
            .append("  >")
            .append(printable(bytes))
            .append('<');
      }
      call.out(line.append('\n').toString());
    }
    address += raw.length;
  }

  /** Bytes as text, a dot for what cannot be printed. */
  static String printable(String bytes) {
    StringBuilder text = new StringBuilder(bytes.length());
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      text.append(c >= ' ' && c < 0x7f ? c : '.');
    }
    return text.toString();
  }

  private static String[] names() {
    String[] names = new String[128];
    String[] low =
        ("nul soh stx etx eot enq ack bel bs ht nl vt ff cr so si dle dc1 dc2 dc3 dc4 nak syn etb"
                + " can em sub esc fs gs rs us sp")
            .split(" ");
    for (int i = 0; i < 128; i++) {
      names[i] = i < low.length ? low[i] : i == 127 ? "del" : String.format(Locale.ROOT, "%c", i);
    }
    return names;
  }
}
