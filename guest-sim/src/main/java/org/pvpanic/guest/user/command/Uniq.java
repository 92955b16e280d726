package org.pvpanic.guest.user.command;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.SysError;

/** uniq: neighbouring lines that are equal, once. */
final class Uniq {

  private static final OptionSpec GNU =
      OptionSpec.of(
          "cdDiuf:s:w:z",
          "count=c repeated=d all-repeated=D ignore-case=i unique=u skip-fields=f skip-chars=s"
              + " check-chars=w zero-terminated=z");
  private static final OptionSpec BUSYBOX = OptionSpec.of("cduif:s:w:z");

  private final Call call;
  private final Options options;
  private final char ending;
  private final long fields;
  private final long chars;
  private final long width;
  private final StringBuilder result = new StringBuilder();
  private @Nullable String first;
  private long count;

  private Uniq(Call call) {
    this.call = call;
    options = call.options(GNU, BUSYBOX);
    ending = options.has('z') ? '\0' : '\n';
    fields = number('f', "fields to skip", 0);
    chars = number('s', "bytes to skip", 0);
    width = number('w', "bytes to compare", Integer.MAX_VALUE);
  }

  static void run(Call call) {
    Uniq uniq = new Uniq(call);
    List<String> operands = uniq.options.operands();
    if (operands.size() > 2) {
      throw call.usage(
          call.isBusybox() ? "" : "extra operand " + Quoting.file(call, operands.get(2)));
    }
    Inputs inputs =
        new Inputs(
            call,
            operands.subList(0, Math.min(1, operands.size())),
            (name, errno, opened) -> {
              throw call.fail(
                  call.isBusybox() && !opened
                      ? "can't open '" + name + "': " + errno.message()
                      : (call.isBusybox() || !opened ? "" : "error reading ")
                          + (opened && !call.isBusybox()
                              ? Quoting.file(call, name)
                              : Quoting.bareFile(call, name))
                          + ": "
                          + errno.message());
            });
    inputs.each(
        (name, file, next) ->
            inputs.lines(
                name,
                file,
                uniq.ending,
                (line, ended) -> {
                  uniq.take(line);
                  return true;
                },
                next),
        () -> uniq.end(operands));
  }

  private long number(char letter, String what, long otherwise) {
    String value = options.value(letter);
    if (value == null) {
      return otherwise;
    }
    Long number = Numbers.decimal(value);
    if (number == null) {
      throw call.isBusybox()
          ? call.fail("invalid number '" + value + "'")
          : call.fail(value + ": invalid number of " + what);
    }
    return number;
  }

  private void take(String line) {
    String before = first;
    if (before != null && key(before).equals(key(line))) {
      count++;
      if (options.has('D')) {
        emit(line, count == 2 ? before : null);
      }
    } else {
      finish();
      first = line;
      count = 1;
    }
  }

  private void emit(String line, @Nullable String before) {
    result.append(before == null ? "" : before + ending).append(line).append(ending);
  }

  private void finish() {
    String line = first;
    boolean wanted =
        !options.has('D') && !(options.has('d') && count < 2) && !(options.has('u') && count > 1);
    if (line != null && wanted) {
      result
          .append(options.has('c') ? Text.padLeft(count, 7) + " " : "")
          .append(line)
          .append(ending);
    }
    if (options.operands().size() < 2) {
      call.out(result.toString());
      result.setLength(0);
    }
  }

  private String key(String line) {
    int at = 0;
    for (long i = 0; i < fields && at < line.length(); i++) {
      while (at < line.length() && Text.isBlank(line.charAt(at))) {
        at++;
      }
      while (at < line.length() && !Text.isBlank(line.charAt(at))) {
        at++;
      }
    }
    at = (int) Math.min(line.length(), at + chars);
    String key = line.substring(at, (int) Math.min(line.length(), at + width));
    return options.has('i') ? key.toLowerCase(Locale.ROOT) : key;
  }

  private void end(List<String> operands) {
    finish();
    if (operands.size() < 2 || operands.get(1).equals("-")) {
      call.out(result.toString());
      call.exit();
      return;
    }
    try {
      OpenFile file = Disk.openToWrite(call, operands.get(1), false);
      call.write(
          file,
          Bytes.toArray(result.toString()),
          errno -> {
            throw call.fail("write error: " + errno.message());
          },
          call::exit);
    } catch (SysError e) {
      throw call.fail(operands.get(1) + ": " + e.errno().message());
    }
  }
}
