package org.pvpanic.guest.shell;

import java.util.List;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.Signals;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;

/** kill: sends signals to tasks and jobs. */
final class Kill {

  private static final int LAST_COMMON = 31;

  private Kill() {}

  static void run(Call call) throws ShellError {
    List<String> words = call.arguments();
    boolean bash = call.isBash();
    int signal = Signals.TERM;
    int first = 0;
    if (!words.isEmpty() && (words.get(0).equals("-l") || words.get(0).equals("-L"))) {
      call.print(names(call, words.subList(1, words.size())), 0);
      return;
    }
    if (!words.isEmpty() && words.get(0).startsWith("-") && !words.get(0).equals("--")) {
      String option = words.get(0);
      boolean separate = option.equals("-s") || (option.equals("-n") && bash);
      String name = separate ? words.size() > 1 ? words.get(1) : "" : option.substring(1);
      first = separate ? 2 : 1;
      signal = name.isEmpty() ? -1 : Traps.number(name);
      if (signal < 0) {
        if (bash) {
          call.complain(name + ": invalid signal specification", 1);
        } else {
          call.complainAsApplet("bad signal name '" + name + "'", 1);
        }
        return;
      }
    }
    if (first < words.size() && words.get(first).equals("--")) {
      first++;
    }
    if (first >= words.size()) {
      if (bash) {
        call.complainPlainly(
            "kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l"
                + " [sigspec]\n",
            2);
      } else {
        call.complainAsApplet("you need to specify whom to kill", 1);
      }
      return;
    }
    StringBuilder errors = new StringBuilder();
    int failures = 0;
    List<String> targets = words.subList(first, words.size());
    for (String target : targets) {
      String error = send(call, target, signal);
      if (!error.isEmpty()) {
        errors.append(error);
        failures++;
      }
    }
    int status = bash ? failures == targets.size() ? 1 : 0 : failures;
    call.complainPlainly(errors.toString(), status);
  }

  /** Returns what is said when it fails. */
  private static String send(Call call, String target, int signal) {
    boolean bash = call.isBash();
    Interpreter shell = call.shell();
    if (target.startsWith("%")) {
      Job job = shell.jobs().find(target);
      if (job == null) {
        return shell.error("kill", target + ": no such job");
      }
      for (Task task : job.tasks()) {
        if (task.isAlive()) {
          task.signal(signal);
        }
      }
      return "";
    }
    String digits = target.startsWith("-") ? target.substring(1) : target;
    if (!Names.isNumber(digits) || digits.length() > 9) {
      return bash
          ? shell.error("kill", target + ": arguments must be process or job IDs")
          : "sh: invalid number '" + target + "'\n";
    }
    int pid = Integer.parseInt(target);
    try {
      shell.task().kernel().tasks().kill(shell.task(), pid, signal);
      return "";
    } catch (SysError e) {
      Errno errno = e.errno();
      return bash
          ? shell.error("kill", "(" + pid + ") - " + errno.message())
          : "sh: can't kill pid " + pid + ": " + errno.message() + "\n";
    }
  }

  /** What {@code kill -l} prints. */
  private static String names(Call call, List<String> which) throws ShellError {
    StringBuilder out = new StringBuilder();
    for (String each : which) {
      boolean number = Names.isNumber(each);
      int signal = number && each.length() < 5 ? Integer.parseInt(each) : Traps.number(each);
      int plain = number && signal > 128 ? signal - 128 : signal;
      String name = plain < 0 ? null : Signals.name(plain);
      if (name == null) {
        throw call.isBash()
            ? ShellError.of(1, each + ": invalid signal specification")
            : ShellError.of(1, "bad signal name '" + each + "'");
      }
      out.append(number ? name : Integer.toString(plain)).append('\n');
    }
    if (which.isEmpty()) {
      list(call.isBash(), out);
    }
    return out.toString();
  }

  private static void list(boolean bash, StringBuilder out) {
    int column = 0;
    for (int i = 1; i <= (bash ? Signals.RTMAX : LAST_COMMON); i++) {
      String name = Signals.name(i);
      if (name == null) {
        continue;
      }
      String number = i < 10 ? " " + i : Integer.toString(i);
      out.append(number).append(") ").append(bash ? "SIG" : "").append(name);
      column++;
      out.append(!bash || column % 5 == 0 ? "\n" : "\t");
    }
    if (bash && column % 5 != 0) {
      out.append('\n');
    }
  }
}
