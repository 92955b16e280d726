package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The tasks that live, and the numbers they get. */
public final class TaskTable {

  private final Kernel kernel;
  private final List<Task> tasks = new ArrayList<>(4);
  private int nextPid = 1;

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

  /**
   * Starts a task that no other one waits for.
   *
   * @param group its process group; 0 for one of its own
   * @param files its standard descriptors
   * @param exited gets the wait status: the exit status times 256, or the number of a signal
   */
  public Task spawn(
      String comm,
      int group,
      FileTable files,
      Program program,
      List<String> arguments,
      IntConsumer exited) {
    return spawn(null, comm, group, files, program, arguments, exited);
  }

  Task spawn(
      @Nullable Task parent,
      String comm,
      int group,
      FileTable files,
      Program program,
      List<String> arguments,
      IntConsumer exited) {
    int pid = nextPid++;
    Task task = new Task(kernel, parent, pid, comm, group == 0 ? pid : group, files, exited);
    tasks.add(task);
    task.then(() -> program.main(task, arguments));
    return task;
  }

  /** Sends a signal to all tasks of a group. */
  public void killGroup(int group, int signal) {
    for (Task task : List.copyOf(tasks)) {
      if (task.group() == group) {
        task.signal(signal);
      }
    }
  }

  /** The tasks that live, the oldest first. */
  public List<Task> all() {
    return List.copyOf(tasks);
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

  void ended(Task task) {
    tasks.remove(task);
  }
}
