package org.pvpanic.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pvpanic.bus.MemoryIo;
import org.pvpanic.guest.io.PciConfig;
import org.pvpanic.guest.io.PciFunction;

/** Who answers between 640 KiB and 1 MiB, as the host bridge's registers say, beside real QEMU. */
@Timeout(60)
class PamTwinTest {

  private static final int REGISTERS = 7;

  private static final int[] PLACES = {
    0xa0000, 0xbffff, 0xc0000, 0xc3fff, 0xc4000, 0xd8000, 0xe0000, 0xebffe, 0xec000, 0xf0000,
    0xfffff
  };

  @ParameterizedTest
  @CsvSource({"pc, 0x59, 0x72", "q35, 0x90, 0x9d"})
  void theSameAnswers(String type, int pam, int smram) throws Exception {
    try (RealBoard real = RealBoard.halting("-M", type);
        OurBoard ours = new OurBoard("-M", type)) {
      assertEquals(seen(real.board(), pam, smram), seen(ours.board(), pam, smram));
    }
  }

  /** What each place holds after each change, and after a byte was written there. */
  private static List<String> seen(QtestBoard board, int pam, int smram) {
    PciFunction bridge = new PciConfig(board).function(0, 0, 0);
    List<String> seen = new ArrayList<>();
    look(board, seen, "at first");
    for (int mode : new int[] {0x33, 0x11, 0x22, 0x30, 0x03, 0x00, 0xff}) {
      for (int i = 0; i < REGISTERS; i++) {
        bridge.write(pam + i, 1, mode);
      }
      look(board, seen, "mode %02x".formatted(mode));
    }
    bridge.write(pam + 3, 4, 0x32022320);
    look(board, seen, "four registers at once");
    for (int value : new int[] {0x4a, 0x0a}) {
      bridge.write(smram, 1, value);
      look(board, seen, "SMRAM %02x".formatted(value));
    }
    return seen;
  }

  private static void look(MemoryIo memory, List<String> seen, String when) {
    for (int place : PLACES) {
      long before = memory.load(place, 1);
      memory.store(place, 1, seen.size());
      seen.add("%s: %x held %x, holds %x".formatted(when, place, before, memory.load(place, 1)));
    }
  }
}
