package org.pvpanic.hmp;

import java.util.List;
import java.util.function.Function;

/**
 * A command of the human monitor.
 *
 * @param names its name and its short forms, as help shows them: {@code cont|c}
 * @param parameters as help shows them
 * @param help one line
 * @param run reads its arguments, does it, and returns what it prints
 */
record HmpCommand(String names, String parameters, String help, Function<Arguments, String> run) {

  boolean isCalled(String name) {
    return List.of(names.split("\\|")).contains(name);
  }

  /** The name that {@code help NAME} takes. */
  String mainName() {
    return names.split("\\|")[0];
  }

  String helpLine(String prefix) {
    return prefix + names + " " + parameters + " -- " + help + "\r\n";
  }
}
