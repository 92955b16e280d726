package org.pvpanic.guest.user.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.machine.Step;

/** sysctl of procps and of busybox: shows and sets what is below /proc/sys. */
final class SysctlCommand {

  private static final OptionSpec PROCPS =
      OptionSpec.of(
          "aAXbeNnp::fqwr:oxdhV\u0100\u0101\u0102",
          "all=a deprecated=\u0100 dry-run=\u0101 binary=b ignore=e names=N values=n load=p"
              + " system=\u0102 pattern=r quiet=q write=w help=h version=V");
  private static final OptionSpec BUSYBOX = OptionSpec.of("+neapwq");
  private static final String ROOT = "/proc/sys/";

  private final Call call;
  private final Options options;
  private final SysctlWords words;
  private final Deque<Step> work = new ArrayDeque<>(2);

  private SysctlCommand(Call call, Options options) {
    this.call = call;
    this.options = options;
    this.words = SysctlWords.of(call);
  }

  static void run(Call call) {
    if (call.isBusybox()) {
      new SysctlCommand(call, call.options(BUSYBOX)).plan();
      return;
    }
    Options options = Options.parseOrEnd(call, call.arguments(), PROCPS, Manual.of("sysctl"), 1);
    if (options.has('h') || options.has('d') || call.arguments().size() == 1) {
      call.out(Manual.of("sysctl"));
      call.exit(call.arguments().size() == 1 ? 1 : 0);
      return;
    }
    if (options.has('V')) {
      call.out(
          "sysctl from procps-ng "
              + (call.dialect() == Dialect.CENTOS_7 ? "3.3.10" : "4.0.2")
              + "\n");
      call.exit(0);
      return;
    }
    new SysctlCommand(call, options).plan();
  }

  private void plan() {
    if (options.has('a') || options.has('A') || options.has('X')) {
      SysctlTree.each(call, path -> work.add(() -> show(name(path), path)));
      next();
      return;
    }
    String file = options.value('p');
    if (file != null || options.has('f') || options.has('\u0102')) {
      load(file);
      return;
    }
    if (options.operands().isEmpty()) {
      if (call.isBusybox()) {
        throw call.usage("");
      }
      call.err("sysctl: no variables specified\nTry `sysctl --help' for more information.\n");
      throw new Exit(1);
    }
    for (String operand : options.operands()) {
      work.add(() -> operand(operand));
    }
    next();
  }

  private void next() {
    Step step = work.pollFirst();
    if (step == null) {
      call.exit();
    } else {
      call.then(step);
    }
  }

  private void complain(String text, int status) {
    call.err("sysctl: " + text + "\n");
    call.setStatus(status);
  }

  private void load(@Nullable String given) {
    List<String> names = new ArrayList<>(options.operands());
    if (given != null && !given.isEmpty()) {
      names.add(0, given);
    } else if (names.isEmpty()) {
      names.add("/etc/sysctl.conf");
    }
    for (String name : names) {
      work.add(() -> loadFile(name));
    }
    next();
  }

  private void loadFile(String name) {
    if (options.has('\u0102')) {
      call.out("* Applying " + name + " ...\n");
    }
    FileReader.read(
        call,
        name,
        bytes -> {
          String[] lines = Bytes.of(bytes).split("\n");
          for (int i = lines.length - 1; i >= 0; i--) {
            String line = lines[i].strip();
            int number = i + 1;
            if (!line.isEmpty() && line.charAt(0) != '#' && line.charAt(0) != ';') {
              work.addFirst(() -> setting(name, number, line));
            }
          }
          next();
        },
        errno -> {
          complain(words.cannotOpen(name, errno), call.isBusybox() ? 0 : words.failure());
          next();
        });
  }

  private void setting(String file, int number, String line) {
    int equals = line.indexOf('=');
    if (equals < 0) {
      call.err("sysctl: " + file + "(" + number + "): invalid syntax, continuing...\n");
      next();
      return;
    }
    set(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
  }

  private void operand(String operand) {
    int equals = operand.indexOf('=');
    if (equals >= 0) {
      if (equals == 0) {
        complain(words.noName(operand), words.failure());
        next();
      } else {
        set(operand.substring(0, equals), operand.substring(equals + 1));
      }
    } else if (options.has('w')) {
      complain(words.noValue(operand), words.failure());
      next();
    } else {
      show(name(path(operand)), path(operand));
    }
  }

  /** A name with dots, or one with slashes, as a path. */
  private static String path(String name) {
    int dot = name.indexOf('.');
    int slash = name.indexOf('/');
    boolean slashes = slash >= 0 && (dot < 0 || slash < dot);
    return ROOT + (slashes || (slash < 0 && dot < 0) ? name : swap(name));
  }

  private static String swap(String name) {
    StringBuilder swapped = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      swapped.append(c == '.' ? '/' : c == '/' ? '.' : c);
    }
    return swapped.toString();
  }

  private static String name(String path) {
    return swap(path.substring(ROOT.length()));
  }

  private void show(String name, String path) {
    FileReader.read(
        call,
        path,
        bytes -> {
          print(name, Bytes.of(bytes));
          next();
        },
        errno -> {
          unreadable(name, path, errno);
          next();
        });
  }

  private void print(String name, String content) {
    if (options.has('N')) {
      call.out(name + "\n");
    } else if (options.has('b')) {
      call.out(content.endsWith("\n") ? content.substring(0, content.length() - 1) : content);
    } else {
      String text = content.endsWith("\n") ? content.substring(0, content.length() - 1) : content;
      for (String line : text.split("\n", -1)) {
        call.out(options.has('n') ? line + "\n" : name + " = " + line + "\n");
      }
    }
  }

  private void unreadable(String name, String path, Errno errno) {
    boolean unknown = errno == Errno.ENOENT || errno == Errno.ENOTDIR;
    if (unknown && options.has('e')) {
      call.setStatus(call.isBusybox() ? 1 : 0);
    } else if (unknown) {
      complain(words.unknown(path), words.failure());
    } else {
      complain(words.unreadable(name, errno), words.failure());
    }
  }

  private void set(String name, String value) {
    String path = path(name);
    String shown = name(path);
    if (options.has('\u0101')) {
      print(shown, value);
      next();
      return;
    }
    OpenFile file;
    try {
      file = Disk.openToWrite(call, path, false);
    } catch (SysError e) {
      unwritable(shown, path, e.errno());
      next();
      return;
    }
    call.write(
        file,
        Bytes.toArray(value + "\n"),
        errno -> {
          unwritable(shown, path, errno);
          next();
        },
        () -> {
          if (!options.has('q')) {
            print(shown, value);
          }
          next();
        });
  }

  private void unwritable(String name, String path, Errno errno) {
    boolean unknown = errno == Errno.ENOENT || errno == Errno.ENOTDIR;
    if (unknown && options.has('e')) {
      call.setStatus(call.isBusybox() ? 1 : 0);
    } else if (unknown) {
      complain(words.unknown(path), words.failure());
    } else {
      complain(words.unwritable(name, errno), words.failure());
    }
  }
}
