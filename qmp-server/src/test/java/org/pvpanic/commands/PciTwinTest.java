package org.pvpanic.commands;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.twin.Twins;

/** PCI buses look to a client of the monitor as those of real QEMU do. */
class PciTwinTest {

  private static final String QUERY = "{'execute': 'query-pci'}";

  private static String human(String line) {
    return "{'execute': 'human-monitor-command', 'arguments': {'command-line': '" + line + "'}}";
  }

  private static void bothShowTheSame(Twins twins) throws Exception {
    twins.same(QUERY);
    twins.same(human("info pci"));
  }

  private static void write(Twins twins, int function, int offset, String value) throws Exception {
    twins.same(human("o /w 0xcf8 0x%x".formatted(0x8000_0000 | function << 8 | offset)));
    twins.same(human("o /w 0xcfc " + value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pc", "q35", "isapc", "none"})
  void aBareBoard(String machine) throws Exception {
    try (Twins twins = new Twins("-S", "-machine", machine)) {
      bothShowTheSame(twins);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pvpanic-pci,id=p,addr=5",
        "virtio-balloon-pci,id=p,addr=5",
        "qemu-xhci,addr=5",
        "piix3-usb-uhci,addr=5",
      })
  void aFunctionBeforeAndAfterItsBarsAreProgrammed(String device) throws Exception {
    try (Twins twins = new Twins("-S", "-device", device)) {
      bothShowTheSame(twins);
      write(twins, 5 << 3, 0x10, "0xe0000000");
      write(twins, 5 << 3, 0x20, "0x0000c000");
      write(twins, 5 << 3, 0x3c, "0xb");
      bothShowTheSame(twins);
      write(twins, 5 << 3, 0x04, "0x7");
      bothShowTheSame(twins);
      write(twins, 5 << 3, 0x10, "0xffffffff");
      write(twins, 5 << 3, 0x20, "0x00000000");
      bothShowTheSame(twins);
      twins.same("{'execute': 'system_reset'}");
      bothShowTheSame(twins);
    }
  }

  @Test
  void whatIsBehindAPortOncePortAndBusHaveTheirNumbers() throws Exception {
    try (Twins twins =
        new Twins(
            "-S",
            "-machine",
            "q35",
            "-device",
            "pcie-root-port,id=rp,addr=4",
            "-device",
            "pvpanic-pci,id=p,bus=rp,addr=0")) {
      bothShowTheSame(twins);
      write(twins, 4 << 3, 0x18, "0x00010100");
      write(twins, 4 << 3, 0x1c, "0x2010");
      write(twins, 4 << 3, 0x20, "0xfe10fe00");
      write(twins, 4 << 3, 0x24, "0xfe31fe21");
      write(twins, 4 << 3, 0x04, "0x7");
      write(twins, 0x100, 0x10, "0xfe000000");
      write(twins, 0x100, 0x04, "0x2");
      bothShowTheSame(twins);
      twins.same("{'execute': 'system_reset'}");
      bothShowTheSame(twins);
    }
  }
}
