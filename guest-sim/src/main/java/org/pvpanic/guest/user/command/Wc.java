package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.machine.Step;

/** wc: lines, words, characters, bytes and the longest line. */
final class Wc {

  private static final OptionSpec GNU =
      OptionSpec.of("clLmw", "bytes=c chars=m lines=l words=w max-line-length=L");
  private static final OptionSpec BUSYBOX = OptionSpec.of("cmlwL");

  private static final class Counts {
    long lines;
    long words;
    long chars;
    long bytes;
    long longest;
    private long column;
    private boolean inWord;

    void count(String chunk) {
      bytes += chunk.length();
      for (int i = 0; i < chunk.length(); i++) {
        count(chunk.charAt(i));
      }
    }

    private void count(char c) {
      chars += (c & 0xc0) == 0x80 ? 0 : 1;
      if (Text.isSpace(c)) {
        words += inWord ? 1 : 0;
        inWord = false;
      } else if (c > ' ' && c != 0x7f) {
        inWord = true;
      }
      switch (c) {
        case '\n', '\r', '\f' -> {
          lines += c == '\n' ? 1 : 0;
          endLine();
        }
        case '\t' -> column += 8 - column % 8;
        default -> column += c >= ' ' && c != 0x7f && (c & 0xc0) != 0x80 ? 1 : 0;
      }
    }

    private void endLine() {
      longest = Math.max(longest, column);
      column = 0;
    }

    void end() {
      words += inWord ? 1 : 0;
      inWord = false;
      endLine();
    }

    void add(Counts other) {
      lines += other.lines;
      words += other.words;
      chars += other.chars;
      bytes += other.bytes;
      longest = Math.max(longest, other.longest);
    }
  }

  private final Call call;
  private final Options options;
  private final Inputs inputs;
  private final Counts total = new Counts();
  private final String shown;
  private final int width;

  private Wc(Call call) {
    this.call = call;
    options = call.options(GNU, BUSYBOX);
    StringBuilder kinds = new StringBuilder();
    for (char kind : new char[] {'l', 'w', 'm', 'c', 'L'}) {
      kinds.append(options.has(kind) ? Character.toString(kind) : "");
    }
    shown = kinds.length() == 0 ? "lwc" : kinds.toString();
    inputs =
        new Inputs(
            call,
            options.operands(),
            (name, errno, opened) -> {
              call.complain(Quoting.bareFile(call, name) + ": " + errno.message());
            });
    width = call.isBusybox() ? busyboxWidth() : gnuWidth();
  }

  static void run(Call call) {
    Wc wc = new Wc(call);
    wc.inputs.each(wc::count, wc::end);
  }

  private int busyboxWidth() {
    return shown.length() == 1 && options.operands().size() < 2 ? 0 : 9;
  }

  /** As wide as the size of all files together; 7 when one of them has none. */
  private int gnuWidth() {
    List<String> names = options.operands();
    if (shown.length() == 1 && names.size() < 2) {
      return 1;
    }
    long size = 0;
    int least = 1;
    for (String name : names.isEmpty() ? List.of("-") : names) {
      try {
        Disk.Size found = Disk.size(call, name);
        if (found.isRegular()) {
          size += found.bytes();
        } else {
          least = 7;
        }
      } catch (SysError e) {
        least = e.errno() == Errno.ENOENT ? least : 1;
      }
    }
    return Math.max(least, Long.toString(size).length());
  }

  private void count(String name, OpenFile file, Step next) {
    Counts counts = new Counts();
    count(name, file, counts, next);
  }

  private void count(String name, OpenFile file, Counts counts, Step next) {
    call.read(
        file,
        bytes -> {
          if (bytes.length == 0) {
            counts.end();
            total.add(counts);
            show(counts, options.operands().isEmpty() ? "" : name);
            next.run();
          } else {
            counts.count(Bytes.of(bytes));
            count(name, file, counts, next);
          }
        },
        errno -> {
          call.complain(Quoting.bareFile(call, name) + ": " + errno.message());
          if (!call.isBusybox()) {
            show(counts, name);
          }
          next.run();
        });
  }

  private void show(Counts counts, String name) {
    List<String> fields = new ArrayList<>(3);
    for (int i = 0; i < shown.length(); i++) {
      long value =
          switch (shown.charAt(i)) {
            case 'l' -> counts.lines;
            case 'w' -> counts.words;
            case 'm' -> counts.chars;
            case 'c' -> counts.bytes;
            default -> counts.longest;
          };
      fields.add(Text.padLeft(value, width));
    }
    call.out(String.join(" ", fields) + (name.isEmpty() ? "" : " " + name) + "\n");
  }

  private void end() {
    if (options.operands().size() > 1) {
      show(total, "total");
    }
    call.exit();
  }
}
