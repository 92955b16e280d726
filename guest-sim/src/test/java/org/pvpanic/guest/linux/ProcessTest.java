package org.pvpanic.guest.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pvpanic.guest.linux.KernelBench.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Processes: sessions, signals, waiting, exec. */
final class ProcessTest {

  private final KernelBench bench = KernelBench.debian();
  private final Task init = bench.init();
  private final TaskTable tasks = bench.kernel().tasks();

  private Task fork(Task parent) {
    Task child =
        parent.fork("c", parent.group(), FileTable.empty(), (t, w) -> {}, List.of("c"), null);
    bench.settle();
    return child;
  }

  @Test
  void whoWaitsLearnsWhichChildEndedAndHow() {
    Task parent = fork(init);
    Task first = fork(parent);
    Task second = fork(parent);
    second.exit(3);
    assertEquals('Z', second.state());
    List<String> learned = new ArrayList<>();
    parent.waitFor(-1, (status, pid) -> learned.add(pid + ":" + status), e -> {});
    parent.waitFor(first.pid(), (status, pid) -> learned.add(pid + ":" + status), e -> {});
    bench.settle();
    first.signal(Signals.TERM);
    bench.settle();
    assertEquals(List.of(second.pid() + ":" + (3 << 8), first.pid() + ":15"), learned);
    assertNull(tasks.byPid(second.pid()), "a child that was waited for is gone");
    parent.waitFor(-1, (status, pid) -> {}, e -> learned.add(e.name()));
    bench.settle();
    assertEquals("ECHILD", learned.get(2));
  }

  /** Or else one guest's program would end the machines of a whole process. */
  @Test
  void aProgramThatFailsEndsAlone() {
    Task parent = fork(init);
    List<Integer> ends = new ArrayList<>();
    Program broken =
        (task, words) -> {
          throw new IllegalStateException("a defect");
        };
    parent.fork("c", 0, FileTable.empty(), broken, List.of("c"), ends::add);
    bench.settle();
    assertEquals(List.of(Signals.SEGV), ends);
    assertTrue(parent.isAlive());
  }

  @Test
  void orphansAreAdoptedAndReaped() {
    Task parent = fork(init);
    Task child = fork(parent);
    Task zombie = fork(parent);
    zombie.exit(0);
    parent.exit(0);
    assertEquals(init, child.parent());
    assertNull(tasks.byPid(zombie.pid()));
    child.exit(0);
    assertNull(tasks.byPid(child.pid()));
  }

  @Test
  void signalsDoWhatTheTaskSays() {
    Task task = fork(init);
    List<String> heard = new ArrayList<>();
    task.disposition().set(Signals.TERM, () -> heard.add("term"));
    task.disposition().ignore(Signals.HUP);
    task.signal(Signals.TERM);
    task.signal(Signals.HUP);
    task.signal(Signals.CHLD);
    bench.settle();
    assertEquals(List.of("term"), heard);
    assertTrue(task.isAlive());
    assertTrue(fork(task).disposition().ignores(Signals.HUP), "children inherit what is ignored");
    task.signal(Signals.KILL);
    assertFalse(task.isAlive());
  }

  @Test
  void aStoppedTaskTakesNoStepUntilItGoesOn() {
    Task task = fork(init);
    List<Integer> stops = new ArrayList<>();
    task.onStopped(stops::add);
    task.signal(Signals.TSTP);
    assertEquals('T', task.state());
    List<String> taken = new ArrayList<>();
    task.then(() -> taken.add("step"));
    task.signal(Signals.TERM);
    bench.settle();
    assertEquals(List.of(), taken);
    assertTrue(task.isAlive(), "the signal waits, too");
    task.disposition().set(Signals.TERM, () -> taken.add("term"));
    task.signal(Signals.CONT);
    bench.settle();
    assertEquals(List.of("step", "term"), taken);
    assertEquals(List.of(Signals.TSTP), stops);
    task.signal(Signals.STOP);
    task.signal(Signals.KILL);
    assertFalse(task.isAlive());
  }

  @Test
  void nobodyKillsPid1() throws SysError {
    Task child = bench.child(0);
    tasks.kill(child, 1, Signals.KILL);
    tasks.kill(child, 1, Signals.STOP);
    assertTrue(init.isAlive());
    assertFalse(init.isStopped());
    List<String> heard = new ArrayList<>();
    init.disposition().set(Signals.TERM, () -> heard.add("term"));
    tasks.kill(child, 1, Signals.TERM);
    bench.settle();
    assertEquals(List.of("term"), heard, "it hears what it has a handler for");
  }

  @Test
  void killReachesTasksGroupsAndAll() throws SysError {
    Task user = bench.child(1000);
    Task other = bench.child(1001);
    assertEquals(Errno.EPERM, failure(() -> tasks.kill(user, other.pid(), Signals.TERM)));
    assertEquals(Errno.ESRCH, failure(() -> tasks.kill(user, 9999, 0)));
    assertEquals(Errno.EINVAL, failure(() -> tasks.kill(init, user.pid(), 65)));
    tasks.kill(init, other.pid(), 0);
    assertTrue(other.isAlive());
    Task leader = bench.child(0);
    Task member = fork(leader);
    member.setGroup(leader.pid());
    tasks.kill(init, -leader.pid(), Signals.TERM);
    assertFalse(leader.isAlive() || member.isAlive());
    Task sender = bench.child(0);
    tasks.kill(sender, -1, Signals.KILL);
    assertFalse(user.isAlive() || other.isAlive());
    assertTrue(init.isAlive() && sender.isAlive());
  }

  @Test
  void sessionsAndTheirTerminal() throws SysError {
    Task leader = fork(init);
    leader.newSession();
    assertEquals(leader.pid(), leader.session().id());
    assertEquals(leader.pid(), leader.group());
    assertEquals(Errno.EPERM, failure(leader::newSession));
    Tty tty = new Tty("ttyS9", 9600, bytes -> {});
    leader.session().take(tty);
    Task job = fork(leader);
    job.setGroup(0);
    leader.session().setForegroundGroup(job.group());
    leader.session().signalForeground(Signals.INT);
    assertFalse(job.isAlive());
    assertTrue(leader.isAlive());
    Task next = fork(leader);
    next.setGroup(0);
    leader.session().setForegroundGroup(next.group());
    leader.exit(0);
    assertFalse(next.isAlive(), "the end of the leader hangs up");
    assertNull(tty.session());
  }

  @Test
  void execKeepsThePidAndRunsScriptsThroughTheirInterpreter() throws SysError {
    bench.write("/tmp/s", "#!/bin/sh -e\necho hi\n");
    Task task = bench.child(0);
    assertEquals(Errno.EACCES, failure(() -> task.exec("/tmp/s", List.of("s"))));
    bench.files().chmod(init, "/tmp/s", 0755);
    task.disposition().set(Signals.TERM, () -> {});
    task.disposition().ignore(Signals.HUP);
    List<String> late = new ArrayList<>();
    task.then(() -> late.add("old program"));
    task.exec("/tmp/s", List.of("s", "arg"));
    bench.settle();
    assertEquals(List.of("/bin/sh -e /tmp/s arg"), bench.interpreted());
    assertEquals(List.of(), late);
    assertEquals("s", task.comm());
    assertEquals("/usr/bin/sh", task.executable());
    assertTrue(task.disposition().ignores(Signals.HUP));
    task.signal(Signals.TERM);
    assertFalse(task.isAlive(), "handlers do not survive exec");
  }

  @Test
  void whatCannotBeRun() throws SysError {
    Task task = bench.child(0);
    assertEquals(Errno.ENOENT, failure(() -> task.exec("/bin/nothing", List.of("x"))));
    assertEquals(Errno.EACCES, failure(() -> task.exec("/etc", List.of("x"))));
    bench.write("/tmp/t", "echo no interpreter\n");
    bench.files().chmod(init, "/tmp/t", 0755);
    assertEquals(Errno.ENOEXEC, failure(() -> task.exec("/tmp/t", List.of("x"))));
    bench.write("/tmp/loop", "#!/tmp/loop\n");
    bench.files().chmod(init, "/tmp/loop", 0755);
    assertEquals(Errno.ELOOP, failure(() -> task.exec("/tmp/loop", List.of("x"))));
    bench.files().mount(init, "t", "/mnt", "tmpfs", "noexec");
    bench.write("/mnt/s", "#!/bin/sh\n");
    bench.files().chmod(init, "/mnt/s", 0755);
    assertEquals(Errno.EACCES, failure(() -> task.exec("/mnt/s", List.of("x"))));
    task.exec("/bin/true", List.of("true"));
    bench.settle();
    assertFalse(task.isAlive());
  }

  @Test
  void namesOfSignals() {
    assertEquals("TERM", Signals.name(15));
    assertEquals("RTMIN+15", Signals.name(49));
    assertEquals("RTMAX-14", Signals.name(50));
    assertNull(Signals.name(32));
    assertEquals(OptionalInt.of(9), Signals.number("SIGKILL"));
    assertEquals(OptionalInt.of(10), Signals.number("usr1"));
    assertEquals(OptionalInt.of(3), Signals.number("3"));
    assertEquals(OptionalInt.empty(), Signals.number("NOPE"));
    assertEquals("Broken pipe", Signals.text(13));
  }
}
