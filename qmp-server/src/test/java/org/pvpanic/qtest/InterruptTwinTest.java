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

  private static final List<String> INITIALIZE_8259S =
      List.of(
          "outb 0x20 0x11",
          "outb 0x21 0x20",
          "outb 0x21 4",
          "outb 0x21 1",
          "outb 0x21 0",
          "outb 0xa0 0x11",
          "outb 0xa1 0x28",
          "outb 0xa1 2",
          "outb 0xa1 1",
          "outb 0xa1 0");

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

  /** Where the same interrupts come by: both sides of both 8259s, and where timers go out. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "in ioapic",
        "in /machine/unattached/device[6]", // the first 8259
        "out /machine/unattached/device[6]",
        "in /machine/unattached/device[7]", // the second
        "out /machine/unattached/device[7]",
        "out /machine/unattached/device[9]", // the real-time clock
        "out /machine/unattached/device[10]" // the interval timer
      })
  void interruptsPassControllers(String device) throws Exception {
    try (QtestPair pair = pair("-S", "-serial", "null", "-serial", "null")) {
      pair.same("irq_intercept_" + device);
      pair.same(INITIALIZE_8259S);
      pair.same(List.of("outb 0x3f9 2", "inb 0x3fa", "outb 0x3f8 0x41")); // IRQ 4
      pair.same(List.of("outb 0x20 0x0c", "inb 0x20", "outb 0x20 0x64", "inb 0x3fa")); // poll, EOI
      pair.same(List.of("outb 0x21 0x10", "outb 0x3f8 0x41", "outb 0x21 0")); // masked, unmasked
      pair.same(List.of("outb 0x43 0x30", "outb 0x43 0x34")); // IRQ 0
      for (String line : List.of("12 1", "9 1", "12 0", "9 0", "2 1", "2 0")) {
        String input = Integer.parseInt(line.split(" ")[0]) % 8 + line.substring(line.indexOf(' '));
        pair.same("set_irq_in /machine/unattached/device[7] unnamed-gpio-in " + input);
      }
      pair.same(List.of("outb 0xa0 0x0c", "inb 0xa0", "outb 0xa0 0x20", "outb 0x20 0x20"));
      pair.twins().same("{'execute': 'system_reset'}");
      pair.same(List.of("inb 0x80", "outb 0x3f9 2", "inb 0x3fa"));
    }
  }

  /** The power button, at both chipsets, whose registers have to be shown first. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "pc in ioapic",
        "pc out /machine/unattached/device[18]",
        "q35 in ioapic",
        "q35 out /machine/unattached/device[2]", // it has outputs with names alone
        "isapc in /machine/unattached/device[4]"
      })
  void powerManagementInterrupts(String typeAndDevice) throws Exception {
    String type = typeAndDevice.split(" ")[0];
    try (QtestPair pair = pair("-S", "-machine", type)) {
      pair.same("irq_intercept_" + typeAndDevice.substring(type.length() + 1));
      int bridge = type.equals("q35") ? 0x8000f800 : 0x80000b00;
      pair.same("outl 0xcf8 0x%x".formatted(bridge + 0x40));
      pair.same("outl 0xcfc 0x601");
      pair.same("outl 0xcf8 0x%x".formatted(bridge + (type.equals("q35") ? 0x44 : 0x80)));
      pair.same("outb 0xcfc 0x81");
      pair.same(List.of("outw 0x604 1", "outw 0x600 0xffff", "outw 0x602 0x100"));
      pair.twins().same("{'execute': 'system_powerdown'}");
      pair.same(List.of("inw 0x600", "outw 0x602 0", "outw 0x602 0x100", "outw 0x604 0"));
      pair.same(List.of("outw 0x604 1", "outw 0x600 0x100", "inw 0x600"));
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
