package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Signals;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;

/** tee: standard input to standard output, then to every file. */
final class Tee {

  private static final OptionSpec GNU = OptionSpec.of("ai", "append=a ignore-interrupts=i");
  private static final OptionSpec BUSYBOX = OptionSpec.of("ai");

  private record Output(String name, OpenFile file) {}

  private final Call call;
  private final List<Output> outputs = new ArrayList<>(2);

  private Tee(Call call) {
    this.call = call;
  }

  static void run(Call call) {
    Tee tee = new Tee(call);
    Options options = call.options(GNU, BUSYBOX);
    if (options.has('i')) {
      call.task().disposition().set(Signals.INT, () -> {});
    }
    OpenFile out = call.task().file(Task.STDOUT);
    if (out != null) {
      tee.outputs.add(new Output("standard output", out));
    }
    for (String name : options.operands()) {
      try {
        tee.outputs.add(new Output(name, Disk.openToWrite(call, name, options.has('a'))));
      } catch (SysError e) {
        tee.complain(name, e.errno());
      }
    }
    call.then(tee::copy);
  }

  private void copy() {
    OpenFile in = call.task().file(Task.STDIN);
    if (in == null) {
      throw call.fail("standard input: " + Errno.EBADF.message());
    }
    call.read(
        in,
        bytes -> {
          if (bytes.length == 0) {
            call.exit();
          } else {
            write(0, bytes);
          }
        },
        errno -> {
          throw call.fail("read error: " + errno.message());
        });
  }

  private void write(int index, byte[] bytes) {
    if (index == outputs.size()) {
      copy();
      return;
    }
    Output output = outputs.get(index);
    call.write(
        output.file(),
        bytes,
        errno -> {
          complain(output.name(), errno);
          write(index + 1, bytes);
        },
        () -> write(index + 1, bytes));
  }

  private void complain(String name, Errno errno) {
    call.complain(Quoting.bareFile(call, name) + ": " + errno.message());
  }
}
