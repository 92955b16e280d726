package org.pvpanic.guest.linux;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.Step;

/**
 * A process. It never blocks a thread: each of its steps says through {@link #then} what follows,
 * or leaves that to whom it waits for. Steps of several tasks take turns on the CPU.
 */
public final class Task {

  /** Standard input, output and error. */
  public static final int STDIN = 0;

  /** Standard output. */
  public static final int STDOUT = 1;

  /** Standard error. */
  public static final int STDERR = 2;

  /** What a step costs besides the output it makes: a few system calls. */
  private static final long STEP_NS = 12_000;

  private final Kernel kernel;
  private final int pid;
  private String comm;
  private final int group;
  private final @Nullable OpenFile[] files;
  private final IntConsumer exited;
  private boolean alive = true;
  private Clock.@Nullable Timer timer;

  Task(
      Kernel kernel,
      int pid,
      String comm,
      int group,
      @Nullable OpenFile[] files,
      IntConsumer exited) {
    this.kernel = kernel;
    this.pid = pid;
    this.comm = comm;
    this.group = group;
    this.files = files;
    this.exited = exited;
    for (OpenFile file : files) {
      if (file != null) {
        file.opened();
      }
    }
  }

  /** The kernel that runs it. */
  public Kernel kernel() {
    return kernel;
  }

  /** Its number. */
  public int pid() {
    return pid;
  }

  /** The number of its process group. */
  public int group() {
    return group;
  }

  /** Its name, as a crash reports it. */
  public String comm() {
    return comm;
  }

  /** It goes on as another program. */
  public void rename(String program) {
    comm = program;
  }

  /** Whether it has neither ended nor been killed. */
  public boolean isAlive() {
    return alive;
  }

  /** A copy of its standard descriptors, for a child. */
  public @Nullable OpenFile[] files() {
    return Arrays.copyOf(files, files.length);
  }

  /** An open file, or null when the descriptor is closed. */
  public @Nullable OpenFile file(int descriptor) {
    return files[descriptor];
  }

  /** Queues the next step. */
  public void then(Step next) {
    kernel
        .cpu()
        .queue(
            () -> {
              if (alive) {
                kernel.cpu().spend(STEP_NS);
                kernel.runAs(this, next);
              }
            });
  }

  /** Sleeps, then goes on. */
  public void sleep(long ns, Step next) {
    timer = kernel.after(ns, () -> then(next));
  }

  /** Writes text to a descriptor, then goes on; a failure is not looked at. */
  public void print(int descriptor, String text, Step next) {
    OpenFile file = files[descriptor];
    if (file == null || text.isEmpty()) {
      then(next);
    } else {
      file.write(this, text.getBytes(StandardCharsets.UTF_8), failure -> next.run());
    }
  }

  /** Writes text to a descriptor and ends. */
  public void printAndExit(int descriptor, String text, int status) {
    print(descriptor, text, () -> exit(status));
  }

  /** Ends with a status from 0 to 255. */
  public void exit(int status) {
    end((status & 0xff) << 8);
  }

  /** Is ended by a signal. */
  public void kill(int signal) {
    end(signal);
  }

  private void end(int waitStatus) {
    if (!alive) {
      return;
    }
    alive = false;
    kernel.cpu().cancel(timer);
    for (OpenFile file : files) {
      if (file != null) {
        file.closed();
      }
    }
    kernel.tasks().ended(this);
    exited.accept(waitStatus);
  }
}
