package org.pvpanic.fwcfg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Reads fw_cfg over qtest, by DMA. */
final class FwCfgClient {

  private static final int REQUEST = 0x1000;
  private static final int BUFFER = 0x100000;
  private static final int DIRECTORY = 4 + 32 * 64;

  private final Qtest qtest;

  /** Answers a line. */
  interface Qtest {
    String ask(String line) throws IOException;
  }

  /** A file as the directory has it. */
  record File(int key, int size) {}

  FwCfgClient(Qtest qtest) {
    this.qtest = qtest;
  }

  /** The first {@code length} bytes of an item. */
  byte[] item(int key, int length) throws IOException {
    if (length == 0) {
      return new byte[0];
    }
    int control = key << 16 | 1 << 3 | 1 << 1;
    qtest.ask("write 0x%x 16 0x%08x%08x%016x".formatted(REQUEST, control, length, BUFFER));
    qtest.ask("outl 0x514 0");
    qtest.ask("outl 0x518 0x%x".formatted(Integer.reverseBytes(REQUEST)));
    assertEquals("OK 0x00000000", qtest.ask("read 0x%x 4".formatted(REQUEST)), "control word");
    String answer = qtest.ask("read 0x%x %d".formatted(BUFFER, length));
    return HexFormat.of().parseHex(answer, "OK 0x".length(), answer.length());
  }

  /** A file, whole. */
  byte[] content(String name) throws IOException {
    File file = Objects.requireNonNull(files().get(name), name);
    return item(file.key(), file.size());
  }

  /** The files by name, in the order of their keys. */
  Map<String, File> files() throws IOException {
    ByteBuffer directory = ByteBuffer.wrap(item(0x19, DIRECTORY));
    Map<String, File> files = new LinkedHashMap<>();
    for (int count = directory.getInt(); count > 0; count--) {
      int size = directory.getInt();
      int key = directory.getInt() >>> 16;
      byte[] name = new byte[56];
      directory.get(name);
      files.put(new String(name, StandardCharsets.US_ASCII).replace("\0", ""), new File(key, size));
    }
    return files;
  }
}
