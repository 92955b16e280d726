package org.pvpanic.guest.linux;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final @Nullable Task parent;
  private final int group;
  private final FileTable files;
  private final Map<String, String> environment;
  private final Map<Integer, Step> handlers = new HashMap<>(0);
  private final IntConsumer exited;
  private String directory;
  private int uid;
  private boolean alive = true;
  private Clock.@Nullable Timer timer;

  Task(
      Kernel kernel,
      @Nullable Task parent,
      int pid,
      String comm,
      int group,
      FileTable files,
      IntConsumer exited) {
    this.kernel = kernel;
    this.parent = parent;
    this.pid = pid;
    this.comm = comm;
    this.group = group;
    this.files = files;
    this.environment = new LinkedHashMap<>(parent == null ? Map.of() : parent.environment);
    this.directory = parent == null ? "/" : parent.directory;
    this.uid = parent == null ? 0 : parent.uid;
    this.exited = exited;
    files.open();
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

  /** Who started it; null for pid 1 and for those that the kernel started. */
  public @Nullable Task parent() {
    return parent;
  }

  /** Its descriptors. */
  public FileTable files() {
    return files;
  }

  /** An open file, or null when the descriptor is closed. */
  public @Nullable OpenFile file(int descriptor) {
    return files.get(descriptor);
  }

  /** Its environment: a child starts with a copy. */
  public Map<String, String> environment() {
    return environment;
  }

  /** Its working directory, an absolute path. */
  public String directory() {
    return directory;
  }

  /** Changes the working directory to an absolute path of one that there is. */
  public void setDirectory(String path) {
    directory = path;
  }

  /** Whose it is: 0 is root. */
  public int uid() {
    return uid;
  }

  /** Makes it another user's. */
  public void setUid(int user) {
    uid = user;
  }

  /**
   * Starts a child with copies of environment, directory and user.
   *
   * @param program its name
   * @param childGroup its process group; 0 for one of its own
   * @param childFiles its descriptors
   * @param childExited gets the wait status: the exit status times 256, or the number of a signal
   */
  public Task fork(
      String program,
      int childGroup,
      FileTable childFiles,
      Program main,
      List<String> arguments,
      IntConsumer childExited) {
    return kernel
        .tasks()
        .spawn(this, program, childGroup, childFiles, main, arguments, childExited);
  }

  /**
   * Says what a signal does.
   *
   * @param handler runs as a step of the task; null brings back what the signal does by itself
   */
  public void onSignal(int signal, @Nullable Step handler) {
    if (handler == null) {
      handlers.remove(signal);
    } else {
      handlers.put(signal, handler);
    }
  }

  /** Sends a signal as kill(2) does: pid 1 only gets what it has a handler for. */
  public void signal(int signal) {
    Step handler = handlers.get(signal);
    if (handler != null && signal != Signals.KILL) {
      then(handler);
    } else if (pid != 1 && Signals.ends(signal)) {
      kill(signal);
    }
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
    OpenFile file = files.get(descriptor);
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
    files.closeAll();
    if (pid == 1) {
      kernel.crashPath().initEnded(this, waitStatus);
      return;
    }
    kernel.tasks().ended(this);
    exited.accept(waitStatus);
  }
}
