package org.pvpanic.board;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.device.VmCoreInfo;
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
        "pc 40-43 61-61 20-21",
        "q35 fec00000-fec00013 fec00010-fec00010",
        "pc-i440fx-2.7 fec00000-fec00000 fec00010-fec00010",
        "microvm fec00000-fec00000 fec00010-fec00010 fec10000-fec10000 fec10010-fec10010",
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

  /** The guest writes to the file through DMA; what it writes is there until the next reset. */
  @Test
  void aGuestTellsWhereItsVmcoreinfoIs() throws Exception {
    try (QtestTwins pair = new QtestTwins("-device", "vmcoreinfo,id=v")) {
      int real = fileKey(pair::real, VmCoreInfo.FILE); // other files may be there, too
      int ours = fileKey(pair::ours, VmCoreInfo.FILE);
      for (int operation : new int[] {0x18, 0x0a, 0x18, 0x0a}) { // select, and write or read
        String command = "write 0x1000 16 0x%04x%04x000000100000000000002000";
        pair.real(command.formatted(real, operation));
        pair.ours(command.formatted(ours, operation));
        pair.sameLines("outl 0x514 0\noutl 0x518 0x00100000\nread 0x1000 16\nread 0x2000 16");
        pair.same("write 0x2000 16 0x01000100d4010000deadbeef00000000");
        if (operation == 0x0a) {
          pair.twins().same("{'execute': 'system_reset'}"); // what was written is gone
        }
      }
      for (String command :
          new String[] {
            "'device_add', 'arguments': {'driver': 'vmcoreinfo'}",
            "'device_del', 'arguments': {'id': 'v'}",
            "'qom-get', 'arguments': {'path': 'v', 'property': 'parent_bus'}",
            "'qom-get', 'arguments': {'path': 'v', 'property': 'hotpluggable'}",
            "'qom-list', 'arguments': {'path': '/machine/peripheral/v'}",
            "'device-list-properties', 'arguments': {'typename': 'vmcoreinfo'}",
            "'device-list-properties', 'arguments': {'typename': 'isa-debugcon'}"
          }) {
        pair.twins().same("{'execute': " + command + "}");
      }
    }
  }

  private interface Client {
    String ask(String line) throws IOException;
  }

  /** The key of a fw_cfg file, as the directory has it. */
  private static int fileKey(Client client, String name) throws IOException {
    client.ask("outw 0x510 0x19");
    int files = 0;
    for (int i = 0; i < 4; i++) {
      files = files << 8 | readByte(client);
    }
    for (int file = 0; file < files; file++) {
      StringBuilder entry = new StringBuilder();
      for (int i = 0; i < 64; i++) {
        entry.append((char) readByte(client));
      }
      if (entry.substring(8).startsWith(name)) {
        return entry.charAt(4) << 8 | entry.charAt(5);
      }
    }
    throw new AssertionError(name);
  }

  private static int readByte(Client client) throws IOException {
    return Integer.parseInt(client.ask("inb 0x511").substring("OK 0x".length()), 16);
  }
}
