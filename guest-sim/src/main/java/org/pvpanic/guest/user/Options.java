package org.pvpanic.guest.user;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command's options and operands as getopt_long splits them, for commands with single-letter
 * flags.
 *
 * @param flags the flags that were given, in order
 * @param operands what is not an option
 * @param error what getopt complains of, "" when it does not
 */
record Options(String flags, List<String> operands, String error) {

  /**
   * Splits arguments.
   *
   * @param arguments with the command's name in front
   * @param known the letters that are flags
   */
  static Options parse(List<String> arguments, String known) {
    StringBuilder flags = new StringBuilder();
    List<String> operands = new ArrayList<>(arguments.size());
    boolean ended = false;
    for (String argument : arguments.subList(1, arguments.size())) {
      if (ended || !argument.startsWith("-") || argument.equals("-")) {
        operands.add(argument);
      } else if (argument.equals("--")) {
        ended = true;
      } else {
        String error = check(argument, known);
        if (error != null) {
          return new Options("", List.of(), arguments.get(0) + ": " + error);
        }
        flags.append(argument, 1, argument.length());
      }
    }
    return new Options(flags.toString(), operands, "");
  }

  private static @Nullable String check(String argument, String known) {
    if (argument.startsWith("--")) {
      return "unrecognized option '" + argument + "'";
    }
    for (int i = 1; i < argument.length(); i++) {
      if (known.indexOf(argument.charAt(i)) < 0) {
        return "invalid option -- '" + argument.charAt(i) + "'";
      }
    }
    return null;
  }

  boolean has(char flag) {
    return flags.indexOf(flag) >= 0;
  }

  /** Where the GNU tools send who used them wrongly. */
  static String gnuHint(String command) {
    return "Try '" + command + " --help' for more information.\n";
  }
}
