package org.pvpanic.guest.user;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of systemctl, of which it takes more than change anything on a system like this.
 *
 * @param given the options as their long names, each with {@code =value} when it has one
 * @param words verb and names
 * @param error what getopt complains of, or null
 */
record SystemctlOptions(List<String> given, List<String> words, @Nullable String error) {

  private static final String LETTERS =
      "h=help a=all l=full r=recursive t=type: p=property: q=quiet f=force s=signal: n=lines:"
          + " o=output: H=host: M=machine:";

  private static final List<String> FLAGS =
      List.of(
          "help",
          "version",
          "all",
          "full",
          "recursive",
          "reverse",
          "quiet",
          "force",
          "no-block",
          "no-legend",
          "no-pager",
          "no-wall",
          "no-reload",
          "no-ask-password",
          "system",
          "user",
          "global",
          "runtime",
          "failed",
          "after",
          "before",
          "show-types",
          "ignore-dependencies",
          "ignore-inhibitors",
          "plain");

  private static final List<String> NEW_FLAGS =
      List.of("now", "value", "wait", "with-dependencies", "show-transaction", "no-warn", "quiet");

  private static final List<String> VALUES =
      List.of(
          "type",
          "state",
          "property",
          "job-mode",
          "kill-who",
          "signal",
          "root",
          "lines",
          "output",
          "host",
          "machine",
          "preset-mode");

  static SystemctlOptions parse(List<String> arguments, boolean old) {
    List<String> given = new ArrayList<>(2);
    List<String> words = new ArrayList<>(4);
    String name = arguments.get(0);
    boolean ended = false;
    for (int i = 1; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (ended || argument.equals("-") || !argument.startsWith("-")) {
        words.add(argument);
      } else if (argument.equals("--")) {
        ended = true;
      } else if (argument.startsWith("--")) {
        int equals = argument.indexOf('=');
        String option = argument.substring(2, equals < 0 ? argument.length() : equals);
        boolean flag = FLAGS.contains(option) || (!old && NEW_FLAGS.contains(option));
        boolean value = VALUES.contains(option);
        if (!flag && !value) {
          return bad(name + ": unrecognized option '" + argument + "'");
        } else if (flag && equals >= 0) {
          return bad(name + ": option '--" + option + "' doesn't allow an argument");
        } else if (value && equals < 0 && i + 1 == arguments.size()) {
          return bad(name + ": option '--" + option + "' requires an argument");
        }
        given.add(value && equals < 0 ? option + "=" + arguments.get(++i) : argument.substring(2));
      } else {
        for (int at = 1; at < argument.length(); at++) {
          String option = longName(argument.charAt(at));
          if (option == null) {
            return bad(name + ": invalid option -- '" + argument.charAt(at) + "'");
          }
          if (!option.endsWith(":")) {
            given.add(option);
            continue;
          }
          boolean last = at + 1 == argument.length();
          if (last && i + 1 == arguments.size()) {
            return bad(name + ": option requires an argument -- '" + argument.charAt(at) + "'");
          }
          String value = last ? arguments.get(++i) : argument.substring(at + 1);
          given.add(option.substring(0, option.length() - 1) + "=" + value);
          break;
        }
      }
    }
    return new SystemctlOptions(given, words, null);
  }

  private static SystemctlOptions bad(String error) {
    return new SystemctlOptions(List.of(), List.of(), error);
  }

  private static @Nullable String longName(char letter) {
    for (String entry : LETTERS.split(" ")) {
      if (entry.charAt(0) == letter) {
        return entry.substring(2);
      }
    }
    return null;
  }

  boolean has(String option) {
    return given.contains(option);
  }

  /** How often an option was given. */
  int count(String option) {
    int count = 0;
    for (String each : given) {
      count += each.equals(option) ? 1 : 0;
    }
    return count;
  }

  /** The value that was given last, or null. */
  @Nullable String value(String option) {
    String value = null;
    for (String each : given) {
      if (each.startsWith(option + "=")) {
        value = each.substring(option.length() + 1);
      }
    }
    return value;
  }
}
