package org.pvpanic.guest.user;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Termios;
import org.pvpanic.guest.linux.Tty;
import org.pvpanic.guest.linux.fs.OpenFlags;

/** stty(1) of coreutils and of BusyBox: its options, and the terminal that it is for. */
final class Stty implements Program {

  /** Whose stty it is. */
  enum Kind {
    COREUTILS_8,
    COREUTILS_9,
    BUSYBOX;

    /** A word as it stands in a message. */
    String quoted(String word) {
      return this == BUSYBOX ? "'" + word + "'" : "\u2018" + word + "\u2019";
    }
  }

  private final Kind kind;
  private String device = "standard input";

  Stty(Kind kind) {
    this.kind = kind;
  }

  @Override
  public void main(Task task, List<String> arguments) {
    boolean all = false;
    boolean save = false;
    int at = 1;
    String path = null;
    while (at < arguments.size()
        && arguments.get(at).startsWith("-")
        && !SttySettings.isSetting(arguments.get(at))) {
      String option = arguments.get(at++);
      if (option.equals("-a") || (kind != Kind.BUSYBOX && option.equals("--all"))) {
        all = true;
      } else if (option.equals("-g") || (kind != Kind.BUSYBOX && option.equals("--save"))) {
        save = true;
      } else if (option.equals("-F") && at < arguments.size()) {
        path = arguments.get(at++);
      } else if (option.startsWith("-F") && option.length() > 2) {
        path = option.substring(2);
      } else if (kind != Kind.BUSYBOX && option.startsWith("--file=")) {
        path = option.substring(7);
      } else {
        fail(task, "invalid argument " + kind.quoted(option), true);
        return;
      }
    }
    List<String> settings = arguments.subList(at, arguments.size());
    if (all && save) {
      fail(
          task,
          "the options for verbose and stty-readable output styles are\nmutually exclusive",
          false);
    } else if ((all || save) && !settings.isEmpty()) {
      fail(task, "when specifying an output style, modes may not be set", false);
    } else {
      open(task, path, all, save, settings);
    }
  }

  private void open(
      Task task, @Nullable String path, boolean all, boolean save, List<String> settings) {
    OpenFile file = task.file(Task.STDIN);
    if (path != null) {
      device = path;
      try {
        file = task.kernel().files().open(task, path, OpenFlags.READ | OpenFlags.NONBLOCK);
      } catch (SysError e) {
        fail(
            task,
            (kind == Kind.BUSYBOX ? "can't open '" + path + "'" : path)
                + ": "
                + e.errno().message(),
            false);
        return;
      }
    }
    if (!(file instanceof Tty tty)) {
      String shown = kind == Kind.COREUTILS_9 ? "'" + device + "'" : device;
      fail(task, shown + ": Inappropriate ioctl for device", false);
      return;
    }
    Termios modes = tty.termios();
    if (save) {
      task.printAndExit(Task.STDOUT, SttySettings.saved(modes) + "\n", 0);
    } else if (all || settings.isEmpty()) {
      show(task, modes, all);
    } else {
      set(task, tty, modes, settings);
    }
  }

  private void set(Task task, Tty tty, Termios modes, List<String> words) {
    SttySettings settings = new SttySettings(kind, modes);
    try {
      settings.set(words);
      tty.setTermios(modes);
      task.printAndExit(Task.STDOUT, settings.output(), 0);
    } catch (SttySettings.Wrong e) {
      fail(task, e.text(), true);
    }
  }

  private void show(Task task, Termios modes, boolean all) {
    SttyReport report = SttyReport.of(kind, modes, all);
    if (report.beforeSize().isEmpty()) {
      task.printAndExit(Task.STDOUT, report.text(), 0);
      return;
    }
    // The terminal has no size: that is told with whatever error was the last one.
    task.print(
        Task.STDOUT,
        report.beforeSize(),
        () ->
            task.print(
                Task.STDERR,
                "stty: " + device + ": No child processes\n",
                () -> task.printAndExit(Task.STDOUT, report.text(), 0)));
  }

  private void fail(Task task, String message, boolean hint) {
    String more = hint && kind != Kind.BUSYBOX ? "Try 'stty --help' for more information.\n" : "";
    task.printAndExit(Task.STDERR, "stty: " + message + "\n" + more, 1);
  }
}
