package org.pvpanic.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.pvpanic.machine.VersionProfile;

class EventRatesTest {

  @Test
  void eachVersionLimitsItsOwn() {
    String old =
        "RTC_CHANGE WATCHDOG BALLOON_CHANGE QUORUM_REPORT_BAD(node-name) QUORUM_FAILURE"
            + " VSERPORT_CHANGE(id) MEMORY_DEVICE_SIZE_CHANGE(qom-path)";
    assertEquals(old, limited(VersionProfile.QEMU_7_2));
    assertEquals(
        old + " BLOCK_IO_ERROR(qom-path) HV_BALLOON_STATUS_REPORT",
        limited(VersionProfile.QEMU_10_0));
  }

  private static String limited(VersionProfile version) {
    return String.join(
        " ",
        EventRates.rules(version).stream()
            .map(rule -> rule.event() + rule.subject().map(s -> "(" + s + ")").orElse(""))
            .toList());
  }
}
