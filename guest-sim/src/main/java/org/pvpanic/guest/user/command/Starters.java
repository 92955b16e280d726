package org.pvpanic.guest.user.command;

import java.util.List;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Signals;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;

/** setsid, nohup and timeout: programs that start another one in some way. */
final class Starters {

  private static final OptionSpec SETSID = OptionSpec.of("+cfw", "ctty=c fork=f wait=w");
  private static final OptionSpec SETSID_BUSYBOX = OptionSpec.of("+c");
  private static final OptionSpec TIMEOUT =
      OptionSpec.of(
          "+k:s:v" + OptionSpec.FIRST_UNNAMED,
          "kill-after=k signal=s verbose=v preserve-status=" + OptionSpec.FIRST_UNNAMED);
  private static final OptionSpec TIMEOUT_BUSYBOX = OptionSpec.of("+s:k:");
  private static final OptionSpec NONE = OptionSpec.of("+");

  private static final int TIMED_OUT = 124;
  private static final int TROUBLE = 125;

  private Starters() {}

  static void setsid(Call call) {
    Options options = call.options(SETSID, SETSID_BUSYBOX);
    List<String> words = options.operands();
    if (words.isEmpty()) {
      throw call.usage(call.isBusybox() ? "" : "no command specified");
    }
    Task task = call.task();
    if (task.group() != task.pid() && !options.has('f')) {
      lead(call, task, options);
      Launch.become(call, words);
      return;
    }
    task.fork(
        task.comm(),
        task.group(),
        task.files().copy(),
        (child, arguments) -> {
          Call inChild = new Call(child, call.dialect(), call.machinery(), arguments);
          inChild.step(
              () -> {
                lead(inChild, child, options);
                Launch.become(inChild, words);
              });
        },
        task.arguments(),
        status -> {
          if (options.has('w')) {
            task.then(() -> task.exit(Signals.exitStatus(status)));
          }
        });
    if (!options.has('w')) {
      call.exit(0);
    }
  }

  private static void lead(Call call, Task task, Options options) {
    try {
      task.newSession();
    } catch (SysError e) {
      throw call.fail("setsid failed: " + e.errno().message());
    }
    OpenFile in = task.file(Task.STDIN);
    if (options.has('c') && in instanceof org.pvpanic.guest.linux.Tty tty) {
      task.session().take(tty);
    }
  }

  static void nohup(Call call) {
    Options options = Options.parse(call, call.arguments(), NONE, TROUBLE);
    List<String> words = options.operands();
    if (words.isEmpty()) {
      throw call.usage(TROUBLE, "missing operand");
    }
    Task task = call.task();
    boolean input = isTerminal(task, Task.STDIN);
    boolean output = isTerminal(task, Task.STDOUT);
    try {
      if (input) {
        task.files().set(Task.STDIN, Disk.openToRead(call, "/dev/null"));
      }
      if (output) {
        task.files().set(Task.STDOUT, Disk.openToWrite(call, "nohup.out", true));
        call.warn(
            (input ? "ignoring input and " : "")
                + "appending output to "
                + Quoting.file(call, "nohup.out"));
      } else if (input) {
        call.warn("ignoring input");
      }
    } catch (SysError e) {
      throw call.fail(
          TROUBLE,
          "failed to open " + Quoting.file(call, "nohup.out") + ": " + e.errno().message());
    }
    task.disposition().ignore(Signals.HUP);
    call.then(
        () -> {
          if (isTerminal(task, Task.STDERR)) {
            task.files().set(Task.STDERR, task.file(Task.STDOUT));
          }
          Launch.become(call, words);
        });
  }

  private static boolean isTerminal(Task task, int descriptor) {
    return task.file(descriptor) instanceof org.pvpanic.guest.linux.Tty;
  }

  static void timeout(Call call) {
    Options options =
        Options.parse(
            call,
            call.arguments(),
            call.isBusybox() ? TIMEOUT_BUSYBOX : TIMEOUT,
            call.isBusybox() ? 1 : TROUBLE);
    List<String> words = options.operands();
    if (words.size() < 2) {
      throw call.usage(
          call.isBusybox() ? 1 : TROUBLE,
          call.isBusybox()
              ? ""
              : words.isEmpty()
                  ? "missing operand"
                  : "missing operand after " + call.quote(words.get(0)));
    }
    Long ns = Durations.ns(words.get(0), call.isBusybox());
    if (ns == null) {
      throw call.isBusybox()
          ? call.fail("invalid number '" + words.get(0) + "'")
          : call.usage(TROUBLE, "invalid time interval " + call.quote(words.get(0)));
    }
    int signal = signal(call, options);
    Task task = call.task();
    int[] child = {0};
    boolean[] timedOut = {false};
    Launch.child(
        call,
        words.subList(1, words.size()),
        status -> {
          boolean keeps = options.has(OptionSpec.FIRST_UNNAMED) || call.isBusybox();
          int own = Signals.exitStatus(status);
          call.exit(timedOut[0] && !keeps ? TIMED_OUT : own);
        });
    call.then(
        () -> {
          child[0] = task.kernel().tasks().nextPid() - 1;
          task.sleep(
              ns,
              () -> {
                timedOut[0] = true;
                send(task, child[0], signal);
              });
        });
  }

  private static int signal(Call call, Options options) {
    String name = options.value('s');
    if (name == null) {
      return Signals.TERM;
    }
    return Signals.number(name)
        .orElseThrow(
            () ->
                call.isBusybox()
                    ? call.fail("bad signal name '" + name + "'")
                    : call.usage(TROUBLE, call.quote(name) + ": invalid signal"));
  }

  private static void send(Task task, int pid, int signal) {
    try {
      task.kernel().tasks().kill(task, pid, signal);
    } catch (SysError e) {
      if (e.errno() != Errno.ESRCH) {
        throw new IllegalStateException(e);
      }
    }
  }
}
