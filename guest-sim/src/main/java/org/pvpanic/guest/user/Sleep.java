package org.pvpanic.guest.user;

import java.util.List;
import org.pvpanic.guest.linux.Task;

/** sleep: the sum of its arguments, each with a unit s, m, h or d. */
final class Sleep {

  private static final double NS = 1e9;

  private Sleep() {}

  static void main(Task task, List<String> arguments) {
    Options options = Options.parse(arguments, "");
    if (options.isBad()) {
      task.printAndExit(Task.STDERR, options.gnuError("sleep"), 1);
    } else if (options.operands().isEmpty()) {
      task.printAndExit(Task.STDERR, "sleep: missing operand\n" + Options.gnuHint("sleep"), 1);
    } else {
      double seconds = 0;
      for (String operand : options.operands()) {
        double interval = seconds(operand);
        if (interval < 0) {
          task.printAndExit(
              Task.STDERR,
              "sleep: invalid time interval '" + operand + "'\n" + Options.gnuHint("sleep"),
              1);
          return;
        }
        seconds += interval;
      }
      task.sleep((long) (seconds * NS), () -> task.exit(0));
    }
  }

  /** Negative when it is not an interval. */
  private static double seconds(String text) {
    if (!text.matches("[0-9]*\\.?[0-9]*[smhd]?") || !text.matches(".*[0-9].*")) {
      return -1;
    }
    char unit = text.charAt(text.length() - 1);
    boolean plain = Character.isDigit(unit) || unit == '.';
    double number = Double.parseDouble(plain ? text : text.substring(0, text.length() - 1));
    return number
        * switch (unit) {
          case 'm' -> 60;
          case 'h' -> 3600;
          case 'd' -> 86_400;
          default -> 1;
        };
  }
}
