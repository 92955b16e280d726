package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.guest.linux.Kernel;

/** uname, arch, hostname, nproc and runlevel. */
final class SystemNames {

  private static final OptionSpec UNAME =
      OptionSpec.of(
          "asnrvmpio",
          "all=a kernel-name=s nodename=n kernel-release=r kernel-version=v machine=m processor=p"
              + " hardware-platform=i operating-system=o sysname=s release=r");
  private static final OptionSpec UNAME_BUSYBOX = OptionSpec.of("amnrspvio");
  private static final OptionSpec HOSTNAME =
      OptionSpec.of(
          "aAdfF:iIsyb", "alias=a fqdn=f long=f short=s domain=d ip-address=i file=F boot=b");
  private static final OptionSpec HOSTNAME_BUSYBOX = OptionSpec.of("sidfF:");
  private static final OptionSpec NPROC =
      OptionSpec.of("" + OptionSpec.FIRST_UNNAMED, "all=" + OptionSpec.FIRST_UNNAMED + "");
  private static final OptionSpec NONE = OptionSpec.of("");
  private static final String MACHINE = "x86_64";

  private SystemNames() {}

  static void uname(Call call) {
    Options options = call.options(UNAME, UNAME_BUSYBOX);
    if (!options.operands().isEmpty()) {
      throw call.usage(
          call.isBusybox() ? "" : "extra operand " + call.quote(options.operands().get(0)));
    }
    Kernel kernel = call.kernel();
    boolean all = options.has('a');
    // Debian does not know the processor and the platform; with -a they are left out then.
    String processor = call.dialect() == Dialect.CENTOS_7 ? MACHINE : "unknown";
    List<String> fields = new ArrayList<>(8);
    for (char letter : new char[] {'s', 'n', 'r', 'v', 'm', 'p', 'i', 'o'}) {
      boolean implied = all || (letter == 's' && options.given().isEmpty());
      boolean left = all && processor.equals("unknown") && (letter == 'p' || letter == 'i');
      if ((implied || options.has(letter)) && !left) {
        fields.add(
            switch (letter) {
              case 's' -> "Linux";
              case 'n' -> Bytes.of(kernel.hostname());
              case 'r' -> kernel.release();
              case 'v' -> kernel.version();
              case 'm' -> MACHINE;
              case 'p', 'i' -> processor;
              default -> "GNU/Linux";
            });
      }
    }
    call.out(String.join(" ", fields) + "\n");
    call.exit();
  }

  static void arch(Call call) {
    Options options = call.options(NONE);
    if (!options.operands().isEmpty() && !call.isBusybox()) {
      throw call.usage("extra operand " + call.quote(options.operands().get(0)));
    }
    call.out(MACHINE + "\n");
    call.exit();
  }

  static void hostname(Call call) {
    Options options = call.isBusybox() ? call.options(HOSTNAME_BUSYBOX) : hostnameOptions(call);
    String file = options.value('F');
    if (file != null) {
      Disk.slurp(call, file, text -> set(call, text.strip()));
      return;
    }
    List<String> operands = options.operands();
    if (!operands.isEmpty()) {
      set(call, operands.get(0));
      return;
    }
    String name = Bytes.of(call.kernel().hostname());
    int dot = name.indexOf('.');
    call.out(
        switch (options.last("sdiI", ' ')) {
          case 's' -> (dot < 0 ? name : name.substring(0, dot)) + "\n";
          case 'd' -> dot < 0 ? "" : name.substring(dot + 1) + "\n";
          case 'i' -> "127.0.0.1\n";
          case 'I' -> "\n";
          default -> name + "\n";
        });
    call.exit();
  }

  private static Options hostnameOptions(Call call) {
    List<String> arguments = call.arguments();
    for (String argument : arguments.subList(1, arguments.size())) {
      boolean bad =
          argument.length() == 2
              && argument.startsWith("-")
              && !HOSTNAME.knows(argument.charAt(1))
              && !argument.equals("--");
      if (bad) {
        call.warn("invalid option -- '" + argument.charAt(1) + "'");
        call.err(
            call.dialect() == Dialect.CENTOS_7
                ? ""
                : """
                Usage: hostname [-b] {hostname|-F file}         set host name (from file)
                       hostname [-a|-A|-d|-f|-i|-I|-s|-y]       display formatted name
                       hostname                                 display host name
                """);
        throw new Exit(call.dialect() == Dialect.CENTOS_7 ? 4 : 255);
      }
    }
    return call.options(HOSTNAME);
  }

  private static void set(Call call, String name) {
    if (call.task().uid() != 0) {
      throw call.fail(
          call.isBusybox()
              ? "sethostname: Operation not permitted"
              : "you must be root to change the host name");
    }
    if (!name.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?") && !call.isBusybox()) {
      throw call.fail("the specified hostname is invalid");
    }
    if (name.length() > 64) {
      throw call.fail(call.isBusybox() ? "sethostname: Invalid argument" : "name too long");
    }
    call.kernel().setHostname(Bytes.text(name));
    call.exit();
  }

  static void nproc(Call call) {
    Options options = call.options(NPROC, NONE);
    if (!options.operands().isEmpty() && !call.isBusybox()) {
      throw call.usage("extra operand " + call.quote(options.operands().get(0)));
    }
    Disk.slurp(
        call,
        "/proc/cpuinfo",
        text -> {
          int count = 0;
          for (String line : text.split("\n")) {
            count += line.startsWith("processor\t") ? 1 : 0;
          }
          call.out(Math.max(1, count) + "\n");
          call.exit();
        });
  }

  static void runlevel(Call call) {
    call.out("N 3\n");
    call.exit();
  }
}
