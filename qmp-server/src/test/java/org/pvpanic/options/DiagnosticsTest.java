package org.pvpanic.options;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {

  private final List<String> lines = new ArrayList<>();
  private final Diagnostics diagnostics = new Diagnostics(lines::add, FrontEnd.NOON);
  private final Option option = new Option("qmp", "x", "-qmp x");

  @Test
  void errorsCarryTheirPlaceAndTheirHint() {
    diagnostics.error(new QemuError("wrong", "one\ntwo").at(option));
    diagnostics.error("terminating on signal 15 from pid 1 (init)");
    assertEquals(
        List.of(
            "qemu-system-x86_64: -qmp x: wrong",
            "one",
            "two",
            "qemu-system-x86_64: terminating on signal 15 from pid 1 (init)"),
        lines);
  }

  @Test
  void anErrorKeepsItsFirstPlace() {
    diagnostics.error(new QemuError("wrong").at(option).at(new Option("m", "1", "-m 1")));
    assertEquals(List.of("qemu-system-x86_64: -qmp x: wrong"), lines);
  }

  @Test
  void warningsAndNotesSayWhatTheyAre() {
    diagnostics.at(option).warn("old", "");
    diagnostics.at(null).warn("older", "");
    diagnostics.info(option, "QEMU waiting for connection on: x");
    assertEquals(
        List.of(
            "qemu-system-x86_64: -qmp x: warning: old",
            "qemu-system-x86_64: warning: older",
            "qemu-system-x86_64: -qmp x: info: QEMU waiting for connection on: x"),
        lines);
  }

  @Test
  void messagesBeginWithTheTimeAndTheGuestsNameIfWanted() {
    diagnostics.prefix(true, true);
    diagnostics.error("a");
    diagnostics.guestName("bob");
    diagnostics.error("b");
    diagnostics.prefix(false, true);
    diagnostics.error("c");
    assertEquals(
        List.of(
            "2026-11-22T12:00:00.000045Z qemu-system-x86_64: a",
            "2026-11-22T12:00:00.000045Z bob qemu-system-x86_64: b",
            "bob qemu-system-x86_64: c"),
        lines);
  }
}
