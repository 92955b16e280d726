package org.pvpanic.qtest;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.twin.TempDir;

/** What qtest tells of interrupts, beside real QEMU: the same lines in the same order. */
@Timeout(60)
class InterruptTwinTest {

  private TempDir directory;

  @BeforeEach
  void makeDirectory() throws IOException {
    directory = new TempDir();
  }

  @AfterEach
  void removeDirectory() throws IOException {
    directory.close();
  }

  private QtestPair pair(String... args) throws IOException {
    return new QtestPair(directory, args);
  }

  /** COM1 and COM2, as their transmitters run empty. */
  @ParameterizedTest
  @ValueSource(strings = {"pc", "q35"})
  void serialPortsInterruptAtTheIoApic(String type) throws Exception {
    try (QtestPair pair = pair("-S", "-machine", type, "-serial", "null", "-serial", "null")) {
      pair.same("irq_intercept_in ioapic");
      for (String base : List.of("0x3f", "0x2f")) {
        pair.same(
            List.of(
                "outb " + base + "c 8", // OUT2
                "outb " + base + "9 2", // transmitter empty
                "inb " + base + "a",
                "outb " + base + "8 0x41",
                "outb " + base + "c 0",
                "outb " + base + "c 8",
                "outb " + base + "9 0"));
      }
    }
  }

  @Test
  void pinsCanBeDriven() throws Exception {
    try (QtestPair pair = pair("-S")) {
      pair.same("set_irq_in ioapic unnamed-gpio-in 4 1");
      pair.same("irq_intercept_in /machine/i440fx/ioapic");
      for (String line :
          List.of("4 1", "4 1", "4 2", "4 0", "4 0", "0 1", "23 -1", "0x17 0", "2 0", "+2 1")) {
        pair.same("set_irq_in ioapic unnamed-gpio-in " + line);
      }
    }
  }

  @Test
  void oneDeviceIsIntercepted() throws Exception {
    try (QtestPair pair = pair("-S", "-device", "pvpanic,id=pv")) {
      pair.same(
          List.of(
              "irq_intercept_in nope",
              "irq_intercept_in ",
              "set_irq_in nope unnamed-gpio-in 5 0",
              "irq_intercept_in pv extra",
              "irq_intercept_in pv",
              "irq_intercept_out pv",
              "irq_intercept_in ioapic",
              "irq_intercept_out ioapic",
              "set_irq_in ioapic unnamed-gpio-in 5 1"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"isapc", "none"})
  void boardsWithoutAnIoApic(String type) throws Exception {
    try (QtestPair pair = pair("-S", "-machine", type)) {
      pair.same("irq_intercept_in ioapic");
      pair.same("set_irq_in ioapic unnamed-gpio-in 5 1");
    }
  }
}
