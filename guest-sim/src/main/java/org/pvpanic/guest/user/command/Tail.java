package org.pvpanic.guest.user.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.machine.Step;

/** tail: the last lines or bytes of files, and what is added to them. */
final class Tail {

  private static final char RETRY = OptionSpec.FIRST_UNNAMED;
  private static final OptionSpec GNU =
      OptionSpec.of(
          "n:c:fFqvs:" + RETRY,
          "lines=n bytes=c quiet=q silent=q verbose=v follow=f sleep-interval=s retry=" + RETRY);
  private static final OptionSpec BUSYBOX = OptionSpec.of("n:c:fFqvs:");
  private static final long SECOND = 1_000_000_000;

  private record Followed(String name, OpenFile file) {}

  private final Call call;
  private final Inputs inputs;
  private final FileEnds ends;
  private final boolean bytes;
  private final boolean fromStart;
  private final boolean follow;
  private final long count;
  private final long pauseNs;
  private final List<Followed> followed = new ArrayList<>(1);
  private @Nullable String shown;

  private Tail(Call call) {
    this.call = call;
    Options options =
        Options.parse(call, withoutOldStyle(call.arguments()), call.isBusybox() ? BUSYBOX : GNU, 1);
    ends = new FileEnds(call, options);
    bytes = ends.bytes();
    String value = options.value(bytes ? 'c' : 'n');
    fromStart = value != null && value.startsWith("+");
    boolean sign = value != null && (fromStart || value.startsWith("-"));
    count = value == null ? 10 : ends.count(sign ? value.substring(1) : value, value);
    follow = options.last("fF", ' ') != ' ';
    String pause = options.value('s');
    pauseNs = pause == null ? SECOND : pause(pause);
    inputs = new Inputs(call, options.operands(), this::trouble);
  }

  static void run(Call call) {
    Tail tail = new Tail(call);
    tail.inputs.each(tail::show, tail::end);
  }

  /** {@code -5}, {@code -5f} and {@code +5} in front. */
  private static List<String> withoutOldStyle(List<String> arguments) {
    if (arguments.size() < 2 || !arguments.get(1).matches("-[0-9]+f?|\\+[0-9]+")) {
      return arguments;
    }
    String old = arguments.get(1);
    List<String> changed = new ArrayList<>(arguments);
    boolean follows = old.endsWith("f");
    String number = old.substring(old.startsWith("-") ? 1 : 0, old.length() - (follows ? 1 : 0));
    changed.set(1, "-n" + number);
    if (follows) {
      changed.add(1, "-f");
    }
    return changed;
  }

  private long pause(String text) {
    Long ns = Durations.ns(text, call.isBusybox());
    if (ns == null) {
      throw call.fail(
          call.isBusybox()
              ? "invalid number '" + text + "'"
              : "invalid number of seconds: " + call.quote(text));
    }
    return ns;
  }

  private void trouble(String name, Errno errno, boolean opened) {
    if (call.isBusybox()) {
      call.complain((opened ? "read error: " : "can't open '" + name + "': ") + errno.message());
    } else {
      ends.complain(name, errno, opened);
    }
  }

  private void header(String name) {
    ends.header(name);
    shown = ends.headers() ? name : shown;
  }

  private void show(String name, OpenFile file, Step next) {
    header(name);
    Step end =
        () -> {
          followed.add(new Followed(name, file));
          next.run();
        };
    if (fromStart) {
      showFrom(name, file, Math.max(0, count - 1), end);
    } else if (bytes) {
      StringBuilder last = new StringBuilder();
      inputs.chunks(
          name,
          file,
          chunk -> {
            if (last.length() + chunk.length() > Call.MOST_GATHERED) {
              throw call.outOfMemory();
            }
            last.append(chunk);
            last.delete(0, (int) Math.max(0, last.length() - count));
          },
          () -> {
            call.out(last.toString());
            end.run();
          });
    } else {
      Deque<String> last = new ArrayDeque<>();
      inputs.lines(
          name,
          file,
          (line, ended) -> {
            String whole = ended ? line + "\n" : line;
            call.gather(Call.LINE_COST + whole.length());
            last.addLast(whole);
            if (last.size() > count) {
              call.gather(-Call.LINE_COST - last.removeFirst().length());
            }
            return true;
          },
          () -> {
            last.forEach(call::out);
            end.run();
          });
    }
  }

  private void showFrom(String name, OpenFile file, long skipped, Step end) {
    long[] left = {skipped};
    if (bytes) {
      inputs.chunks(
          name,
          file,
          chunk -> {
            int from = (int) Math.min(left[0], chunk.length());
            left[0] -= from;
            call.out(chunk.substring(from));
          },
          end);
    } else {
      inputs.lines(
          name,
          file,
          (line, ended) -> {
            if (left[0] > 0) {
              left[0]--;
            } else {
              call.out(ended ? line + "\n" : line);
            }
            return true;
          },
          end);
    }
  }

  private void end() {
    if (followed.isEmpty() && call.isBusybox() && call.status() > 0) {
      throw call.fail("no files");
    }
    followed.removeIf(each -> Disk.isPipe(each.file()));
    if (!follow) {
      call.exit();
    } else if (followed.isEmpty()) {
      if (call.status() > 0) {
        call.warn("no files remaining");
      }
      call.exit();
    } else {
      call.sleep(pauseNs, () -> poll(0));
    }
  }

  /** Looks at one file after the other for what has been added. */
  private void poll(int index) {
    if (index == followed.size()) {
      call.sleep(pauseNs, () -> poll(0));
      return;
    }
    Followed one = followed.get(index);
    call.read(
        one.file(),
        added -> {
          if (added.length == 0) {
            poll(index + 1);
            return;
          }
          if (!one.name().equals(shown)) {
            header(one.name());
          }
          call.out(Bytes.of(added));
          poll(index);
        },
        errno -> {
          trouble(one.name(), errno, true);
          followed.remove(index);
          poll(index);
        });
  }
}
