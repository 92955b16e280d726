package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Task;

/** tr: characters into others, or out. */
final class Tr {

  private static final OptionSpec GNU =
      OptionSpec.of("+cCdst", "complement=c delete=d squeeze-repeats=s truncate-set1=t");
  private static final OptionSpec BUSYBOX = OptionSpec.of("+cCds");

  private final Call call;
  private final boolean deletes;
  private final boolean[] deleted = new boolean[256];
  private final boolean[] squeezed = new boolean[256];
  private final char[] translated = new char[256];
  private int last = -1;

  private Tr(Call call) {
    this.call = call;
    Options options = call.options(GNU, BUSYBOX);
    boolean squeezes = options.has('s');
    deletes = options.has('d');
    List<String> sets = options.operands();
    checkOperands(sets, squeezes);
    String first = expand(sets.get(0));
    String second = sets.size() > 1 ? expand(sets.get(1)) : "";
    if (options.has('c') || options.has('C')) {
      first = complement(first);
    }
    for (char c = 0; c < 256; c++) {
      translated[c] = c;
    }
    if (deletes) {
      mark(deleted, first);
      mark(squeezed, squeezes ? second : "");
    } else if (sets.size() > 1) {
      translate(first, second, options.has('t'));
      mark(squeezed, squeezes ? second : "");
    } else {
      mark(squeezed, first);
    }
  }

  static void run(Call call) {
    Tr tr = new Tr(call);
    OpenFile in = call.task().file(Task.STDIN);
    if (in == null) {
      throw call.fail("read error: Bad file descriptor");
    }
    Inputs inputs =
        new Inputs(
            call,
            List.of(),
            (name, errno, opened) -> {
              throw call.fail("read error: " + errno.message());
            });
    inputs.each((name, file, next) -> inputs.chunks(name, file, tr::change, next), call::exit);
  }

  private void checkOperands(List<String> sets, boolean squeezes) {
    int least = call.isBusybox() ? 1 : deletes == squeezes ? 2 : 1;
    int most = call.isBusybox() ? Integer.MAX_VALUE : deletes && !squeezes ? 1 : 2;
    if (sets.size() < least) {
      if (call.isBusybox()) {
        throw call.usage("");
      }
      if (sets.isEmpty()) {
        throw call.usage("missing operand");
      }
      call.warn("missing operand after " + call.quote(sets.get(0)));
      call.err(
          squeezes
              ? "Two strings must be given when both deleting and squeezing repeats.\n"
              : "Two strings must be given when translating.\n");
      throw call.usage("");
    }
    if (sets.size() > most) {
      if (call.isBusybox()) {
        throw call.usage("");
      }
      call.warn("extra operand " + call.quote(sets.get(most)));
      if (sets.size() == 2) {
        call.err("Only one string may be given when deleting without squeezing repeats.\n");
      }
      throw call.usage("");
    }
  }

  private static void mark(boolean[] set, String members) {
    for (int i = 0; i < members.length(); i++) {
      set[members.charAt(i)] = true;
    }
  }

  private void translate(String first, String second, boolean truncate) {
    if (second.isEmpty()) {
      if (call.isBusybox()) {
        throw call.fail("STRING2 cannot be empty");
      }
      throw call.fail("when not truncating set1, string2 must be non-empty");
    }
    for (int i = 0; i < first.length(); i++) {
      if (i < second.length() || !truncate) {
        translated[first.charAt(i)] = second.charAt(Math.min(i, second.length() - 1));
      }
    }
  }

  private static String complement(String set) {
    StringBuilder rest = new StringBuilder(256);
    for (char c = 0; c < 256; c++) {
      if (set.indexOf(c) < 0) {
        rest.append(c);
      }
    }
    return rest.toString();
  }

  private void change(String chunk) {
    StringBuilder out = new StringBuilder(chunk.length());
    for (int i = 0; i < chunk.length(); i++) {
      char c = chunk.charAt(i);
      if (deleted[c]) {
        continue;
      }
      char to = translated[c];
      if (!squeezed[to] || last != to) {
        out.append(to);
      }
      last = to;
    }
    call.out(out.toString());
  }

  /** Ranges, classes, escapes and repeats, written out. */
  private String expand(String set) {
    List<Integer> chars = new ArrayList<>();
    int at = 0;
    while (at < set.length()) {
      int end = set.startsWith("[:", at) ? set.indexOf(":]", at + 2) : -1;
      if (end > 0) {
        addClass(set.substring(at + 2, end), chars);
        at = end + 2;
        continue;
      }
      if (set.startsWith("[=", at) && set.startsWith("=]", at + 3)) {
        chars.add((int) set.charAt(at + 2));
        at += 5;
        continue;
      }
      int[] low = one(set, at);
      at = low[1];
      if (set.startsWith("-", at) && at + 1 < set.length()) {
        int[] high = one(set, at + 1);
        if (high[0] < low[0] && !call.isBusybox()) {
          throw call.fail(
              "range-endpoints of '"
                  + set.substring(Math.max(0, at - 1), high[1])
                  + "' are in reverse collating sequence order");
        }
        for (int c = low[0]; c <= high[0]; c++) {
          chars.add(c);
        }
        at = high[1];
      } else {
        chars.add(low[0]);
      }
    }
    StringBuilder out = new StringBuilder(chars.size());
    chars.forEach(c -> out.append((char) c.intValue()));
    return out.toString();
  }

  private void addClass(String name, List<Integer> chars) {
    boolean any = false;
    for (char c = 0; c < 256; c++) {
      if (Glob.inClass(name, c)) {
        chars.add((int) c);
        any = true;
      }
    }
    if (!any) {
      throw call.fail("invalid character class " + call.quote(name));
    }
  }

  /** One character, escaped or not, and where the next begins. */
  private static int[] one(String set, int at) {
    char c = set.charAt(at);
    if (c != '\\' || at + 1 == set.length()) {
      return new int[] {c, at + 1};
    }
    int end = at + 1;
    int value = 0;
    while (end < set.length()
        && end < at + 4
        && set.charAt(end) >= '0'
        && set.charAt(end) <= '7'
        && value * 8 + set.charAt(end) - '0' < 256) {
      value = value * 8 + set.charAt(end++) - '0';
    }
    return end > at + 1
        ? new int[] {value, end}
        : new int[] {Escapes.simple(set.charAt(at + 1)), at + 2};
  }
}
