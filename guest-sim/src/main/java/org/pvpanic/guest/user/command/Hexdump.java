package org.pvpanic.guest.user.command;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** hexdump and xxd: bytes in hexadecimal. */
final class Hexdump {

  private static final OptionSpec HEXDUMP = OptionSpec.of("bcCdn:os:vx");
  private static final OptionSpec XXD = OptionSpec.of("l:s:g:c:pu");

  private final Call call;
  private final Options options;
  private final int width;
  private final StringBuilder pending = new StringBuilder();
  private long skip;
  private long left;
  private long address;
  private @Nullable String before;
  private boolean starred;

  private Hexdump(Call call, boolean xxd) {
    this.call = call;
    options = call.options(xxd ? XXD : HEXDUMP);
    width = xxd ? (int) Math.min(256, number('c', options.has('p') ? 30 : 16)) : 16;
    skip = number('s', 0);
    left = number(xxd ? 'l' : 'n', Long.MAX_VALUE);
  }

  static void hexdump(Call call) {
    new Hexdump(call, false).read(false);
  }

  static void xxd(Call call) {
    new Hexdump(call, true).read(true);
  }

  private long number(char letter, long otherwise) {
    String text = options.value(letter);
    if (text == null) {
      return otherwise;
    }
    boolean hex = text.matches("0[xX][0-9a-fA-F]{1,15}");
    Long value = hex ? Long.valueOf(Long.parseLong(text.substring(2), 16)) : Numbers.bkm(text);
    if (value == null || ("cg".indexOf(letter) >= 0 && value == 0)) {
      throw call.fail("invalid number '" + text + "'");
    }
    return value;
  }

  private void read(boolean xxd) {
    List<String> names = options.operands();
    Inputs inputs = new Inputs(call, names);
    inputs.each(
        (name, file, next) -> inputs.chunks(name, file, chunk -> take(chunk, xxd), next),
        () -> end(xxd));
  }

  private void take(String chunk, boolean xxd) {
    int skipped = (int) Math.min(skip, chunk.length());
    skip -= skipped;
    address += skipped;
    int taken = (int) Math.min(left, chunk.length() - skipped);
    left -= taken;
    pending.append(chunk, skipped, skipped + taken);
    while (pending.length() >= width) {
      line(pending.substring(0, width), xxd);
      pending.delete(0, width);
    }
  }

  private void end(boolean xxd) {
    if (pending.length() > 0) {
      before = null;
      line(pending.toString(), xxd);
    }
    if (!xxd && address > 0) {
      call.out(hex(address, options.has('C') ? 8 : 7) + "\n");
    }
    call.exit();
  }

  private void line(String bytes, boolean xxd) {
    if (xxd) {
      call.out(options.has('p') ? plain(bytes) : xxdLine(bytes));
    } else if (!options.has('v') && bytes.equals(before)) {
      call.out(starred ? "" : "*\n");
      starred = true;
    } else {
      starred = false;
      before = bytes;
      call.out(options.has('C') ? canonical(bytes) : plainWords(bytes));
    }
    address += bytes.length();
  }

  static String hex(long value, int width) {
    String digits = Long.toHexString(value);
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }

  private String plain(String bytes) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < bytes.length(); i++) {
      line.append(hex(bytes.charAt(i), 2));
    }
    return cased(line.append('\n').toString());
  }

  private String cased(String text) {
    return options.has('u') ? text.toUpperCase(Locale.ROOT) : text;
  }

  private String xxdLine(String bytes) {
    int group = (int) Math.min(256, number('g', 2));
    StringBuilder line = new StringBuilder(hex(address, 8)).append(':');
    for (int i = 0; i < width; i++) {
      line.append(i % group == 0 ? " " : "");
      line.append(i < bytes.length() ? cased(hex(bytes.charAt(i), 2)) : "  ");
    }
    return line + "  " + Od.printable(bytes) + "\n";
  }

  private String canonical(String bytes) {
    StringBuilder line = new StringBuilder(hex(address, 8)).append(' ');
    for (int i = 0; i < width; i++) {
      line.append(i == 8 ? "  " : " ");
      line.append(i < bytes.length() ? hex(bytes.charAt(i), 2) : "  ");
    }
    return line + "  |" + Od.printable(bytes) + "|\n";
  }

  /** Words of two bytes: hexadecimal, or as -b, -c, -d, -o and -x say. */
  private String plainWords(String bytes) {
    char kind = options.last("bcdox", ' ');
    StringBuilder line = new StringBuilder(hex(address, 7));
    int size = kind == 'b' || kind == 'c' ? 1 : 2;
    for (int i = 0; i < width; i += size) {
      if (i >= bytes.length()) {
        line.append(" ".repeat(size == 1 ? 4 : kind == ' ' ? 5 : 8));
        continue;
      }
      int low = bytes.charAt(i);
      int value = size == 1 ? low : low | (i + 1 < bytes.length() ? bytes.charAt(i + 1) << 8 : 0);
      line.append(
          switch (kind) {
            case 'b' -> String.format(Locale.ROOT, " %03o", value);
            case 'c' -> " " + Text.padLeft(character((char) value), 3);
            case 'd' -> "   " + Text.zeros(value, 5);
            case 'o' -> String.format(Locale.ROOT, "  %06o", value);
            case 'x' -> "    " + hex(value, 4);
            default -> " " + hex(value, 4);
          });
    }
    return line.append('\n').toString();
  }

  private static String character(char c) {
    int at = "\0\007\b\t\n\013\f\r".indexOf(c);
    if (at >= 0) {
      return "\\" + "0abtnvfr".charAt(at);
    }
    return c >= ' ' && c < 0x7f
        ? Character.toString(c)
        : String.format(Locale.ROOT, "%03o", (int) c);
  }
}
