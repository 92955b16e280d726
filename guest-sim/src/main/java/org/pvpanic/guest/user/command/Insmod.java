package org.pvpanic.guest.user.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;

/** insmod: loads the module in a file. */
final class Insmod {

  private static final OptionSpec SPEC = OptionSpec.of("+psfVh", "version=V help=h");

  private static final String USAGE =
      """
      Usage:
      \tinsmod [options] filename [args]
      Options:
      \t-V, --version     show version
      \t-h, --help        show this help
      """;

  private final Call call;
  private final String file;
  private final String parameters;

  private Insmod(Call call, List<String> operands) {
    this.call = call;
    this.file = operands.get(0);
    this.parameters = String.join(" ", operands.subList(1, operands.size()));
  }

  static void run(Call call) {
    List<String> operands;
    if (call.isBusybox()) {
      operands = call.options(OptionSpec.of("+")).operands();
      if (operands.isEmpty()) {
        throw call.usage("");
      }
    } else {
      Options options = Kmod.options(call, SPEC);
      if (options.has('h')) {
        call.out(USAGE);
        call.exit(0);
        return;
      } else if (options.has('V')) {
        Kmod.version(call);
        return;
      }
      operands = options.operands();
      if (operands.isEmpty()) {
        throw Kmod.error(call, "missing filename.");
      }
    }
    Insmod insmod = new Insmod(call, operands);
    FileReader.read(call, insmod.file, insmod::insert, insmod::unreadable);
  }

  private void insert(byte[] content) {
    if (call.task().uid() != 0) {
      inserted(Errno.EPERM);
      return;
    }
    call.kernel()
        .modules()
        .load(
            call.task(),
            content,
            parameters,
            errno -> call.task().then(() -> call.step(() -> inserted(errno))));
  }

  private void inserted(@Nullable Errno errno) {
    if (errno == null) {
      call.exit(0);
    } else if (call.isBusybox()) {
      call.warn("can't insert '" + file + "': " + Kmod.busyboxFailure(errno));
      call.exit(Kmod.number(errno));
    } else {
      throw Kmod.error(call, "could not insert module " + file + ": " + Kmod.insertFailure(errno));
    }
  }

  private void unreadable(Errno errno) {
    if (call.isBusybox()) {
      call.warn("can't insert '" + file + "': " + errno.message());
      call.exit(-Kmod.number(errno) & 0xff);
    } else {
      throw Kmod.error(call, "could not load module " + file + ": " + errno.message());
    }
  }
}
