package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A program's options and operands as getopt_long(3) splits them. */
final class Options {

  /** One option that was given; the value is "" when it has none. */
  record Given(char letter, String value) {}

  private final List<Given> given = new ArrayList<>(4);
  private final List<String> operands = new ArrayList<>(4);

  private Options() {}

  /** Splits the call's arguments; a bad option ends it. */
  static Options parse(Call call, OptionSpec spec) {
    return parse(call, call.arguments(), spec, 1);
  }

  /**
   * Splits arguments.
   *
   * @param arguments with the name in front
   * @param status what a program ends with that is used wrongly
   */
  static Options parse(Call call, List<String> arguments, OptionSpec spec, int status) {
    Options options = new Options();
    String complaint = options.split(arguments, spec);
    if (complaint != null) {
      throw call.usage(status, complaint);
    }
    return options;
  }

  /**
   * Splits the call's arguments, for programs that say no more of a bad option than getopt does.
   */
  static Options parseOrEnd(Call call, OptionSpec spec) {
    return parseOrEnd(call, call.arguments(), spec, "", 1);
  }

  /**
   * Splits arguments.
   *
   * @param usage what the program prints below getopt's complaint
   * @param status what it ends with then
   */
  static Options parseOrEnd(
      Call call, List<String> arguments, OptionSpec spec, String usage, int status) {
    Options options = new Options();
    String complaint = options.split(arguments, spec);
    if (complaint != null) {
      call.err(arguments.get(0) + ": " + complaint + "\n" + usage);
      throw new Exit(status);
    }
    return options;
  }

  /**
   * Splits arguments for a program that says what is wrong with them and no more.
   *
   * @param status what it ends with then
   */
  static Options parseBriefly(Call call, OptionSpec spec, int status) {
    return parseOrEnd(call, call.arguments(), spec, "", status);
  }

  /** Returns what getopt complains of, or null. */
  private @Nullable String split(List<String> arguments, OptionSpec spec) {
    int i = 1;
    while (i < arguments.size()) {
      String argument = arguments.get(i++);
      String next = i < arguments.size() ? arguments.get(i) : null;
      if (argument.equals("--")) {
        break;
      } else if (argument.startsWith("--")) {
        int before = given.size();
        String complaint = longOption(argument.substring(2), next, spec);
        if (complaint != null) {
          return complaint;
        }
        i += usesNext(argument, before, spec) ? 1 : 0;
      } else if (argument.length() > 1 && argument.charAt(0) == '-') {
        String complaint = letters(argument, next, spec);
        if (complaint != null) {
          return complaint;
        }
        i += usesNext(argument, spec) ? 1 : 0;
      } else {
        operands.add(argument);
        if (spec.endsAtOperand()) {
          break;
        }
      }
    }
    operands.addAll(arguments.subList(Math.min(i, arguments.size()), arguments.size()));
    return null;
  }

  private boolean usesNext(String argument, int before, OptionSpec spec) {
    char letter = given.get(before).letter();
    return argument.indexOf('=') < 0 && spec.takesValue(letter) && !spec.mayLackValue(letter);
  }

  private static boolean usesNext(String argument, OptionSpec spec) {
    for (int i = 1; i < argument.length(); i++) {
      if (spec.takesValue(argument.charAt(i))) {
        return i == argument.length() - 1 && !spec.mayLackValue(argument.charAt(i));
      }
    }
    return false;
  }

  private @Nullable String longOption(String typed, @Nullable String next, OptionSpec spec) {
    int equals = typed.indexOf('=');
    String name = equals < 0 ? typed : typed.substring(0, equals);
    List<String> candidates = spec.candidates(name);
    if (candidates.isEmpty()) {
      return "unrecognized option '--" + typed + "'";
    }
    Character letter = OptionSpec.common(candidates);
    if (letter == null) {
      StringBuilder all =
          new StringBuilder("option '--" + typed + "' is ambiguous; possibilities:");
      for (String candidate : candidates) {
        all.append(" '--").append(OptionSpec.name(candidate)).append('\'');
      }
      return all.toString();
    }
    String full = OptionSpec.name(candidates.get(0));
    if (equals >= 0 && !spec.takesValue(letter)) {
      return "option '--" + full + "' doesn't allow an argument";
    }
    String value = equals < 0 ? "" : typed.substring(equals + 1);
    if (equals < 0 && spec.takesValue(letter) && !spec.mayLackValue(letter)) {
      if (next == null) {
        return "option '--" + full + "' requires an argument";
      }
      value = next;
    }
    given.add(new Given(letter, value));
    return null;
  }

  private @Nullable String letters(String argument, @Nullable String next, OptionSpec spec) {
    for (int i = 1; i < argument.length(); i++) {
      char letter = argument.charAt(i);
      if (!spec.knows(letter)) {
        return "invalid option -- '" + letter + "'";
      }
      if (!spec.takesValue(letter)) {
        given.add(new Given(letter, ""));
        continue;
      }
      String value = argument.substring(i + 1);
      if (value.isEmpty() && !spec.mayLackValue(letter)) {
        if (next == null) {
          return "option requires an argument -- '" + letter + "'";
        }
        value = next;
      }
      given.add(new Given(letter, value));
      return null;
    }
    return null;
  }

  /** Whether an option was given. */
  boolean has(char letter) {
    for (Given option : given) {
      if (option.letter() == letter) {
        return true;
      }
    }
    return false;
  }

  /** The value that was given last, or null. */
  @Nullable String value(char letter) {
    String value = null;
    for (Given option : given) {
      if (option.letter() == letter) {
        value = option.value();
      }
    }
    return value;
  }

  /** The one of {@code letters} that was given last, or {@code otherwise}. */
  char last(String letters, char otherwise) {
    char last = otherwise;
    for (Given option : given) {
      if (letters.indexOf(option.letter()) >= 0) {
        last = option.letter();
      }
    }
    return last;
  }

  /** All that were given, in order. */
  List<Given> given() {
    return given;
  }

  /** What is not an option. */
  List<String> operands() {
    return operands;
  }
}
