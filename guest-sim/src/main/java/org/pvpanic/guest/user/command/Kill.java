package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pvpanic.guest.linux.Signals;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.shell.PosixPattern;
import org.pvpanic.guest.user.command.ProcessList.Entry;

/** kill, killall, pkill, pgrep and pidof. */
final class Kill {

  private static final OptionSpec KILLALL =
      OptionSpec.of(
          "eIgiqrs:vwly:o:u:V",
          "exact=e ignore-case=I process-group=g interactive=i quiet=q regexp=r signal=s verbose=v wait=w list=l user=u");
  private static final OptionSpec PGREP =
      OptionSpec.of(
          "acd:flLnovxi:u:P:s:t:g:",
          "count=c full=f list-name=l list-full=a newest=n oldest=o exact=x inverse=v parent=P");
  private static final OptionSpec PIDOF = OptionSpec.of("sco:xqn");
  private static final OptionSpec PIDOF_BUSYBOX = OptionSpec.of("so:");

  private Kill() {}

  static void kill(Call call) {
    List<String> words = new ArrayList<>(call.arguments().subList(1, call.arguments().size()));
    if (words.isEmpty()) {
      throw call.isBusybox() ? call.fail("you need to specify whom to kill") : killUsage(call);
    }
    String first = words.get(0);
    if (first.equals("-l") || first.equals("--list") || (first.equals("-L") && !call.isBusybox())) {
      list(call, words.subList(1, words.size()));
      return;
    }
    int signal = takeSignal(call, words);
    if (words.isEmpty()) {
      throw call.isBusybox() ? call.fail("you need to specify whom to kill") : killUsage(call);
    }
    for (String word : words) {
      Long pid = Numbers.signed(word);
      if (pid == null || Math.abs(pid) > Integer.MAX_VALUE) {
        if (call.isBusybox()) {
          call.complain("invalid number '" + word + "'");
        } else if (call.dialect() == Dialect.DEBIAN_12) {
          call.complain("failed to parse argument: '" + word + "'");
        } else {
          call.complain("cannot find process \"" + word + "\"");
        }
        continue;
      }
      try {
        call.kernel().tasks().kill(call.task(), pid.intValue(), signal);
      } catch (SysError e) {
        call.complain(
            switch (call.dialect()) {
              case BUSYBOX -> "can't kill pid " + pid + ": " + e.errno().message();
              case CENTOS_7 -> "sending signal to " + pid + " failed: " + e.errno().message();
              case DEBIAN_12 -> "(" + pid + "): " + e.errno().message();
            });
      }
    }
    call.exit();
  }

  private static Exit killUsage(Call call) {
    call.err(
        """

        Usage:
         kill [options] <pid> [...]

        Options:
         <pid> [...]            send signal to every <pid> listed
         -<signal>, -s, --signal <signal>
                                specify the <signal> to be sent
         -q, --queue <value>    integer value to be sent with the signal
         -l, --list=[<signal>]  list all signal names, or convert one to a name
         -L, --table            list all signal names in a nice table

         -h, --help     display this help and exit
         -V, --version  output version information and exit

        For more details see kill(1).
        """);
    return new Exit(1);
  }

  /** A signal in front of the rest: {@code -9}, {@code -KILL}, {@code -s KILL}. */
  private static int takeSignal(Call call, List<String> words) {
    String first = words.get(0);
    if (!first.startsWith("-") || first.length() == 1) {
      return Signals.TERM;
    }
    if (first.equals("--")) {
      words.remove(0);
      return Signals.TERM;
    }
    words.remove(0);
    String name = first.substring(1);
    if (first.equals("-s") || first.equals("-n") || first.equals("--signal")) {
      if (words.isEmpty()) {
        throw call.isBusybox() ? call.usage("option requires an argument -- 's'") : killUsage(call);
      }
      name = words.remove(0);
    } else if (first.startsWith("-s")) {
      name = first.substring(2);
    }
    OptionalInt number = Signals.number(name);
    if (number.isEmpty()) {
      if (call.isBusybox()) {
        throw call.fail("bad signal name '" + name + "'");
      }
      if (call.name().equals("killall")) {
        call.err(name + ": unknown signal; killall -l lists signals.\n");
        throw new Exit(1);
      }
      call.warn("invalid argument " + name.charAt(0));
      throw killUsage(call);
    }
    if (!words.isEmpty() && words.get(0).equals("--")) {
      words.remove(0);
    }
    return number.getAsInt();
  }

  private static void list(Call call, List<String> words) {
    if (words.isEmpty()) {
      StringBuilder all = new StringBuilder();
      for (int i = 1; i <= (call.isBusybox() ? Signals.RTMAX : 31); i++) {
        String name = Signals.name(i);
        if (call.isBusybox()) {
          all.append(name == null ? "" : Text.padLeft(i, 2) + ") " + name + "\n");
        } else {
          all.append(name).append(i % 16 == 0 || i == 31 ? "\n" : " ");
        }
      }
      call.out(all.toString());
      call.exit(0);
      return;
    }
    for (String word : words) {
      Long number = Numbers.decimal(word);
      if (number != null) {
        String name = Signals.name((int) (number % 128));
        call.out((name == null ? word : name) + "\n");
        continue;
      }
      OptionalInt signal = Signals.number(word);
      if (signal.isEmpty()) {
        throw call.fail(
            call.isBusybox() ? "unknown signal '" + word + "'" : "unknown signal name " + word);
      }
      call.out(signal.getAsInt() + "\n");
    }
    call.exit(0);
  }

  static void killall(Call call) {
    List<String> words = new ArrayList<>(call.arguments());
    List<String> rest = words.subList(1, words.size());
    if (!rest.isEmpty() && rest.get(0).equals("-l")) {
      list(call, rest.subList(1, rest.size()));
      return;
    }
    int signal = Signals.TERM;
    if (!rest.isEmpty() && rest.get(0).matches("-([0-9]+|[A-Z0-9+-]{2,}|s|SIG.*)")) {
      signal = takeSignal(call, rest);
    }
    Options options =
        Options.parse(call, words, call.isBusybox() ? OptionSpec.of("q") : KILLALL, 1);
    if (options.operands().isEmpty()) {
      throw call.isBusybox() ? call.fail("you need to specify whom to kill") : killallUsage(call);
    }
    int sent = signal;
    ProcessList.load(call, all -> killall(call, options, all, sent));
  }

  private static Exit killallUsage(Call call) {
    call.err("Usage: killall [OPTION]... [--] NAME...\n");
    call.err("       killall -l, --list\n       killall -V, --version\n");
    return new Exit(1);
  }

  private static void killall(Call call, Options options, List<Entry> all, int signal) {
    for (String name : options.operands()) {
      boolean any = false;
      for (Entry entry : all) {
        if (isNamed(entry, name) && entry.pid() != call.task().pid() && !entry.isThread()) {
          any |= send(call, entry.pid(), signal);
        }
      }
      if (!any) {
        call.setStatus(1);
        if (!options.has('q')) {
          call.err(
              call.isBusybox()
                  ? "killall: " + name + ": no process killed\n"
                  : name + ": no process found\n");
        }
      }
    }
    call.exit();
  }

  private static boolean send(Call call, int pid, int signal) {
    try {
      call.kernel().tasks().kill(call.task(), pid, signal);
      return true;
    } catch (SysError e) {
      call.complain("(" + pid + "): " + e.errno().message());
      return false;
    }
  }

  private static boolean isNamed(Entry entry, String name) {
    String base = name.substring(name.lastIndexOf('/') + 1);
    String program = entry.command().split(" ")[0];
    return entry.comm().equals(base.substring(0, Math.min(15, base.length())))
        || program.equals(name)
        || program.substring(program.lastIndexOf('/') + 1).equals(base);
  }

  static void pidof(Call call) {
    Options options = call.options(PIDOF, PIDOF_BUSYBOX);
    ProcessList.load(
        call,
        all -> {
          List<String> found = new ArrayList<>();
          for (int i = all.size() - 1; i >= 0; i--) {
            Entry entry = all.get(i);
            boolean omitted = Integer.toString(entry.pid()).equals(options.value('o'));
            for (String name : options.operands()) {
              if (isNamed(entry, name)
                  && !omitted
                  && entry.pid() != call.task().pid()
                  && !entry.isThread()) {
                found.add(Integer.toString(entry.pid()));
              }
            }
          }
          if (options.has('s') && found.size() > 1) {
            found = found.subList(0, 1);
          }
          call.out(found.isEmpty() ? call.isBusybox() ? "\n" : "" : String.join(" ", found) + "\n");
          call.exit(found.isEmpty() ? 1 : 0);
        });
  }

  static void pgrep(Call call) {
    grep(call, false);
  }

  static void pkill(Call call) {
    grep(call, true);
  }

  private static void grep(Call call, boolean kill) {
    List<String> words = new ArrayList<>(call.arguments());
    int signal = Signals.TERM;
    if (kill && words.size() > 1 && words.get(1).matches("-([0-9]+|[A-Z]{2,}[A-Z0-9]*)")) {
      signal = takeSignal(call, words.subList(1, words.size()));
    }
    Options options = Options.parse(call, words, PGREP, 2);
    if (options.operands().isEmpty() && !options.has('P') && !options.has('u')) {
      call.warn("no matching criteria specified");
      call.err("Try `" + call.name() + " --help' for more information.\n");
      throw new Exit(2);
    }
    if (options.operands().size() > 1) {
      call.warn("only one pattern can be provided");
      call.err("Try `" + call.name() + " --help' for more information.\n");
      throw new Exit(2);
    }
    int sent = signal;
    ProcessList.load(call, all -> grep(call, options, all, kill, sent));
  }

  private static void grep(Call call, Options options, List<Entry> all, boolean kill, int signal) {
    List<Entry> found = new ArrayList<>();
    String source = options.operands().isEmpty() ? "" : options.operands().get(0);
    try {
      Pattern pattern = PosixPattern.compile(source, true, options.has('i'));
      for (Entry entry : all) {
        String text = options.has('f') ? entry.command() : entry.comm();
        Matcher matcher = PosixPattern.matcher(pattern, text);
        boolean matches = options.has('x') ? matcher.matches() : matcher.find();
        boolean parent =
            !options.has('P') || Integer.toString(entry.parent()).equals(options.value('P'));
        if ((matches && parent) != options.has('v') && entry.pid() != call.task().pid()) {
          found.add(entry);
        }
      }
    } catch (PosixPattern.Malformed e) {
      throw call.fail(2, e.text());
    } catch (PosixPattern.TooHard | StackOverflowError e) {
      throw call.fail(3, "Memory exhausted");
    }
    if (options.has('n') && !found.isEmpty()) {
      found = found.subList(found.size() - 1, found.size());
    } else if (options.has('o') && !found.isEmpty()) {
      found = found.subList(0, 1);
    }
    for (Entry entry : found) {
      if (kill) {
        send(call, entry.pid(), signal);
      } else if (!options.has('c')) {
        String name =
            options.has('a') ? " " + entry.command() : options.has('l') ? " " + entry.comm() : "";
        call.out(entry.pid() + name + "\n");
      }
    }
    if (options.has('c')) {
      call.out(found.size() + "\n");
    }
    call.exit(found.isEmpty() ? 1 : call.status());
  }
}
