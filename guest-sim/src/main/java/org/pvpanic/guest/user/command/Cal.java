package org.pvpanic.guest.user.command;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** cal: a month or a year. */
final class Cal {

  private static final OptionSpec GNU =
      OptionSpec.of("13smjy", "one=1 three=3 sunday=s monday=m julian=j year=y");
  private static final OptionSpec BUSYBOX = OptionSpec.of("jmy");
  private static final int ROWS = 6;

  /** What busybox prints for a week that none of three months has. */
  private static final int BLANK_ROW = 79;

  private final Call call;
  private final Options options;
  private final boolean monday;
  private final int cell;

  private Cal(Call call) {
    this.call = call;
    options = call.options(GNU, BUSYBOX);
    monday = options.has('m');
    cell = options.has('j') ? 3 : 2;
  }

  static void run(Call call) {
    new Cal(call).show();
  }

  private void show() {
    LocalDate today = CivilTime.of(call, call.kernel().realtimeNs(), false).local().toLocalDate();
    List<String> operands = options.operands();
    if (operands.size() > (call.isBusybox() ? 2 : 3)) {
      throw call.usage("");
    }
    boolean wholeYear = options.has('y') || operands.size() == 1;
    int year = today.getYear();
    int month = today.getMonthValue();
    if (operands.size() == 1) {
      year = number(operands.get(0), 1, 9999, "year");
    } else if (operands.size() >= 2) {
      int from = operands.size() - 2;
      month = number(operands.get(from), 1, 12, "month");
      year = number(operands.get(from + 1), 1, 9999, "year");
    }
    if (wholeYear) {
      year(year);
    } else if (options.has('3')) {
      LocalDate middle = LocalDate.of(year, month, 1);
      row(List.of(middle.minusMonths(1), middle, middle.plusMonths(1)), true);
    } else {
      for (String line : month(LocalDate.of(year, month, 1), true)) {
        call.out(shown(line, 7 * (cell + 1)) + "\n");
      }
    }
    call.exit();
  }

  private int number(String text, int least, int most, String what) {
    Long value = Numbers.decimal(text);
    if (call.isBusybox() && value == null) {
      throw call.fail("invalid number '" + text + "'");
    }
    if (value == null || value < least || value > most) {
      throw call.isBusybox()
          ? call.fail("number " + text + " is not in " + least + ".." + most + " range")
          : call.fail("illegal " + what + " value: use " + least + "-" + most);
    }
    return value.intValue();
  }

  /** Busybox drops the blanks at the end, but not those of a week that is none. */
  private String shown(String line, int blanks) {
    if (!call.isBusybox()) {
      return line;
    }
    String text = line.stripTrailing();
    return text.isEmpty() ? " ".repeat(blanks) : text;
  }

  private int width() {
    return 7 * cell + 6;
  }

  private String centered(String text, int width) {
    int left = Math.max(0, width - text.length()) / 2;
    return " ".repeat(left) + text;
  }

  private List<String> month(LocalDate first, boolean withYear) {
    String name = CivilTime.MONTHS[first.getMonthValue() - 1];
    List<String> lines = new ArrayList<>(8);
    String title = withYear ? name + " " + first.getYear() : name;
    lines.add(Text.padRight(centered(title, width()), width()));
    StringBuilder days = new StringBuilder();
    for (int i = 0; i < 7; i++) {
      String day = CivilTime.DAYS[(i + (monday ? 1 : 0)) % 7].substring(0, 2);
      days.append(i > 0 ? " " : "").append(Text.padLeft(day, cell));
    }
    lines.add(days.toString());
    int day = first.getDayOfWeek().getValue() % 7;
    int column = monday ? (day + 6) % 7 : day;
    StringBuilder line = new StringBuilder(" ".repeat(column * (cell + 1)));
    for (int date = 1; date <= first.lengthOfMonth(); date++) {
      int shown = options.has('j') ? first.withDayOfMonth(date).getDayOfYear() : date;
      line.append(column > 0 ? (line.length() % (cell + 1) == cell ? " " : "") : "")
          .append(Text.padLeft(shown, cell));
      if (++column == 7) {
        lines.add(Text.padRight(line.toString(), width()));
        line.setLength(0);
        column = 0;
      }
    }
    if (line.length() > 0) {
      lines.add(Text.padRight(line.toString(), width()));
    }
    while (lines.size() < ROWS + 2) {
      lines.add(" ".repeat(width()));
    }
    return lines;
  }

  private void row(List<LocalDate> months, boolean withYear) {
    List<List<String>> all = new ArrayList<>(months.size());
    for (LocalDate month : months) {
      all.add(month(month, withYear));
    }
    for (int i = 0; i < ROWS + 2; i++) {
      StringBuilder line = new StringBuilder();
      for (List<String> month : all) {
        line.append(line.length() > 0 ? "  " : "").append(month.get(i));
      }
      call.out((i == 0 ? line.toString() : shown(line.toString(), BLANK_ROW)) + "\n");
    }
  }

  private void year(int year) {
    int across = options.has('j') ? 2 : 3;
    int width = across * width() + (across - 1) * 2;
    call.out(Text.padRight(centered(Integer.toString(year), width), width) + "\n");
    call.out("\n");
    for (int month = 1; month <= 12; month += across) {
      List<LocalDate> months = new ArrayList<>(3);
      for (int i = 0; i < across; i++) {
        months.add(LocalDate.of(year, month + i, 1));
      }
      row(months, false);
    }
  }
}
