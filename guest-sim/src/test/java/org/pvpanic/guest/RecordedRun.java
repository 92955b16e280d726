package org.pvpanic.guest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pvpanic.machine.Actions;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.MachineConfig;
import org.pvpanic.machine.MachineEvent;

/**
 * A recorded case on a machine of ours: a board of the same make, a Debian guest with the same
 * kernel arguments and script, and a host that does and awaits the same.
 */
final class RecordedRun {

  private static final Pattern CALIBRATION =
      Pattern.compile(
          "(?m)^\\[ *[0-9.]+\\] (tsc: Refined|clocksource: tsc: mask|clocksource: Switched to"
              + " clocksource tsc).*\\r\\n");
  private static final Pattern BOOTED = Pattern.compile("Run \\S+ as init process|/dev/root: ");

  private static final Pattern WAIT = Pattern.compile("wait ([0-9.]+)s");
  private static final Pattern CONSOLE = Pattern.compile("await console /(.*)/");
  private static final Pattern EVENT = Pattern.compile("await ([A-Z_]+)(?: x(\\d+))?");
  private static final Pattern TYPED = Pattern.compile("type '(.*)'");
  private static final Pattern KEY = Pattern.compile("\"data\": \"(\\w+)\"");

  /** Scan codes (set 1) of the keys that the recorded hosts send; SysRq is what alt+print sends. */
  private static final Map<String, Integer> SCANCODES =
      Map.of("alt", 0x38, "sysrq", 0x54, "print", 0x54, "b", 0x30, "c", 0x2e, "h", 0x23, "s", 0x1f);

  /** Machine time that a case may take: the slowest waits for a soft lockup. */
  private static final long PATIENCE_NS = 60_000_000_000L;

  private static final int MOST_SERVES = 20_000;

  /** What of the recorded arguments names a file that only the recorded initramfs has. */
  private static final Map<String, String> FILES =
      Map.of("/cases/no-working-init", "/boot/crash.img");

  private final RecordedCase recorded;
  private final TestMachine test;
  private final Machine machine;
  private int seen = -1;
  private String console = "";

  RecordedRun(RecordedCase recorded) {
    this.recorded = recorded;
    boolean stays = recorded.machine().contains("-no-shutdown");
    Actions actions =
        stays ? Actions.DEFAULT.withShutdown(Actions.Shutdown.PAUSE) : Actions.DEFAULT;
    switch (recorded.option("-action")) {
      case "panic=none" -> actions = actions.withPanic(Actions.Panic.NONE);
      case "panic=exit-failure" -> actions = actions.withPanic(Actions.Panic.EXIT_FAILURE);
      default -> {}
    }
    if (recorded.machine().endsWith("-no-reboot")) {
      actions = actions.withReboot(Actions.Reboot.SHUTDOWN);
    }
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
      board.file("opt/org.pvpanic/init", recorded.script() + afterScript(recorded.name()));
    }
    this.machine = board.finish();
    this.test = TestMachine.of(machine);
    machine.powerOn();
  }

  /** The recorded pid 1 read the script, then said so and lived on. */
  private static String afterScript(String name) {
    return "\necho \"### init end of case " + name + "\"; while :; do sleep 3600; done\n";
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
    int shown = -1;
    int events = -1;
    for (int i = 0; i < MOST_SERVES && machine.now() < end; i++) {
      if (test.shown() != shown || test.events.size() != events) {
        shown = test.shown();
        events = test.events.size();
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

  /**
   * What the host did, in its order.
   *
   * @param enough whether the rest may be left out
   */
  void act(BooleanSupplier enough) {
    for (String action : recorded.host()) {
      if (enough.getAsBoolean()) {
        return;
      }
      act(action);
    }
  }

  private void act(String action) {
    Matcher wait = WAIT.matcher(action);
    Matcher awaited = CONSOLE.matcher(action);
    Matcher event = EVENT.matcher(action);
    Matcher typed = TYPED.matcher(action);
    if (wait.matches()) {
      pass(Double.parseDouble(wait.group(1)));
    } else if (awaited.matches()) {
      Pattern pattern = Pattern.compile(awaited.group(1));
      until(() -> pattern.matcher(console()).find());
    } else if (event.matches()) {
      int count = event.group(2) == null ? 1 : Integer.parseInt(event.group(2));
      until(() -> events(event.group(1)) >= count);
    } else if (typed.matches()) {
      String text = typed.group(1).replace("\\r", "\r").replace("\\n", "\n");
      type(text.getBytes(StandardCharsets.UTF_8));
    } else if (action.startsWith("send-key")) {
      sendKeys(action);
    } else if (action.startsWith("chardev-send-break")) {
      test.submitNow(new Input.SerialBreak(0));
    } else if (action.equals("system_powerdown")) {
      test.submitNow(Input.Command.SYSTEM_POWERDOWN);
    } else if (action.equals("inject-nmi")) {
      test.submitNow(Input.Command.INJECT_NMI);
    } else if (action.equals("cont")) {
      test.submitNow(Input.Command.CONT);
    }
  }

  /** All down, one after the other, and up again in the opposite order. */
  private void sendKeys(String action) {
    StringBuilder down = new StringBuilder();
    StringBuilder up = new StringBuilder();
    Matcher key = KEY.matcher(action);
    while (key.find()) {
      int code = SCANCODES.get(key.group(1));
      down.append((char) code);
      up.insert(0, (char) (code | 0x80));
    }
    byte[] codes = (down.toString() + up).getBytes(StandardCharsets.ISO_8859_1);
    test.submitNow(new Input.Keys(codes));
  }

  /** How many events of this name have come. */
  private long events(String name) {
    return test.events.stream().filter(event -> nameOf(event).equals(name)).count();
  }

  /** As QMP calls it. */
  private static String nameOf(MachineEvent event) {
    return event
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
        .toUpperCase(Locale.ROOT);
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
