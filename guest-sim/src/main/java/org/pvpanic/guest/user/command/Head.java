package org.pvpanic.guest.user.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.machine.Step;

/** head: the first lines or bytes of files. */
final class Head {

  private static final OptionSpec GNU =
      OptionSpec.of("n:c:qvz", "lines=n bytes=c quiet=q silent=q verbose=v zero-terminated=z");
  private static final OptionSpec GNU_8_22 =
      OptionSpec.of("n:c:qv", "lines=n bytes=c quiet=q silent=q verbose=v");
  private static final OptionSpec BUSYBOX = OptionSpec.of("n:c:qv");

  private final Call call;
  private final Inputs inputs;
  private final FileEnds ends;
  private final boolean bytes;
  private final boolean allButLast;
  private final long count;
  private final char ending;

  private Head(Call call) {
    this.call = call;
    Options options =
        Options.parse(
            call,
            withoutOldStyle(call.arguments()),
            switch (call.dialect()) {
              case CENTOS_7 -> GNU_8_22;
              case DEBIAN_12 -> GNU;
              case BUSYBOX -> BUSYBOX;
            },
            1);
    ends = new FileEnds(call, options);
    bytes = ends.bytes();
    String value = options.value(bytes ? 'c' : 'n');
    allButLast = value != null && value.startsWith("-");
    String number = value != null && allButLast ? value.substring(1) : value;
    count = number == null ? 10 : ends.count(number, number);
    ending = options.has('z') ? '\0' : '\n';
    inputs = new Inputs(call, options.operands(), this::trouble);
  }

  static void run(Call call) {
    Head head = new Head(call);
    head.inputs.each(head::show, call::exit);
  }

  /** {@code -5} in front means {@code -n 5}. */
  private static List<String> withoutOldStyle(List<String> arguments) {
    if (arguments.size() < 2 || !arguments.get(1).matches("-[0-9]+")) {
      return arguments;
    }
    List<String> changed = new ArrayList<>(arguments);
    changed.set(1, "-n" + arguments.get(1).substring(1));
    return changed;
  }

  private void trouble(String name, Errno errno, boolean opened) {
    if (call.isBusybox()) {
      call.complain(name + ": " + errno.message());
    } else {
      ends.complain(name, errno, opened);
    }
  }

  private void show(String name, OpenFile file, Step next) {
    ends.header(name);
    if (count == 0 && !allButLast) {
      next.run();
    } else if (bytes) {
      showBytes(name, file, next);
    } else if (allButLast) {
      showAllButLast(name, file, next);
    } else {
      long[] left = {count};
      inputs.lines(
          name,
          file,
          ending,
          (line, ended) -> {
            call.out(ended ? line + ending : line);
            return --left[0] > 0;
          },
          next);
    }
  }

  private void showAllButLast(String name, OpenFile file, Step next) {
    Deque<String> kept = new ArrayDeque<>();
    inputs.lines(
        name,
        file,
        ending,
        (line, ended) -> {
          String whole = ended ? line + ending : line;
          call.gather(Call.LINE_COST + whole.length());
          kept.addLast(whole);
          if (kept.size() > count) {
            String first = kept.removeFirst();
            call.gather(-Call.LINE_COST - first.length());
            call.out(first);
          }
          return true;
        },
        next);
  }

  private void showBytes(String name, OpenFile file, Step next) {
    if (allButLast) {
      StringBuilder all = new StringBuilder();
      inputs.chunks(
          name,
          file,
          chunk -> {
            if (all.length() + chunk.length() > Call.MOST_GATHERED) {
              throw call.outOfMemory();
            }
            all.append(chunk);
            int ready = (int) Math.max(0, all.length() - count);
            call.out(all.substring(0, ready));
            all.delete(0, ready);
          },
          next);
    } else {
      firstBytes(name, file, count, next);
    }
  }

  private void firstBytes(String name, OpenFile file, long left, Step next) {
    call.read(
        file,
        bytes -> {
          int taken = (int) Math.min(left, bytes.length);
          call.out(Bytes.of(bytes).substring(0, taken));
          if (bytes.length == 0 || taken == left) {
            next.run();
          } else {
            firstBytes(name, file, left - taken, next);
          }
        },
        errno -> {
          trouble(name, errno, true);
          next.run();
        });
  }
}
