package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The tasks that there are, and the numbers they get. */
public final class TaskTable {

  private static final int SPARED = 1;
  private static final int FIRST_AGAIN = 300;

  /** What a small task gives back: its own pages, page tables, what the kernel knows it by. */
  private static final long FREED_PAGES = 19;

  /** The least that kernel.pid_max usually is. */
  private static final int DEFAULT_MAX = 32768;

  private final Kernel kernel;
  private final List<Task> tasks = new ArrayList<>(4);
  private int nextPid = 1;
  private long forks;

  TaskTable(Kernel kernel) {
    this.kernel = kernel;
  }

  /** The number that the next task gets. */
  public int nextPid() {
    return nextPid;
  }

  /** Lets numbers go on from {@code pid}: tasks that are only told of have had those below. */
  public void continueFrom(int pid) {
    nextPid = Math.max(nextPid, pid);
  }

  /** How many tasks have been started, with those that are only told of. */
  public long started() {
    return Math.max(forks, nextPid - 1);
  }

  /**
   * Starts a task that no other one waits for, a child of pid 1 in a session of its own.
   *
   * @param group its process group; 0 for one of its own
   * @param files its standard descriptors
   * @param ended gets the wait status: the exit status times 256, or the number of a signal
   */
  public Task spawn(
      String comm,
      int group,
      FileTable files,
      Program program,
      List<String> arguments,
      IntConsumer ended) {
    Task task = spawn(byPid(SPARED), comm, group, files, program, arguments, ended);
    task.leadSession();
    return task;
  }

  Task spawn(
      @Nullable Task parent,
      String comm,
      int group,
      FileTable files,
      Program program,
      List<String> arguments,
      @Nullable IntConsumer ended) {
    int pid = newPid();
    Task task = new Task(kernel, parent, pid, comm, group, files, ended);
    task.setProgram(parent == null ? "" : parent.executable(), arguments);
    tasks.add(task);
    forks++;
    task.then(() -> program.main(task, arguments));
    return task;
  }

  /** Numbers begin again at 300 after the largest, as the kernel's do. */
  private int newPid() {
    long max = nextPid < DEFAULT_MAX ? DEFAULT_MAX : kernel.sysctl().number("kernel/pid_max");
    for (int tries = 0; tries < max; tries++) {
      if (nextPid >= max) {
        nextPid = FIRST_AGAIN;
      }
      int pid = nextPid++;
      if (pid == SPARED) {
        nextPid = Math.max(nextPid, kernel.kernelThreads().firstFree());
      }
      boolean taken = pid >= FIRST_AGAIN && kernel.kernelThreads().byPid(pid) != null;
      if (!taken && byPid(pid) == null) {
        return pid;
      }
    }
    throw new IllegalStateException("no pid is free");
  }

  /** Sends a signal to all tasks of a group. */
  public void killGroup(int group, int signal) {
    for (Task task : List.copyOf(tasks)) {
      if (task.group() == group) {
        task.signal(signal);
      }
    }
  }

  /**
   * kill(2).
   *
   * @param pid a task; 0 for the sender's group, -1 for all but pid 1 and the sender, -n for group
   *     n
   * @param signal 0 only asks whether it could be sent
   * @throws SysError EINVAL, ESRCH, EPERM
   */
  public void kill(Task sender, int pid, int signal) throws SysError {
    if (signal != 0 && !Signals.isSignal(signal)) {
      throw new SysError(Errno.EINVAL);
    }
    boolean found = false;
    boolean allowed = false;
    for (Task task : List.copyOf(tasks)) {
      if (isMeant(task, pid, sender)) {
        found = true;
        if (mayKill(sender, task, signal)) {
          allowed = true;
          task.signal(signal);
        }
      }
    }
    found |= pid > 0 && kernel.kernelThreads().byPid(pid) != null;
    allowed |= found && sender.uid() == 0;
    if (!allowed) {
      throw new SysError(found ? Errno.EPERM : Errno.ESRCH);
    }
  }

  private static boolean isMeant(Task task, int pid, Task sender) {
    if (pid > 0) {
      return task.pid() == pid;
    }
    if (pid == -1) {
      return task.pid() != SPARED && !task.equals(sender);
    }
    return task.group() == (pid == 0 ? sender.group() : -pid);
  }

  private static boolean mayKill(Task sender, Task task, int signal) {
    return sender.uid() == 0
        || sender.uid() == task.uid()
        || (signal == Signals.CONT && sender.session().equals(task.session()));
  }

  /** All tasks, the oldest first, with those that ended and nobody took note of. */
  public List<Task> all() {
    return List.copyOf(tasks);
  }

  /** The tasks that have not ended. */
  List<Task> living() {
    List<Task> living = new ArrayList<>(tasks.size());
    for (Task task : tasks) {
      if (task.isAlive()) {
        living.add(task);
      }
    }
    return living;
  }

  /** A task has ended: its memory is free. */
  void ended(Task task) {
    kernel.view().memory().freed(task.heapPages() + FREED_PAGES);
  }

  /** A thread of the kernel's own, as a crash in it reports it. */
  Task thread(int pid, String name) {
    return new Task(kernel, null, pid, name, 0, FileTable.empty(), null);
  }

  /** The idle task: it asks before there is any other. */
  Task idle() {
    return new Task(kernel, null, 0, "swapper/0", 0, FileTable.empty(), null);
  }

  /** The task with a number, or null. */
  public @Nullable Task byPid(int pid) {
    for (Task task : tasks) {
      if (task.pid() == pid) {
        return task;
      }
    }
    return null;
  }

  List<Task> childrenOf(Task parent) {
    List<Task> children = new ArrayList<>(2);
    for (Task task : tasks) {
      if (parent.equals(task.parent())) {
        children.add(task);
      }
    }
    return children;
  }

  /** Children of a task that ended become children of pid 1. */
  void adoptChildren(Task parent) {
    Task init = byPid(SPARED);
    for (Task child : childrenOf(parent)) {
      child.setParent(init);
      child.life().orphaned();
    }
  }

  void remove(Task task) {
    tasks.remove(task);
  }
}
