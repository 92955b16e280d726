package org.pvpanic.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pvpanic.json.Json;
import org.pvpanic.oncrash.OnCrash;

/** The whole program in this JVM: real guest, real serial port, real QMP. */
@Timeout(120)
class DemoTest {

  @TempDir Path dumps;

  private List<Map<String, Object>> demo(OnCrash action) throws Exception {
    Run run = Run.of("demo", "--json", "--on-crash=" + action, "--dump-dir=" + dumps);
    assertEquals("", run.err());
    assertEquals(0, run.status());
    List<Map<String, Object>> entries = new ArrayList<>();
    for (String line : run.out().lines().toList()) {
      Map<String, Object> entry = Json.asObject(Json.parse(line));
      assertTrue(entry != null, line);
      entries.add(entry);
    }
    return entries;
  }

  private static List<String> console(List<Map<String, Object>> entries) {
    return entries.stream()
        .filter(e -> "console".equals(e.get("kind")))
        .map(e -> String.valueOf(e.get("text")))
        .toList();
  }

  /** Everything from the last console line before the panic on, in brief, without the console. */
  private static List<String> fromThePanicOn(List<Map<String, Object>> entries) {
    List<String> brief = new ArrayList<>();
    boolean panicked = false;
    for (Map<String, Object> entry : entries) {
      String text = String.valueOf(entry.get("text"));
      panicked |= text.endsWith("Kernel panic - not syncing: Fatal exception");
      if (panicked) {
        brief.add(
            switch (String.valueOf(entry.get("kind"))) {
              case "console" -> "console";
              case "port" -> "port " + entry.get("port") + "=" + entry.get("value");
              case "event" -> "event " + entry.get("event");
              case "handling" -> String.valueOf(entry.getOrDefault("execute", entry.get("step")));
              default -> text;
            });
      }
    }
    List<String> rest = brief.subList(1, brief.size());
    assertEquals("console", brief.get(0));
    assertEquals("port 1285=1", rest.get(0));
    return rest.stream().filter(text -> !text.equals("console")).toList();
  }

  private static List<String> panicThen(String... others) {
    List<String> expected =
        new ArrayList<>(List.of("port 1285=1", "event GUEST_PANICKED", "event STOP", "begun"));
    expected.addAll(List.of(others));
    return expected;
  }

  @Test
  void operatorsCommandsAndTheOopsAreOnTheConsole() throws Exception {
    List<Map<String, Object>> entries = demo(OnCrash.DESTROY);
    List<String> console = console(entries);
    for (String line :
        List.of(
            "localhost login: root",
            "[root@localhost ~]# sudo systemctl stop kdump",
            "[root@localhost ~]# sudo systemctl disable kdump",
            "[root@localhost ~]# echo \"1\" | sudo tee /proc/sys/kernel/sysrq",
            "[root@localhost ~]# echo c | sudo tee /proc/sysrq-trigger")) {
      assertEquals(1, console.stream().filter(line::equals).count(), line);
    }
    for (String text :
        List.of(
            "] SysRq : Trigger a crash",
            "] BUG: unable to handle kernel NULL pointer dereference at           (null)",
            "] IP: [<ffffffff813fe606>] sysrq_handle_crash+0x16/0x20",
            "] Oops: 0002 [#1] SMP ")) {
      assertEquals(1, console.stream().filter(line -> line.endsWith(text)).count(), text);
    }
    List<Long> times = entries.stream().map(e -> (Long) e.getOrDefault("t", -1L)).toList();
    assertEquals(times.stream().sorted().toList(), times);
  }

  @Test
  void destroyEndsTheEmulator() throws Exception {
    assertEquals(
        panicThen("terminating", "event SHUTDOWN", "ended"), fromThePanicOn(demo(OnCrash.DESTROY)));
  }

  @Test
  void preserveLeavesTheGuestPanickedUntilTheEnd() throws Exception {
    assertEquals(
        panicThen(
            "ended", "query-status says guest-panicked; ending the machine", "event SHUTDOWN"),
        fromThePanicOn(demo(OnCrash.PRESERVE)));
  }

  @Test
  void restartIsFollowedToTheNextLogin() throws Exception {
    List<Map<String, Object>> entries = demo(OnCrash.RESTART);
    List<String> brief = new ArrayList<>(fromThePanicOn(entries));
    // The firmware resets the board a second time as soon as it runs, whatever is asked meanwhile.
    int second = brief.lastIndexOf("event RESET");
    assertTrue(second > brief.indexOf("event RESUME"), brief.toString());
    brief.remove(second);
    assertEquals(
        panicThen(
            "system_reset",
            "event RESET",
            "cont",
            "event RESUME",
            "qom-list",
            "query-block",
            "ended",
            "query-status says running; ending the machine",
            "event SHUTDOWN"),
        brief);
    List<String> console = console(entries);
    assertEquals("localhost login: ", console.get(console.size() - 1));
  }

  @ParameterizedTest
  @EnumSource(names = {"COREDUMP_DESTROY", "COREDUMP_RESTART"})
  void coredumpSavesTheMemoryFirstAndNamesTheFile(OnCrash action) throws Exception {
    List<Map<String, Object>> entries = demo(action);
    List<String> brief = fromThePanicOn(entries);
    assertEquals(
        panicThen("dump-guest-memory", "event DUMP_COMPLETED", "dumped"), brief.subList(0, 7));
    assertEquals(
        action == OnCrash.COREDUMP_DESTROY
            ? List.of("terminating", "event SHUTDOWN", "ended")
            : List.of("system_reset", "event RESET", "cont"),
        brief.subList(7, 10));
    Map<String, Object> dumped =
        entries.stream().filter(e -> "dumped".equals(e.get("step"))).findFirst().orElseThrow();
    Path file = Path.of(String.valueOf(dumped.get("file")));
    assertTrue(file.startsWith(dumps), file.toString());
    assertTrue(Files.size(file) > 2L << 30, file.toString());
  }

  @Test
  void resetInPlaceOfAPanicIsAFailure() {
    Script.Exchange login = Script.CRASH.exchanges().get(0);
    Script.Exchange sysrqB =
        new Script.Exchange(
            Script.SHELL_PROMPT, Script.COMMAND, "echo b | sudo tee /proc/sysrq-trigger");
    Script reset = new Script(List.of(login, sysrqB));
    Recorder printed = new Recorder();
    try (Timeline timeline = new Timeline(printed)) {
      Demo demo = new Demo(OnCrash.DESTROY, dumps, "2G", reset, timeline);
      IOException e = assertThrows(IOException.class, demo::run);
      assertEquals("event RESET came instead of GUEST_PANICKED", e.getMessage());
    }
    assertTrue(printed.lines.stream().noneMatch(line -> line.startsWith("port")));
  }

  @Test
  void dumpThatFailsIsOneLineAndExitStatusOne() {
    Run run = Run.of("demo", "--on-crash=coredump-restart", "--dump-dir=/proc/self");
    assertEquals("pvpanic: the guest's memory could not be saved\n", run.err());
    assertEquals(1, run.status());
    assertTrue(run.out().contains("query-status says guest-panicked"), run.out());
  }

  @Test
  void textFoldsTheBootLogUnlessAskedForIt() {
    String folded = Run.of("demo", "--color=never").out();
    assertTrue(folded.contains("more lines of the boot log (--boot shows them)"), folded);
    assertTrue(folded.lines().allMatch(l -> l.matches(" *\\d+ ms  [a-z]+ +.*")), folded);
    String whole = Run.of("demo", "--boot", "--color=always").out();
    assertTrue(whole.lines().count() > folded.lines().count() + 50, whole);
    assertTrue(whole.contains("\u001b["), whole);
  }

  @Test
  void nothingIsLeftOpen() throws Exception {
    Run.of("demo", "--on-crash=preserve");
    List<String> before = openDescriptors();
    Run.of("demo", "--on-crash=preserve");
    assertEquals(before, openDescriptors());
    List<String> threads =
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(List.of("timeline", "serial-terminal", "qmp-client")::contains)
            .toList();
    assertEquals(List.of(), threads);
  }

  /** Sockets and terminals that this process has open, without their numbers. */
  private static List<String> openDescriptors() throws IOException {
    try (Stream<Path> fds = Files.list(Path.of("/proc/self/fd"))) {
      return fds.map(DemoTest::target).filter(t -> !t.startsWith("/proc")).sorted().toList();
    }
  }

  private static String target(Path fd) {
    try {
      return Files.readSymbolicLink(fd).toString().replaceAll("\\[\\d+]", "");
    } catch (IOException closedMeanwhile) {
      return "/proc";
    }
  }
}
