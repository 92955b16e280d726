package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** env and printenv. */
final class Environment {

  private static final OptionSpec ENV =
      OptionSpec.of("+iu:0C:", "ignore-environment=i unset=u null=0 chdir=C");
  private static final OptionSpec ENV_8_22 =
      OptionSpec.of("+iu:0", "ignore-environment=i unset=u null=0");
  private static final OptionSpec ENV_BUSYBOX =
      OptionSpec.of("+iu:0", "ignore-environment=i unset=u null=0");
  private static final OptionSpec PRINTENV = OptionSpec.of("+0", "null=0");

  /** What env ends with that was used wrongly. */
  private static final int TROUBLE = 125;

  private Environment() {}

  static void env(Call call) {
    OptionSpec spec =
        switch (call.dialect()) {
          case CENTOS_7 -> ENV_8_22;
          case DEBIAN_12 -> ENV;
          case BUSYBOX -> ENV_BUSYBOX;
        };
    Options options = Options.parse(call, call.arguments(), spec, call.isBusybox() ? 1 : TROUBLE);
    Map<String, String> environment = call.task().environment();
    List<String> words = new ArrayList<>(options.operands());
    boolean dash = !words.isEmpty() && words.get(0).equals("-");
    if (dash) {
      words.remove(0);
    }
    if (options.has('i') || dash) {
      environment.clear();
    }
    for (Options.Given option : options.given()) {
      if (option.letter() == 'u') {
        if (option.value().indexOf('=') >= 0 || option.value().isEmpty()) {
          throw call.fail(
              TROUBLE, "cannot unset " + call.quote(option.value()) + ": Invalid argument");
        }
        environment.remove(Bytes.text(option.value()));
      }
    }
    while (!words.isEmpty() && words.get(0).indexOf('=') > 0) {
      String word = Bytes.text(words.remove(0));
      int equals = word.indexOf('=');
      environment.put(word.substring(0, equals), word.substring(equals + 1));
    }
    if (words.isEmpty()) {
      print(call, environment, options.has('0') ? "\0" : "\n");
    } else if (options.has('0') && !call.isBusybox()) {
      throw call.usage(TROUBLE, "cannot specify --null (-0) with command");
    } else {
      Launch.become(call, words);
    }
  }

  private static void print(Call call, Map<String, String> environment, String ending) {
    environment.forEach((name, value) -> call.out(Bytes.of(name + "=" + value) + ending));
    call.exit();
  }

  static void printenv(Call call) {
    Options options = Options.parse(call, call.arguments(), PRINTENV, 2);
    String ending = options.has('0') ? "\0" : "\n";
    if (options.operands().isEmpty()) {
      print(call, call.task().environment(), ending);
      return;
    }
    for (String name : options.operands()) {
      String value = call.task().environment().get(Bytes.text(name));
      if (value == null || name.indexOf('=') >= 0) {
        call.setStatus(1);
      } else {
        call.out(Bytes.of(value) + ending);
      }
    }
    call.exit();
  }
}
