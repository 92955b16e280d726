package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.pvpanic.machine.Actions;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.MachineConfig;

/**
 * Our Debian guest runs the scripts that real ones ran when their consoles were recorded, on boards
 * of the same make, and shows the same lines from the end of the boot on and up to the first that
 * its kernel prints because of what the case is about.
 *
 * <p>Time stamps, addresses and numbers of tasks are no part of a line's text. The lines of the TSC
 * calibration come from a timer, wherever they happen to fall, and are left out on both sides.
 */
final class RecordedConsolesTest {

  private static final Pattern STAMP = Pattern.compile("^\\[ *\\d+\\.\\d{6}\\] ");
  private static final Pattern CALIBRATION =
      Pattern.compile(
          "(?m)^\\[ *[0-9.]+\\] (tsc: Refined|clocksource: tsc: mask|clocksource: Switched to"
              + " clocksource tsc).*\\r\\n");
  private static final Pattern BOOTED = Pattern.compile("Run \\S+ as init process|/dev/root: ");
  private static final Pattern NUMBERS = Pattern.compile("0x[0-9a-f]{8,16}|(?<=login\\[)\\d+");

  /** Machine time that a case may take: the slowest waits for a soft lockup. */
  private static final long PATIENCE_NS = 60_000_000_000L;

  private static final int MOST_SERVES = 3_000;

  /** What of the recorded arguments names a file that only the recorded initramfs has. */
  private static final Map<String, String> FILES =
      Map.of("/cases/no-working-init", "/boot/crash.img");

  /** Cases that are not equal, and why. */
  private static final Map<String, String> DIFFERENT =
      Map.of(
          "oom-nopanic",
          "memory does not run out: a file in tmpfs is refused before the OOM killer would come");

  private static final Map<String, String> REPORT = new TreeMap<>();

  @TestFactory
  Stream<DynamicTest> showsWhatTheRealOneShowed() {
    String only = System.getProperty("recorded.only", ".*");
    return RecordedCase.all().stream()
        .filter(each -> each.name().matches(only))
        .map(each -> DynamicTest.dynamicTest(each.name(), () -> compare(each)));
  }

  /** A row a case, for those who want to see where they differ. */
  @AfterAll
  static void report() throws IOException {
    String file = System.getProperty("recorded.report");
    if (file != null) {
      StringBuilder text = new StringBuilder();
      REPORT.forEach((name, row) -> text.append(name).append(": ").append(row).append('\n'));
      Files.writeString(Path.of(file), text);
    }
  }

  private static void compare(RecordedCase recorded) {
    REPORT.put(recorded.name(), "DIFFERS (did not run to its end)");
    Run run = new Run(recorded);
    List<String> shown = new ArrayList<>();
    try {
      run.act();
      run.until(() -> run.lines().size() > recorded.console().size());
    } catch (RuntimeException | AssertionError e) {
      shown.add("DIED: " + e);
      REPORT.put(recorded.name(), "DIFFERS: " + e);
    }
    String directory = System.getProperty("recorded.consoles");
    if (directory != null) {
      run.save(Path.of(directory));
    }
    List<String> lines = run.lines();
    int expected = recorded.console().size();
    shown.addAll(0, lines.subList(0, Math.min(expected, lines.size())));
    boolean kernelSpeaksNext =
        lines.size() <= expected || STAMP.matcher(lines.get(expected)).find();
    if (!kernelSpeaksNext) {
      shown.add(lines.get(expected));
    }
    List<String> wanted = normal(recorded.console());
    List<String> got = normal(shown);
    REPORT.put(recorded.name(), wanted.equals(got) ? "equal" : difference(wanted, got));
    if (DIFFERENT.containsKey(recorded.name())) {
      assertNotEquals(wanted, got, "equal by now: no longer an exception");
      REPORT.put(recorded.name(), "DIFFERS: " + DIFFERENT.get(recorded.name()));
    } else {
      assertEquals(String.join("\n", wanted), String.join("\n", got));
    }
  }

  private static String difference(List<String> wanted, List<String> got) {
    int at = 0;
    while (at < wanted.size() && at < got.size() && wanted.get(at).equals(got.get(at))) {
      at++;
    }
    return "DIFFERS at line "
        + (at + 1)
        + " of "
        + wanted.size()
        + "\n    real: "
        + (at < wanted.size() ? wanted.get(at) : "(the kernel's answer)")
        + "\n    ours: "
        + (at < got.size() ? got.get(at) : "(nothing)");
  }

  private static List<String> normal(List<String> lines) {
    return lines.stream()
        .map(line -> STAMP.matcher(line).replaceFirst("[TIME] "))
        .map(line -> NUMBERS.matcher(line).replaceAll("NUMBER"))
        .toList();
  }

  /** A case on a machine of ours. */
  private static final class Run {
    private final RecordedCase recorded;
    private final TestMachine test;
    private final Machine machine;
    private int seen = -1;
    private String console = "";

    Run(RecordedCase recorded) {
      this.recorded = recorded;
      boolean stays = recorded.machine().contains("-no-shutdown");
      Actions actions =
          stays ? Actions.DEFAULT.withShutdown(Actions.Shutdown.PAUSE) : Actions.DEFAULT;
      int cpus = Integer.parseInt(recorded.option("-smp"));
      MachineConfig config =
          MachineConfig.DEFAULT
              .withRam(Long.parseLong(recorded.option("-m")) << 20)
              .withCpus(cpus)
              .withClock(Clock.Mode.WARP)
              .withRtcStart(1_795_378_745)
              .withActions(actions);
      PcBoard board = new PcBoard(config, recorded.option("-machine").equals("q35"), "debian12");
      for (String device : recorded.machine().split(" -device ")) {
        plug(board, device.split(" ")[0]);
      }
      String arguments = "console=ttyS0,115200n8 case=" + recorded.name() + " ";
      String line = arguments + replaced(recorded.arguments());
      if (recorded.machine().contains("(no initrd)")) {
        board.kernel(line);
      } else {
        board.file("opt/org.pvpanic/cmdline", line);
        board.file("opt/org.pvpanic/init", recorded.script());
      }
      this.machine = board.finish();
      this.test = TestMachine.of(machine);
      machine.powerOn();
    }

    private static void plug(PcBoard board, String device) {
      switch (device.split(",")[0]) {
        case "pvpanic" -> board.pvpanic(device.contains("events=1") ? 1 : 3);
        case "pvpanic-pci" -> board.pciPvpanic(3);
        case "vmcoreinfo" -> board.vmCoreInfo();
        default -> {}
      }
    }

    private static String replaced(String text) {
      String result = text;
      for (Map.Entry<String, String> each : FILES.entrySet()) {
        result = result.replace(each.getKey(), each.getValue());
      }
      return result;
    }

    /** Serves the machine until something is so, or nothing can happen any more. */
    void until(BooleanSupplier done) {
      long end = machine.now() + PATIENCE_NS;
      int looked = -1;
      for (int i = 0; i < MOST_SERVES && machine.now() < end; i++) {
        if (test.shown() != looked) {
          looked = test.shown();
          if (done.getAsBoolean()) {
            return;
          }
        }
        if (machine.serve() == Machine.NEVER) {
          return;
        }
      }
    }

    private void pass(double seconds) {
      long end = machine.now() + (long) (seconds * 1e9);
      for (int i = 0; i < MOST_SERVES && machine.now() < end; i++) {
        if (machine.serve() == Machine.NEVER) {
          return;
        }
      }
    }

    /** As fast as the port takes it. */
    private void type(byte[] text) {
      int sent = 0;
      for (int i = 0; i < MOST_SERVES && sent < text.length; i++) {
        int piece = Math.min(machine.serial(0).room(), text.length - sent);
        if (piece > 0) {
          test.submitNow(new Input.Serial(0, Arrays.copyOfRange(text, sent, sent + piece)));
          sent += piece;
        }
        machine.serve();
      }
    }

    /** What the host did, up to the kernel's answer. */
    void act() {
      for (String action : recorded.host()) {
        if (lines().size() > recorded.console().size()) {
          return;
        }
        Matcher wait = Pattern.compile("wait ([0-9.]+)s").matcher(action);
        Matcher console = Pattern.compile("await console /(.*)/").matcher(action);
        Matcher typed = Pattern.compile("type '(.*)'").matcher(action);
        if (wait.matches()) {
          pass(Double.parseDouble(wait.group(1)));
        } else if (console.matches()) {
          Pattern awaited = Pattern.compile(console.group(1));
          until(() -> awaited.matcher(console()).find());
        } else if (typed.matches()) {
          String text = typed.group(1).replace("\\r", "\r").replace("\\n", "\n");
          type(text.getBytes(StandardCharsets.UTF_8));
        } else if (action.startsWith("send-key") || action.startsWith("chardev-send-break")) {
          return; // the kernel answers
        } else if (action.equals("system_powerdown")) {
          test.submitNow(Input.Command.SYSTEM_POWERDOWN);
        } else if (action.equals("inject-nmi")) {
          return;
        }
      }
    }

    void save(Path directory) {
      try {
        Files.writeString(directory.resolve(recorded.name() + ".console.txt"), test.text());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** What the console has shown since the end of the boot. */
    private String console() {
      if (test.shown() != seen) {
        seen = test.shown();
        console = sinceBoot();
      }
      return console;
    }

    private String sinceBoot() {
      String all = CALIBRATION.matcher(test.text()).replaceAll("");
      Matcher booted = BOOTED.matcher(all);
      boolean quiet = (" " + recorded.arguments() + " ").contains(" quiet ");
      if (quiet) {
        return all;
      }
      if (!booted.find()) {
        return "";
      }
      return all.substring(all.lastIndexOf('\n', booted.start()) + 1);
    }

    /** Its lines; one that does not end yet counts when it is not empty. */
    List<String> lines() {
      String text = console();
      List<String> lines = new ArrayList<>();
      for (Map.Entry<String, String> each : FILES.entrySet()) {
        text = text.replace(each.getValue(), each.getKey());
      }
      int from = 0;
      for (int end = text.indexOf("\r\n"); end >= 0; end = text.indexOf("\r\n", from)) {
        lines.add(text.substring(from, end).replace("\r", "\\r"));
        from = end + 2;
      }
      if (from < text.length()) {
        lines.add(text.substring(from).replace("\r", "\\r") + "\\c");
      }
      return lines;
    }
  }
}
