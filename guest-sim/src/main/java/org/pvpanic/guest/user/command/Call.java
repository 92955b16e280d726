package org.pvpanic.guest.user.command;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.machine.Step;

/**
 * One run of a program: its arguments, what it has printed so far, how it will end.
 *
 * <p>Output is kept in order and written at {@link #then}, {@link #read} and {@link #exit}. A
 * program stops at any place by throwing what {@link #fail} and its kin return.
 */
final class Call {

  /** Bytes that one program may keep: the host's memory is that of all machines. */
  static final int MOST_GATHERED = 8 << 20;

  /** What a line costs besides its bytes. */
  static final int LINE_COST = 64;

  private static final int SED_PANIC = 4;

  private record Chunk(int descriptor, ByteArrayOutputStream bytes) {}

  private final Task task;
  private final Dialect dialect;
  private final Machinery machinery;
  private final List<String> arguments;
  private final String name;
  private final Deque<Chunk> output = new ArrayDeque<>(1);
  private int status;
  private long gathered;

  Call(Task task, Dialect dialect, Machinery machinery, List<String> arguments) {
    this.task = task;
    this.dialect = dialect;
    this.machinery = machinery;
    this.arguments = Bytes.of(arguments);
    String first = this.arguments.get(0);
    this.name = first.substring(first.lastIndexOf('/') + 1);
  }

  /** Runs the program's first step. */
  void start(Consumer<Call> program) {
    step(() -> program.accept(this));
  }

  Task task() {
    return task;
  }

  Kernel kernel() {
    return task.kernel();
  }

  Dialect dialect() {
    return dialect;
  }

  boolean isBusybox() {
    return dialect.isBusybox();
  }

  /** What the programs of this boot share. */
  Machinery machinery() {
    return machinery;
  }

  /** The name under which it was called, without folders. */
  String name() {
    return name;
  }

  /** The arguments; the first is the name under which it was called. */
  List<String> arguments() {
    return arguments;
  }

  /** Options and operands by what the dialect knows; a bad one ends the program. */
  Options options(OptionSpec gnu, OptionSpec busybox) {
    return Options.parse(this, isBusybox() ? busybox : gnu);
  }

  Options options(OptionSpec spec) {
    return Options.parse(this, spec);
  }

  /** Prints to standard output. */
  void out(String bytes) {
    print(Task.STDOUT, bytes);
  }

  /** Prints a message: the program's name, a colon, and the text. */
  void warn(String message) {
    err(name + ": " + message + "\n");
  }

  /** Prints to standard error. */
  void err(String bytes) {
    print(Task.STDERR, bytes);
  }

  private void print(int descriptor, String bytes) {
    if (bytes.isEmpty()) {
      return;
    }
    Chunk last = output.peekLast();
    if (last == null || last.descriptor() != descriptor) {
      last = new Chunk(descriptor, new ByteArrayOutputStream(Math.max(64, bytes.length())));
      output.addLast(last);
    }
    last.bytes().writeBytes(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The status with which it ends; the worst one counts. */
  void setStatus(int value) {
    status = Math.max(status, value);
  }

  int status() {
    return status;
  }

  /** Says what went wrong and goes on: the status will be 1. */
  void complain(String message) {
    complain(message, 1);
  }

  void complain(String message, int value) {
    warn(message);
    setStatus(value);
  }

  /** Says what went wrong and ends with a status. */
  Exit fail(int value, String message) {
    warn(message);
    return new Exit(value);
  }

  /** Counts bytes that it keeps; too many end it. */
  void gather(long bytes) {
    gathered += bytes;
    if (gathered > MOST_GATHERED) {
      throw outOfMemory();
    }
  }

  /** What it says when a line is longer, or when it has gathered more than there is memory for. */
  Exit outOfMemory() {
    output.clear();
    if (isBusybox()) {
      return fail("out of memory");
    }
    return switch (name) {
      case "sed" -> fail(SED_PANIC, "couldn't re-allocate memory");
      case "sort", "grep", "egrep", "fgrep" -> fail(2, "memory exhausted");
      default -> fail("memory exhausted");
    };
  }

  Exit fail(String message) {
    return fail(1, message);
  }

  /** It was used wrongly: the message, and where to find help. */
  Exit usage(int value, String message) {
    if (!message.isEmpty()) {
      warn(message);
    }
    if (isBusybox()) {
      err(BusyboxHelp.of(name));
    } else {
      err("Try '" + name + " --help' for more information.\n");
    }
    return new Exit(value);
  }

  Exit usage(String message) {
    return usage(1, message);
  }

  /** Quotes for a message as the locale has them. */
  String quote(String text) {
    return Quoting.quote(this, text);
  }

  /** Writes what is to be written, then ends. */
  void exit(int value) {
    flush(() -> task.exit(value));
  }

  /** Ends with the status that was set. */
  void exit() {
    exit(status);
  }

  /** Writes what is to be written, then takes the next step. */
  void then(Step next) {
    flush(() -> task.then(() -> step(next)));
  }

  /** Sleeps, then takes the next step. */
  void sleep(long ns, Step next) {
    flush(() -> task.sleep(ns, () -> step(next)));
  }

  /** Runs a step in which the program may end. */
  void step(Step next) {
    try {
      next.run();
    } catch (Exit end) {
      exit(end.status());
    }
  }

  private void flush(Step next) {
    Chunk chunk = output.pollFirst();
    if (chunk == null) {
      next.run();
      return;
    }
    OpenFile file = task.file(chunk.descriptor());
    if (file == null) {
      written(chunk, Errno.EBADF, next);
    } else {
      file.write(
          task,
          chunk.bytes().toByteArray(),
          failure -> {
            if (failure == null) {
              flush(next);
            } else {
              written(chunk, failure, next);
            }
          });
    }
  }

  /** Output is lost: standard error's silently, standard output's ends the program. */
  private void written(Chunk chunk, Errno failure, Step next) {
    if (chunk.descriptor() == Task.STDERR) {
      task.then(() -> flush(next));
      return;
    }
    output.clear();
    warn("write error: " + failure.message());
    flush(() -> task.exit(1));
  }

  /** Writes what is to be written, then reads what there is; at the end the array is empty. */
  void read(OpenFile file, Consumer<byte[]> then, Consumer<Errno> failed) {
    readAtMost(file, OpenFile.PIECE, then, failed);
  }

  /** Writes what is to be written, then reads at most {@code max} bytes. */
  void readAtMost(OpenFile file, int max, Consumer<byte[]> then, Consumer<Errno> failed) {
    flush(
        () ->
            file.read(
                task,
                max,
                bytes -> step(() -> then.accept(bytes)),
                errno -> step(() -> failed.accept(errno))));
  }

  /** Writes bytes to a file other than the standard ones; a failure goes to {@code then}. */
  void write(OpenFile file, byte[] bytes, Consumer<Errno> failed, Step then) {
    flush(
        () ->
            file.write(
                task,
                bytes,
                failure ->
                    step(
                        () -> {
                          if (failure == null) {
                            then.run();
                          } else {
                            failed.accept(failure);
                          }
                        })));
  }
}
