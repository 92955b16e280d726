package org.pvpanic.driver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.guest.firmware.Firmware;

/** Our firmware leaves real QEMU's board as SeaBIOS leaves it. */
@Timeout(60)
class FirmwareTwinTest {

  private static final int MIB = 1 << 20;
  private static final int TABLES = 0x20000;
  private static final int F_SEGMENT = 0xf0000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-M pc -m 128 -device pvpanic",
        "-M pc -m 3000 -device pvpanic-pci -device qemu-xhci -device virtio-balloon",
        "-M pc -m 256 -device pci-bridge,chassis_nr=3,id=b -device pvpanic-pci,bus=b,addr=3"
            + " -device pci-bridge,chassis_nr=4,id=c,bus=b,addr=4 -device pvpanic-pci,bus=c,addr=1",
        "-M pc -m 64 -device vmgenid,guid=324e6eaf-d1d1-4bf6-bf41-b9bb6c91fb87 -device pvpanic,ioport=0x606",
        "-M pc -m 128 -global fw_cfg.dma_enabled=off -device pvpanic",
        "-M q35 -m 128 -device pvpanic -device pvpanic-pci",
        "-M q35 -m 3000 -device pcie-root-port,id=p,chassis=1 -device virtio-balloon,bus=p"
            + " -device ioh3420,id=r,chassis=2 -device x3130-upstream,id=u,bus=r"
            + " -device xio3130-downstream,id=d,bus=u,chassis=3 -device pvpanic-pci,bus=d"
      })
  void leavesTheBoardAsSeaBiosDoes(String line) throws Exception {
    String[] args = line.split(" ");
    try (RealBoard bios = RealBoard.withSeaBios(args);
        RealBoard ours = RealBoard.halting(args)) {
      bios.awaitSeaBios();
      new Firmware(ours.board(), ours.board()).run();
      assertEquals(bios.monitor().human("info pci"), ours.monitor().human("info pci"));
      assertEquals(portsInUse(bios), portsInUse(ours));
      int tables = Integer.parseInt(args[3]) * MIB - TABLES;
      assertArrayEquals(memory(bios, tables, TABLES), memory(ours, tables, TABLES), "tables");
      assertEquals(rsdp(bios), rsdp(ours), "RSDP");
    }
  }

  /** The flat view of I/O space. */
  private static String portsInUse(RealBoard board) throws IOException {
    String all = board.monitor().human("info mtree -f");
    int from = all.indexOf("AS \"I/O\"");
    int next = all.indexOf("FlatView", from);
    return next < 0 ? all.substring(from) : all.substring(from, next);
  }

  private static byte[] memory(RealBoard board, int address, int size) {
    byte[] bytes = new byte[size];
    board.board().read(address, bytes, 0, size);
    return bytes;
  }

  /**
   * All that begins with its signature; where in the segment it lies depends on what else SeaBIOS
   * has put there.
   */
  private static List<String> rsdp(RealBoard board) {
    byte[] segment = memory(board, F_SEGMENT, 0x10000);
    List<String> found = new ArrayList<>();
    for (int at = 0; at < segment.length; at += 16) {
      if (new String(segment, at, 8, ISO_8859_1).equals("RSD PTR ")) {
        byte[] bytes = Arrays.copyOfRange(segment, at, at + 20);
        found.add(HexFormat.of().formatHex(bytes));
      }
    }
    return found;
  }
}
