package org.pvpanic.guest.linux;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
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

  private final Kernel kernel;
  private final int pid;
  private final Life life;
  private final FileTable files;
  private final Map<String, String> environment;
  private final Disposition disposition;
  private final OomAdjustment oomAdjustment;
  private final long startedNs;
  private String comm;
  private List<String> arguments = List.of();
  private String executable = "";
  private @Nullable Task parent;
  private Session session;
  private int group;
  private String directory;
  private int uid;
  private int gid;
  private int umask;
  private long heapPages;

  Task(
      Kernel kernel,
      @Nullable Task parent,
      int pid,
      String comm,
      int group,
      FileTable files,
      @Nullable IntConsumer ended) {
    this.kernel = kernel;
    this.parent = parent;
    this.pid = pid;
    this.comm = comm;
    this.files = files;
    this.life = new Life(this, ended);
    this.disposition = Disposition.copyOf(parent == null ? null : parent.disposition);
    this.environment = new LinkedHashMap<>(parent == null ? Map.of() : parent.environment);
    this.directory = parent == null ? "/" : parent.directory;
    this.uid = parent == null ? 0 : parent.uid;
    this.gid = parent == null ? 0 : parent.gid;
    this.umask = parent == null ? 022 : parent.umask;
    this.oomAdjustment = new OomAdjustment(this, parent == null ? null : parent.oomAdjustment);
    this.session = parent == null ? new Session(kernel.tasks(), pid) : parent.session;
    this.group = group == 0 ? pid : group;
    this.startedNs = kernel.printk().uptimeNs();
    files.use();
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

  /** setpgid(2) for itself or a child: 0 makes it the leader of a group of its own. */
  public void setGroup(int number) {
    group = number == 0 ? pid : number;
  }

  /** Its session. */
  public Session session() {
    return session;
  }

  /**
   * setsid(2): leads a new session, without a terminal.
   *
   * @throws SysError EPERM when it leads a process group
   */
  public void newSession() throws SysError {
    if (group == pid) {
      throw new SysError(Errno.EPERM);
    }
    session = new Session(kernel.tasks(), pid);
    group = pid;
  }

  /** Starts a session of its own whatever it led before: what its starter did for it. */
  void leadSession() {
    session = new Session(kernel.tasks(), pid);
    group = pid;
  }

  /** Its name, at most 15 characters, as a crash reports it. */
  public String comm() {
    return comm;
  }

  /** It goes on under another name. */
  public void rename(String program) {
    comm = program.substring(0, Math.min(15, program.length()));
  }

  /** Its program's arguments, the program's name first. */
  public List<String> arguments() {
    return arguments;
  }

  /** The path of its program, or "" when it is none of a file. */
  public String executable() {
    return executable;
  }

  /** It goes on as that file's program with those arguments, as after execve(2). */
  public void setProgram(String path, List<String> words) {
    executable = path;
    arguments = words;
  }

  /** When it started, in nanoseconds since the kernel did. */
  public long startedNs() {
    return startedNs;
  }

  /** The time that its steps took, in nanoseconds. */
  public long cpuNs() {
    return life.cpuNs();
  }

  /** Its state as ps(1) shows it: R, S, D, T or Z. */
  public char state() {
    return life.state();
  }

  /** Whether it has neither ended nor been killed. */
  public boolean isAlive() {
    return life.isAlive();
  }

  /** Whether a signal has stopped it. */
  public boolean isStopped() {
    return life.isStopped();
  }

  /** Who started it; null for pid 1 and for those that the kernel started. */
  public @Nullable Task parent() {
    return parent;
  }

  void setParent(@Nullable Task adoptive) {
    parent = adoptive;
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

  /** Its group of users: 0 is root. */
  public int gid() {
    return gid;
  }

  /** Makes it another group's. */
  public void setGid(int number) {
    gid = number;
  }

  /** The permissions that files do not get when it makes them. */
  public int umask() {
    return umask;
  }

  /** umask(2). */
  public void setUmask(int mask) {
    umask = mask & 0777;
  }

  /**
   * Starts a child with copies of environment, directory and user.
   *
   * @param program its name
   * @param childGroup its process group; 0 for one of its own
   * @param childFiles its descriptors
   * @param childEnded gets the wait status: the exit status times 256, or the number of a signal;
   *     null leaves a child that ended for {@link #waitFor}
   */
  public Task fork(
      String program,
      int childGroup,
      FileTable childFiles,
      Program main,
      List<String> words,
      @Nullable IntConsumer childEnded) {
    kernel.memoryPressure().fork(this);
    return kernel.tasks().spawn(this, program, childGroup, childFiles, main, words, childEnded);
  }

  /**
   * waitpid(2): takes note of a child that ended, now or later.
   *
   * @param which a pid; -1 for any child, 0 for any of its own group, -n for any of group n
   * @param then gets the wait status and, as the second argument, the pid
   * @param failed gets ECHILD when there is none to wait for
   */
  public void waitFor(int which, ObjIntConsumer<Integer> then, Consumer<Errno> failed) {
    life.waitFor(which, then, failed);
  }

  /** Says what the parent does when a signal stops this child; it gets the signal. */
  public void onStopped(IntConsumer parent) {
    life.onStopped(parent);
  }

  /**
   * Goes on as another program (execve(2)); on success, no step of the old one follows.
   *
   * @param words the arguments, the name first
   * @throws SysError why not: ENOENT, EACCES, ENOEXEC for a file that is neither a program nor
   *     begins with {@code #!}, ...
   */
  public void exec(String path, List<String> words) throws SysError {
    Exec found = Exec.load(this, path, words);
    life.newProgram();
    heapPages = 0;
    disposition.exec();
    files.closeOnExec();
    rename(path.substring(path.lastIndexOf('/') + 1));
    setProgram(found.path(), found.arguments());
    then(() -> found.program().main(this, found.arguments()));
  }

  /** Pages that its program has asked for, besides those that every program has. */
  public long heapPages() {
    return heapPages;
  }

  /**
   * Takes memory and writes to it, then goes on; where there is none left, somebody is killed for
   * it, maybe this task.
   *
   * @param bytes how much
   */
  public void allocate(long bytes, Step then) {
    kernel.memoryPressure().allocate(this, (bytes + 4095) / 4096, then);
  }

  /** There was no page for a file: goes on when somebody was killed for it, unless it is itself. */
  public void awaitFilePages(Step retry) {
    kernel.memoryPressure().filePages(this, retry);
  }

  void addHeap(long pages) {
    heapPages += pages;
  }

  /** How much sooner (up to 1000) or later (down to -1000, never) it is killed for its memory. */
  public int oomScoreAdj() {
    return oomAdjustment.value();
  }

  /** How soon it is killed for its memory. */
  public OomAdjustment oomAdjustment() {
    return oomAdjustment;
  }

  /** What it does about each signal. */
  public Disposition disposition() {
    return disposition;
  }

  /** Sends a signal as the kernel does: pid 1 only gets what it has a handler for. */
  public void signal(int signal) {
    life.signal(signal);
  }

  /** It waits for something that no signal ends, as a driver may make it: state D. */
  public void setUninterruptible(boolean on) {
    life.setUninterruptible(on);
  }

  /** Queues the next step. */
  public void then(Step next) {
    life.then(next);
  }

  /** Sleeps, then goes on. */
  public void sleep(long ns, Step next) {
    life.sleep(ns, next);
  }

  /** What was to follow the last {@link #sleep} does not. */
  public void cancelSleep() {
    life.cancelSleep();
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
    life.end((status & 0xff) << 8);
  }

  /** Is ended by a signal. */
  public void kill(int signal) {
    life.end(signal);
  }

  /** Ends it as a program ends whose stack overflows, which the kernel tells of. */
  public void overflow() {
    new UserFault(this).raise();
  }

  Life life() {
    return life;
  }
}
