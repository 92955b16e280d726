package org.pvpanic.guest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.FileTable;
import org.pvpanic.guest.linux.KernelProfile;
import org.pvpanic.guest.linux.LinuxGuest;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Programs;
import org.pvpanic.guest.linux.Signals;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.UserSpace;
import org.pvpanic.guest.linux.fs.OpenFlags;
import org.pvpanic.guest.shell.Dialect;
import org.pvpanic.guest.shell.Sh;
import org.pvpanic.guest.user.Distribution;
import org.pvpanic.machine.Machine;

/** Runs many shell scripts, one after the other, in one boot of a guest; each has a directory. */
final class ScriptRunner {

  /** A script that neither ends nor waits for anything is given up after so many turns. */
  private static final int PATIENCE = 200_000;

  /** What a script said, and how it ended. */
  record Result(String out, String err, int status) {}

  private record Script(String name, String text) {}

  private final Dialect dialect;
  private final Deque<Script> waiting = new ArrayDeque<>();
  private final Map<String, Result> results = new LinkedHashMap<>();

  private ScriptRunner(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Runs {@code sh t.sh a b} for each script. */
  static Map<String, Result> run(Dialect dialect, Map<String, String> scripts) {
    ScriptRunner runner = new ScriptRunner(dialect);
    scripts.forEach((name, text) -> runner.waiting.add(new Script(name, text)));
    UserSpace userSpace =
        kernel -> {
          Programs programs = Distribution.DEBIAN_12.programs(kernel);
          return path -> {
            String name = path.substring(path.lastIndexOf('/') + 1);
            return switch (name) {
              case "init" -> (task, words) -> runner.next(task);
              case "sh", "ash", "bash" -> new Sh(dialect);
              default -> programs.find(path);
            };
          };
        };
    TestMachine test =
        TestMachine.builder()
            .guest(new LinuxGuest(KernelProfile.DEBIAN_12, userSpace))
            .file("opt/org.pvpanic/init", ":")
            .build();
    test.machine.powerOn();
    for (int i = 0; i < PATIENCE && runner.results.size() < scripts.size(); i++) {
      if (test.machine.serve() == Machine.NEVER) {
        break;
      }
    }
    return runner.results;
  }

  private void next(Task init) {
    Script script = waiting.poll();
    if (script == null) {
      return;
    }
    try {
      String folder = "/tmp/" + script.name();
      init.kernel().files().mkdir(init, folder, 0755);
      OpenFile file =
          init.kernel()
              .files()
              .open(init, folder + "/t.sh", OpenFlags.WRITE | OpenFlags.CREATE, 0644);
      byte[] text = script.text().getBytes(StandardCharsets.UTF_8);
      file.write(init, text, failure -> start(init, script, folder));
    } catch (SysError e) {
      throw new AssertionError(script.name() + ": " + e.getMessage(), e);
    }
  }

  private void start(Task init, Script script, String folder) {
    Capture out = new Capture();
    Capture err = new Capture();
    FileTable files = FileTable.empty();
    files.set(Task.STDIN, new Capture());
    files.set(Task.STDOUT, out);
    files.set(Task.STDERR, err);
    Task shell =
        init.fork(
            "sh",
            0,
            files,
            new Sh(dialect),
            List.of(dialect.program(), "t.sh", "a", "b"),
            waitStatus -> {
              int status = Signals.exitStatus(waitStatus);
              results.put(script.name(), new Result(out.text(), err.text(), status));
              init.then(() -> next(init));
            });
    shell.setDirectory(folder);
    shell.environment().clear();
    shell.environment().put("PATH", "/usr/bin:/bin");
    shell.environment().put("HOME", folder);
  }

  /** Holds what is written to it; nothing can be read. */
  private static final class Capture implements OpenFile {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void read(Task task, int max, Consumer<byte[]> then, Consumer<Errno> failed) {
      task.then(() -> then.accept(new byte[0]));
    }

    @Override
    public void write(Task task, byte[] written, Consumer<Errno> then) {
      bytes.writeBytes(written);
      task.then(() -> then.accept(null));
    }
  }
}
