package org.pvpanic.guest.user.command;

import java.util.List;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.machine.Step;

/** The files that a filter reads, one after the other; {@code -} is standard input. */
final class Inputs {

  /** What is done with an open file; {@code next} goes on with the one behind it. */
  @FunctionalInterface
  interface Visitor {
    void visit(String name, OpenFile file, Step next);
  }

  /** What is done with a line; returns false when the program needs no more of this file. */
  @FunctionalInterface
  interface LineSink {
    /** A line without its end; {@code ended} is false for a last one that has none. */
    boolean line(String line, boolean ended);
  }

  /** What a program says of a file that it cannot open or read. */
  @FunctionalInterface
  interface Trouble {
    void tell(String name, Errno errno, boolean opened);
  }

  private final Call call;
  private final List<String> names;
  private final Trouble trouble;

  /** Names of files; none means standard input. */
  Inputs(Call call, List<String> names, Trouble trouble) {
    this.call = call;
    this.names = names.isEmpty() ? List.of("-") : names;
    this.trouble = trouble;
  }

  /** Trouble is told as most programs do: name, colon, reason. */
  Inputs(Call call, List<String> names) {
    this(
        call,
        names,
        (name, errno, opened) ->
            call.complain(Quoting.bareFile(call, name) + ": " + errno.message()));
  }

  /** Opens each in turn. */
  void each(Visitor visitor, Step end) {
    each(0, visitor, end);
  }

  private void each(int index, Visitor visitor, Step end) {
    if (index == names.size()) {
      end.run();
      return;
    }
    String name = names.get(index);
    Step next = () -> call.then(() -> each(index + 1, visitor, end));
    OpenFile file;
    try {
      file = open(name);
    } catch (SysError e) {
      trouble.tell(name, e.errno(), false);
      next.run();
      return;
    }
    visitor.visit(
        name,
        file,
        () -> {
          Disk.close(call, file);
          next.run();
        });
  }

  private OpenFile open(String name) throws SysError {
    if (!name.equals("-")) {
      return Disk.openToRead(call, name);
    }
    OpenFile in = call.task().file(Task.STDIN);
    if (in == null) {
      throw new SysError(Errno.EBADF);
    }
    return in;
  }

  /** Reads all of a file by lines. */
  void lines(String name, OpenFile file, LineSink sink, Step end) {
    new Splitter(name, file, '\n', sink, end).read();
  }

  /** Reads all of a file by lines that end with a character. */
  void lines(String name, OpenFile file, char ending, LineSink sink, Step end) {
    new Splitter(name, file, ending, sink, end).read();
  }

  /** Reads all of all files by lines. */
  void allLines(LineSink sink, Step end) {
    each((name, file, next) -> lines(name, file, sink, next), end);
  }

  /** Reads a file as it comes. */
  void chunks(String name, OpenFile file, java.util.function.Consumer<String> sink, Step end) {
    call.read(
        file,
        bytes -> {
          if (bytes.length == 0) {
            end.run();
          } else {
            sink.accept(Bytes.of(bytes));
            chunks(name, file, sink, end);
          }
        },
        errno -> {
          trouble.tell(name, errno, true);
          end.run();
        });
  }

  /** Cuts what it reads into lines. */
  private final class Splitter {
    private final String name;
    private final OpenFile file;
    private final char ending;
    private final LineSink sink;
    private final Step end;
    private final StringBuilder rest = new StringBuilder();

    Splitter(String name, OpenFile file, char ending, LineSink sink, Step end) {
      this.name = name;
      this.file = file;
      this.ending = ending;
      this.sink = sink;
      this.end = end;
    }

    void read() {
      call.read(
          file,
          this::take,
          errno -> {
            trouble.tell(name, errno, true);
            end.run();
          });
    }

    private void take(byte[] bytes) {
      if (bytes.length == 0) {
        if (rest.length() > 0) {
          sink.line(rest.toString(), false);
        }
        end.run();
        return;
      }
      int from = 0;
      for (int i = 0; i < bytes.length; i++) {
        if ((bytes[i] & 0xff) == ending) {
          append(bytes, from, i);
          String line = rest.toString();
          rest.setLength(0);
          from = i + 1;
          if (!sink.line(line, true)) {
            end.run();
            return;
          }
        }
      }
      append(bytes, from, bytes.length);
      read();
    }

    private void append(byte[] bytes, int from, int to) {
      for (int i = from; i < to; i++) {
        rest.append((char) (bytes[i] & 0xff));
      }
    }
  }
}
