package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

  /** The status of what goes wrong. */
  static final int TROUBLE = 2;

  private static final String ORDERS = "dfghinrVb";

  private final Call call;
  private final Options options;
  private final Inputs inputs;
  private final SortKeys keys;
  private final List<String> lines = new ArrayList<>();
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
    ending = options.has('z') ? '\0' : '\n';
    keys = new SortKeys(call, global.toString(), separator(options.value('t')));
    for (Options.Given option : options.given()) {
      if (option.letter() == 'k') {
        keys.add(option.value());
      }
    }
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

  private char separator(@Nullable String text) {
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

  /** Of lines that are equal by their keys, the bytes decide, unless it is stable or unique. */
  private Comparator<String> order() {
    return keys.comparator(!options.has('s') && !options.has('u'));
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
}
