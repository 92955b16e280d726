package org.pvpanic.guest.user.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.SysError;

/** date: tells and sets the system clock. */
final class Date {

  private static final char RFC_3339 = OptionSpec.FIRST_UNNAMED;
  private static final OptionSpec GNU =
      OptionSpec.of(
          "d:f:I::r:Rs:u" + RFC_3339 + ":",
          "date=d file=f iso-8601=I reference=r rfc-2822=R rfc-email=R set=s utc=u universal=u"
              + " uct=u rfc-3339="
              + RFC_3339);
  private static final OptionSpec BUSYBOX =
      OptionSpec.of("Rs:ud:r:I::D:", "rfc-822=R rfc-2822=R set=s utc=u date=d reference=r");

  private final Call call;
  private final Options options;
  private final CivilTime now;

  private Date(Call call) {
    this.call = call;
    options = call.options(GNU, BUSYBOX);
    now = CivilTime.of(call, call.kernel().realtimeNs(), options.has('u'));
  }

  static void run(Call call) {
    Date date = new Date(call);
    String file = date.options.value('f');
    if (file != null && !call.isBusybox()) {
      date.tellAll(file);
    } else {
      date.tell();
    }
  }

  private void tellAll(String file) {
    String format = format(options.operands());
    new Inputs(call, List.of(file))
        .allLines(
            (line, ended) -> {
              CivilTime time = DateText.gnu(line, now);
              if (time == null) {
                call.complain("invalid date " + quote(line));
              } else {
                call.out(time.format(format) + "\n");
              }
              return true;
            },
            call::exit);
  }

  private String quote(String text) {
    return call.isBusybox() ? "'" + text + "'" : call.quote(text);
  }

  private void tell() {
    List<String> operands = options.operands();
    String format = format(operands);
    String set = options.value('s');
    boolean posix = false;
    for (String operand : operands) {
      if (!operand.startsWith("+")) {
        if (set != null && !call.isBusybox()) {
          throw lacksPlus(operand);
        }
        if (options.has('d') && !call.isBusybox()) {
          throw lacksPlus(operand);
        }
        posix = set == null;
        set = set == null ? operand : set;
      }
    }
    String shown = options.value('d');
    String reference = options.value('r');
    if (!call.isBusybox() && (shown != null ? 1 : 0) + (reference != null ? 1 : 0) > 1) {
      throw call.usage("the options to specify dates for printing are mutually exclusive");
    }
    if (set != null && (shown != null || reference != null) && !call.isBusybox()) {
      throw call.usage("the options to print and set the time may not be used together");
    }
    CivilTime time = now;
    if (set != null) {
      time = read(set, posix);
      set(time);
    } else if (shown != null) {
      time = read(shown, false);
    } else if (reference != null) {
      time = modified(reference);
    }
    call.out(time.format(format) + "\n");
    call.exit();
  }

  private Exit lacksPlus(String operand) {
    call.warn(
        "the argument "
            + quote(operand)
            + " lacks a leading '+';\nwhen using an option to specify date(s), any non-option\n"
            + "argument must be a format string beginning with '+'");
    return call.usage("");
  }

  private CivilTime modified(String name) {
    try {
      return now.at(Disk.stat(call, name).modifiedNs());
    } catch (SysError e) {
      throw call.fail(
          (call.isBusybox() ? name : Quoting.bareFile(call, name)) + ": " + e.errno().message());
    }
  }

  private CivilTime read(String text, boolean posix) {
    CivilTime time;
    if (call.isBusybox()) {
      time = NumericDate.parse(text, now);
      time = time == null && posix ? NumericDate.digits(text, now, true) : time;
    } else {
      time = posix ? NumericDate.digits(text, now, true) : DateText.gnu(text, now);
    }
    if (time == null) {
      throw call.fail("invalid date " + quote(text));
    }
    return time;
  }

  private void set(CivilTime time) {
    if (call.task().uid() != 0) {
      call.complain(
          call.isBusybox()
              ? "can't set date: Operation not permitted"
              : "cannot set date: Operation not permitted");
    } else {
      call.kernel().time().set(time.ns());
    }
  }

  private String format(List<String> operands) {
    String format = null;
    for (String operand : operands) {
      if (operand.startsWith("+")) {
        if (format != null) {
          throw call.isBusybox()
              ? call.usage("")
              : call.usage("extra operand " + call.quote(operand));
        }
        format = operand.substring(1);
      }
    }
    String byOption = byOption();
    if (format != null && byOption != null && !call.isBusybox()) {
      throw call.fail("multiple output formats specified");
    }
    if (format != null) {
      return format;
    }
    if (byOption != null) {
      return byOption;
    }
    boolean american = now.american() && call.dialect() == Dialect.DEBIAN_12;
    return american ? "%a %b %e %r %Z %Y" : "%a %b %e %H:%M:%S %Z %Y";
  }

  private @Nullable String byOption() {
    if (options.has('R')) {
      return "%a, %d %b %Y %H:%M:%S %z";
    }
    String iso = options.value('I');
    if (iso != null) {
      boolean centos = call.dialect() == Dialect.CENTOS_7;
      return iso(iso, 'T', centos ? "%z" : "%:z", "--iso-8601");
    }
    String rfc = options.value(RFC_3339);
    return rfc == null ? null : iso(rfc, ' ', "%:z", "--rfc-3339");
  }

  private String iso(String spec, char between, String zone, String option) {
    String date = "%Y-%m-%d";
    String zoned = call.isBusybox() ? "%:z" : zone;
    return switch (spec) {
      case "", "date" -> date;
      case "hours", "hour" -> date + between + "%H" + zoned;
      case "minutes", "minute" -> date + between + "%H:%M" + zoned;
      case "seconds", "second" -> date + between + "%H:%M:%S" + zoned;
      case "ns" ->
          date
              + between
              + "%H:%M:%S"
              + (between == 'T' && !call.isBusybox() ? "," : ".")
              + "%N"
              + zoned;
      default -> {
        if (call.isBusybox()) {
          throw call.usage("");
        }
        call.warn("invalid argument " + call.quote(spec) + " for " + call.quote(option));
        call.err(
            "Valid arguments are:\n"
                + (between == 'T' ? "  - 'hours'\n  - 'minutes'\n" : "")
                + "  - 'date'\n  - 'seconds'\n  - 'ns'\n");
        throw call.usage("");
      }
    };
  }
}
