package org.pvpanic.commands;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.twin.QtestTwins;
import org.pvpanic.twin.Twins;

/** {@code chardev-send-break} and what a serial port makes of it, beside real QEMU 7.2. */
@Timeout(60)
class SendBreakTwinTest {

  private static final String BREAK =
      "{'execute': 'chardev-send-break', 'arguments': {'id': 'c'}}";

  @Test
  void repliesAndErrors() throws Exception {
    try (Twins twins =
        new Twins(
            "-S",
            "-chardev",
            "null,id=c",
            "-chardev",
            "null,id=nobody",
            "-serial",
            "chardev:c",
            "-serial",
            "null")) {
      for (String arguments :
          List.of(
              "{'id': 'c'}",
              "{'id': 'nobody'}",
              "{'id': 'serial1'}",
              "{'id': 'compat_monitor0'}",
              "{'id': 'nope'}",
              "{'id': ''}",
              "{'id': 1}",
              "{'id': null}",
              "{'id': 'c', 'x': 1}",
              "{}")) {
        twins.same("{'execute': 'chardev-send-break', 'arguments': " + arguments + "}");
      }
      twins.same("{'execute': 'chardev-send-break'}");
      for (String line : List.of("c", "nobody", "nope", "", "c d")) {
        twins.same(
            "{'execute': 'human-monitor-command', 'arguments':"
                + " {'command-line': 'chardev-send-break "
                + line
                + "'}}");
      }
    }
  }

  /** Registers of COM1: interrupts enabled, FIFOs, loopback, then as an interrupt handler reads. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "outb 0x3f9 5",
        "outb 0x3f9 1",
        "outb 0x3fa 1,outb 0x3f9 5",
        "outb 0x3fa 0xc1,outb 0x3f9 5",
        "outb 0x3fa 1,outb 0x3f9 4",
        "outb 0x3fc 0x10,outb 0x3f9 5,outb 0x3f8 0x41",
        "outb 0x3fa 0xc1,outb 0x3fc 0x10,outb 0x3f8 0x41,outb 0x3f8 0x42"
      })
  void aPortTellsOfIt(String before) throws Exception {
    try (QtestTwins pair = new QtestTwins("-chardev", "null,id=c", "-serial", "chardev:c")) {
      for (int breaks : new int[] {1, 2, 15, 16, 17}) {
        for (String line : before.isEmpty() ? List.<String>of() : List.of(before.split(","))) {
          pair.same(line);
        }
        for (int i = 0; i < breaks; i++) {
          pair.twins().same(BREAK);
        }
        for (int i = 0; i < 3; i++) {
          pair.sameLines("inb 0x3fa\ninb 0x3fd\ninb 0x3fa\ninb 0x3f8\ninb 0x3fd\ninb 0x3fa");
        }
        pair.twins().same(BREAK);
        pair.sameLines("outb 0x3fa 6\ninb 0x3fd\ninb 0x3fa\noutb 0x3fa 7\ninb 0x3fd\ninb 0x3fa");
        pair.twins().same(BREAK);
        pair.twins().same("{'execute': 'system_reset'}");
        pair.sameLines("inb 0x3fd\ninb 0x3fa\ninb 0x3f8\ninb 0x3fd\noutb 0x3fa 0");
      }
    }
  }
}
