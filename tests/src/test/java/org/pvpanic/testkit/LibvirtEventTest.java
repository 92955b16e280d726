package org.pvpanic.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lines as virsh 9.0.0 printed them. */
class LibvirtEventTest {
  private static final String TIME = "2026-11-22 20:02:22.462+0000";

  @Test
  void lifecycleLineHasTypeAndDetail() {
    assertEquals(
        Optional.of(new LibvirtEvent(TIME, "c-destroy", "lifecycle", "Crashed Panicked")),
        LibvirtEvent.parse(TIME + ": event 'lifecycle' for domain 'c-destroy': Crashed Panicked"));
  }

  @Test
  void lineWithoutDetailHasEmptyDetail() {
    Optional<LibvirtEvent> event =
        LibvirtEvent.parse(TIME + ": event 'reboot' for domain 'c-restart'");

    assertEquals("reboot", event.orElseThrow().text());
  }

  @Test
  void monitorLineHasEmulatorsNameAndData() {
    Optional<LibvirtEvent> event =
        LibvirtEvent.parse(TIME + ": event GUEST_PANICKED for domain 'd1': {\"action\":\"pause\"}");

    assertEquals("GUEST_PANICKED {\"action\":\"pause\"}", event.orElseThrow().text());
  }

  @Test
  void monitorLineWithNullDataHasEmptyDetail() {
    Optional<LibvirtEvent> event =
        LibvirtEvent.parse(TIME + ": event STOP for domain 'd1': <null>");

    assertEquals("STOP", event.orElseThrow().text());
  }

  @Test
  void otherLinesAreNoEvents() {
    assertEquals(Optional.empty(), LibvirtEvent.parse("events received: 6"));
    assertEquals(Optional.empty(), LibvirtEvent.parse("\toperation: 8"));
  }
}
