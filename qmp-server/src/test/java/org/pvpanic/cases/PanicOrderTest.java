package org.pvpanic.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The last line of a panic's report is on the wire before the port is written, the event is with
 * the client before the machine stops, and so on: as a trace of real QEMU has it.
 */
final class PanicOrderTest {

  private static final String TRIGGER = "uart ### about to crash";

  /** The host ends the emulator; what QEMU traces of taking itself down nobody can see. */
  private static final String END = "event SHUTDOWN";

  /** Numbers of events in QEMU 7.2's schema. */
  private static final Map<String, String> EVENTS =
      Map.of("0", "SHUTDOWN", "3", "STOP", "9", "GUEST_PANICKED");

  private static final Pattern WRITE =
      Pattern.compile(
          "memory_region_ops_write cpu 0 addr (0x\\w+) value (0x\\w+) size (\\d) name 'pvpanic'");
  private static final Pattern QUEUED =
      Pattern.compile("monitor_protocol_event_queue event=(\\d+) rate=0");
  private static final Pattern EMITTED =
      Pattern.compile("monitor_protocol_event_emit event=(\\d+)");
  private static final Pattern STATE =
      Pattern.compile("runstate_set current_run_state \\d+ \\((.*)\\) new_state \\d+ \\((.*)\\)");
  private static final Pattern NOTIFY = Pattern.compile("vm_state_notify running 0 reason .*");

  @ParameterizedTest
  @ValueSource(strings = {"trace-sysrq-c", "trace-sysrq-c-none"})
  void thingsHappenInTheOrderOfTheRealTrace(String name) throws Exception {
    List<String> real = real(RecordedCase.lines(name + ".order.txt"));
    List<String> ours = OurCase.order(RecordedCase.find(name).orElseThrow());
    assertEquals(String.join("\n", part(real)), String.join("\n", part(ours)));
  }

  /**
   * The trace in the words of {@link PanicOrder}. An event is emitted as soon as it is queued, and
   * who is to know of a run state is told as soon as it is set.
   */
  private static List<String> real(List<String> trace) {
    List<String> order = new ArrayList<>();
    String queued = "";
    String state = "";
    for (String line : trace) {
      Matcher write = WRITE.matcher(line);
      Matcher queue = QUEUED.matcher(line);
      Matcher emit = EMITTED.matcher(line);
      Matcher set = STATE.matcher(line);
      if (line.startsWith("uart ")) {
        order.add(line);
      } else if (write.matches()) {
        order.add(
            "port %s <- %s, %s byte".formatted(write.group(1), write.group(2), write.group(3)));
      } else if (queue.matches()) {
        queued = queue.group(1);
      } else if (emit.matches()) {
        assertEquals(queued, emit.group(1));
        order.add("event " + EVENTS.get(queued));
      } else if (set.matches()) {
        state = "run state " + set.group(1) + " -> " + set.group(2);
      } else if (NOTIFY.matcher(line).matches()) {
        order.add(state);
      } else {
        assertEquals("#", line.substring(0, 1), line);
      }
    }
    return order;
  }

  /** From the trigger on and up to the end, in normal form. */
  private static List<String> part(List<String> order) {
    List<String> part = order.subList(order.indexOf(TRIGGER), order.indexOf(END) + 1);
    return ConsoleText.normal(part.stream().map(line -> line.replaceFirst("^uart ", "")).toList());
  }
}
