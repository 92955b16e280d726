package org.pvpanic.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pvpanic.json.Json;
import org.pvpanic.oncrash.QmpClient;

class PrintersTest {

  private final StringWriter out = new StringWriter();
  private final PrintWriter writer = new PrintWriter(out);

  private static final QmpClient.Event PANIC =
      new QmpClient.Event("GUEST_PANICKED", Map.of("action", "pause"));

  @Test
  void textHasColumnsForTimeAndKind() {
    TextPrinter text = new TextPrinter(writer, false);
    text.print(7, Entry.console("Oops: 0002 [#1] SMP "));
    text.print(1234567, Entry.event(PANIC));
    assertEquals(
        """
              7 ms  console   Oops: 0002 [#1] SMP\s
        1234567 ms  event     GUEST_PANICKED {"action": "pause"}
        """,
        out.toString());
  }

  @Test
  void colourMarksTheKindAndIsResetOnEachLine() {
    new TextPrinter(writer, true).print(0, Entry.demo("x"));
    assertEquals("      0 ms  \u001b[36mdemo      x\u001b[0m\n", out.toString());
  }

  @Test
  void guestCannotMoveTheCursorOrChangeColours() {
    TextPrinter text = new TextPrinter(writer, false);
    text.print(0, Entry.console("[\u001b[32m  OK  \u001b[0m]\tdone\u0007\u001b(B\u001b7!"));
    assertEquals("      0 ms  console   [  OK  ]\tdone!\n", out.toString());
  }

  @Test
  void jsonIsOneObjectALineWithTextAndFields() throws Exception {
    JsonPrinter json = new JsonPrinter(writer);
    json.print(3, Entry.portWrite(0x505, 1, 1));
    assertEquals(
        "{\"t\": 3, \"kind\": \"port\", \"text\": \"write to port 0x505: 0x01\","
            + " \"port\": 1285, \"size\": 1, \"value\": 1}\n",
        out.toString());
    out.getBuffer().setLength(0);
    json.print(4, Entry.event(PANIC));
    Map<String, Object> parsed = Json.asObject(Json.parse(out.toString().trim()));
    assertEquals(
        Map.of(
            "t",
            4L,
            "kind",
            "event",
            "text",
            "GUEST_PANICKED {\"action\": \"pause\"}",
            "event",
            "GUEST_PANICKED",
            "data",
            Map.of("action", "pause")),
        parsed);
  }
}
