package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** cut: parts of lines. */
final class Cut {

  private static final char COMPLEMENT = OptionSpec.FIRST_UNNAMED;
  private static final char OUTPUT_DELIMITER = COMPLEMENT + 1;
  private static final OptionSpec GNU =
      OptionSpec.of(
          "b:c:d:f:nsz" + OUTPUT_DELIMITER + ":",
          "bytes=b characters=c delimiter=d fields=f only-delimited=s zero-terminated=z complement="
              + COMPLEMENT
              + " output-delimiter="
              + OUTPUT_DELIMITER);
  private static final OptionSpec BUSYBOX = OptionSpec.of("b:c:f:d:snDO:", "output-delimiter=O");

  /** Places from 1 on; both ends are inside. */
  private record Range(long first, long last) {}

  private final Call call;
  private final Options options;
  private final char kind;
  private final List<Range> ranges;
  private final char delimiter;
  private final String joint;

  private Cut(Call call) {
    this.call = call;
    options = call.options(GNU, BUSYBOX);
    kind = kind();
    String given = options.value('d');
    delimiter = delimiter(given);
    String between = options.value(call.isBusybox() ? 'O' : OUTPUT_DELIMITER);
    joint = between != null ? between : kind == 'f' ? Character.toString(delimiter) : "";
    if (kind != 'f' && given != null) {
      throw misuse(
          "an input delimiter may be specified only when operating on fields",
          "a delimiter may be specified only when operating on fields");
    }
    if (kind != 'f' && options.has('s')) {
      throw misuse(
          "suppressing non-delimited lines makes sense\n\tonly when operating on fields",
          "suppressing non-delimited lines makes sense only when operating on fields");
    }
    ranges = ranges(String.valueOf(options.value(kind)));
  }

  static void run(Call call) {
    Cut cut = new Cut(call);
    char ending = cut.options.has('z') ? '\0' : '\n';
    Inputs inputs = new Inputs(call, cut.options.operands());
    inputs.each(
        (name, file, next) ->
            inputs.lines(
                name,
                file,
                ending,
                (line, ended) -> {
                  String part = cut.part(line);
                  if (part != null) {
                    call.out(part + ending);
                  }
                  return true;
                },
                next),
        call::exit);
  }

  private Exit misuse(String gnu, String busybox) {
    return call.isBusybox() ? call.fail(busybox) : call.usage(gnu);
  }

  private char kind() {
    char found = ' ';
    for (Options.Given option : options.given()) {
      if ("bcf".indexOf(option.letter()) >= 0) {
        if (found != ' ' && !(call.isBusybox() && found == option.letter())) {
          throw misuse2();
        }
        found = option.letter();
      }
    }
    if (found == ' ') {
      throw misuse(
          "you must specify a list of bytes, characters, or fields",
          "expected a list of bytes, characters, or fields");
    }
    return found;
  }

  private Exit misuse2() {
    return call.isBusybox()
        ? call.usage("")
        : call.usage(
            call.dialect() == Dialect.CENTOS_7
                ? "only one type of list may be specified"
                : "only one list may be specified");
  }

  private char delimiter(@Nullable String given) {
    if (given == null) {
      return '\t';
    }
    if (given.length() > 1 && !call.isBusybox()) {
      throw misuse(
          "the delimiter must be a single character", "the delimiter must be a single character");
    }
    return given.isEmpty() ? '\0' : given.charAt(0);
  }

  private List<Range> ranges(String list) {
    List<Range> found = new ArrayList<>(2);
    for (String part : list.split(call.isBusybox() ? "," : "[, \\t]", -1)) {
      found.add(range(part));
    }
    found.sort(Comparator.comparingLong(Range::first));
    return options.has(COMPLEMENT) ? complement(found) : found;
  }

  private Range range(String part) {
    int dash = part.indexOf('-');
    String low = dash < 0 ? part : part.substring(0, dash);
    String high = dash < 0 ? part : part.substring(dash + 1);
    boolean numbers =
        (low.isEmpty() || Text.isNumber(low)) && (high.isEmpty() || Text.isNumber(high));
    if (!numbers || part.isEmpty() || part.equals("-")) {
      throw badRange(part, numbers);
    }
    Long first = low.isEmpty() ? Long.valueOf(1) : Numbers.decimal(low);
    Long last = high.isEmpty() ? Long.valueOf(Long.MAX_VALUE) : Numbers.decimal(high);
    if (first != null && last != null && last < first - 1 && call.isBusybox()) {
      throw call.fail(last + "<" + (first - 1));
    }
    if (first == null || last == null || (first == 0 && !call.isBusybox())) {
      throw call.isBusybox()
          ? call.fail("invalid range " + part)
          : call.usage(
              kind == 'f'
                  ? "fields are numbered from 1"
                  : call.dialect() == Dialect.CENTOS_7
                      ? "fields and positions are numbered from 1"
                      : "byte/character positions are numbered from 1");
    }
    if (last < first) {
      throw call.isBusybox()
          ? call.fail("invalid range " + part)
          : call.usage("invalid decreasing range");
    }
    return new Range(first, last);
  }

  private Exit badRange(String part, boolean numbers) {
    if (call.isBusybox()) {
      return numbers && part.isEmpty()
          ? call.fail("invalid range ")
          : call.fail(
              part.equals("-") ? "invalid range -" : "invalid number '" + wrong(part) + "'");
    }
    if (call.dialect() == Dialect.CENTOS_7) {
      return call.usage(kind == 'f' ? "invalid field list" : "invalid byte or character list");
    }
    if (part.equals("-")) {
      return call.usage("invalid range with no endpoint: -");
    }
    if (part.isEmpty()) {
      return call.usage(
          kind == 'f'
              ? "fields are numbered from 1"
              : "byte/character positions are numbered from 1");
    }
    return call.usage(
        (kind == 'f' ? "invalid field value " : "invalid byte/character position ")
            + call.quote(part));
  }

  private static String wrong(String part) {
    int dash = part.indexOf('-');
    String low = dash < 0 ? part : part.substring(0, dash);
    return Text.isNumber(low) || low.isEmpty() ? part.substring(dash + 1) : low;
  }

  private static List<Range> complement(List<Range> ranges) {
    List<Range> rest = new ArrayList<>(ranges.size() + 1);
    long next = 1;
    for (Range range : ranges) {
      if (range.first() > next) {
        rest.add(new Range(next, range.first() - 1));
      }
      next = Math.max(next, range.last() == Long.MAX_VALUE ? range.last() : range.last() + 1);
    }
    if (next < Long.MAX_VALUE) {
      rest.add(new Range(next, Long.MAX_VALUE));
    }
    return rest;
  }

  private boolean isWanted(long place) {
    for (Range range : ranges) {
      if (place >= range.first() && place <= range.last()) {
        return true;
      }
    }
    return false;
  }

  /** The part of a line, or null when the line is not shown. */
  private @Nullable String part(String line) {
    if (kind != 'f') {
      return characters(line);
    }
    if (line.indexOf(delimiter) < 0) {
      return options.has('s') ? null : line;
    }
    List<String> kept = new ArrayList<>(4);
    int from = 0;
    for (long place = 1; from <= line.length(); place++) {
      int end = line.indexOf(delimiter, from);
      end = end < 0 ? line.length() : end;
      if (isWanted(place)) {
        kept.add(line.substring(from, end));
      }
      from = end + 1;
    }
    return String.join(joint, kept);
  }

  private String characters(String line) {
    StringBuilder out = new StringBuilder();
    boolean before = false;
    for (int i = 0; i < line.length(); i++) {
      boolean wanted = isWanted(i + 1L);
      if (wanted && !before && out.length() > 0) {
        out.append(joint);
      }
      if (wanted) {
        out.append(line.charAt(i));
      }
      before = wanted;
    }
    return out.toString();
  }
}
