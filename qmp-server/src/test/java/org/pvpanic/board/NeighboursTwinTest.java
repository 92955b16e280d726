package org.pvpanic.board;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.twin.QtestTwins;
import org.pvpanic.twin.Twins;

/** What is beside pvpanic on a board, accessed at random beside real QEMU 7.2. */
@Timeout(120)
class NeighboursTwinTest {

  private static final int ACCESSES = 800;

  /** A machine type, and where it has registers. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "pc 0-0f 80-8f c0-df",
        "pc 20-21 a0-a1 4d0-4d1",
        "pc 40-43 61-61",
        "pc 7e-7f 92-92 b2-b3 f0-f1 170-177 1f0-1f7 376-376 3f6-3f6",
        "q35 cf9-cf9 92-92 b2-b3 170-177 1f0-1f7",
        "isapc 0-0f 61-61 7e-8f a0-a1 b2-b3 c0-df 1f0-1f5 cf9-cf9",
        "microvm 0-0f 40-43 60-64 7e-9f b2-b3 c0-df 1f0-1f7 cf9-cf9"
      })
  void registersAreEqual(String typeAndRanges) throws Exception {
    String[] words = typeAndRanges.split(" ", 2);
    try (QtestTwins pair = new QtestTwins("-machine", words[0])) {
      pair.sameAccesses(1, ACCESSES, words[1].split(" "));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pc 0xcf9", "q35 0xcf9", "pc 0x92"})
  void resetsAreEqual(String typeAndPort) throws Exception {
    String port = typeAndPort.split(" ")[1];
    try (QtestTwins pair = new QtestTwins("-machine", typeAndPort.split(" ")[0])) {
      for (int value : new int[] {0x0a, 0xf2, 0x03, 0x01, 0x04, 0x06, 0xff, 0x00, 0x05}) {
        pair.same("outb " + port + " " + value);
        pair.same("inb " + port);
        pair.twins().same("{'execute': 'query-status'}"); // and the RESET event before it, if any
        pair.same("inb " + port);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pc", "q35", "isapc", "microvm"})
  void firmwareIsEqual(String type) throws Exception {
    try (QtestTwins pair = new QtestTwins("-machine", type)) {
      for (String place : "0xc0000 0xdfffe 0xe0000 0xffffc 0xfffbfffe 0xfffc0000".split(" ")) {
        pair.same("writel " + place + " 0x12345678");
        pair.same("readl " + place);
      }
      pair.same("readl 0xffffe000");
      pair.twins().same("{'execute': 'system_reset'}");
      for (String place : "0xe0000 0xffffc 0xfffc0000".split(" ")) {
        pair.same("readl " + place);
      }
    }
  }

  @Test
  void bytesWrittenToADebugConsoleComeOut() throws Exception {
    try (QtestTwins pair =
        new QtestTwins(
            "-debugcon",
            "file:$DIR/debugcon-$TWIN",
            "-chardev",
            "file,id=a,path=$DIR/a-$TWIN",
            "-device",
            "isa-debugcon,iobase=0x402,readback=0x1234,chardev=a",
            "-chardev",
            "null,id=b",
            "-device",
            "isa-debugcon,iobase=0x10000,chardev=b")) {
      pair.sameAccesses(1, 60, "401-403", "e8-ea");
      pair.twins().same("{'execute': 'query-chardev'}");
      for (String file : new String[] {"debugcon", "a"}) {
        assertEquals(
            Files.readString(pair.twins().path(file + "-" + Twins.REAL), ISO_8859_1),
            Files.readString(pair.twins().path(file + "-" + Twins.OURS), ISO_8859_1));
      }
    }
  }
}
