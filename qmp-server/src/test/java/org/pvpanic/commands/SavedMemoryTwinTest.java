package org.pvpanic.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pvpanic.replay.ByteClient;
import org.pvpanic.twin.Twins;

/** Guest memory goes into files as with real QEMU. */
class SavedMemoryTwinTest {

  private static String save(String command, String val, long size, String file) {
    return "{'execute': '%s', 'arguments': {'val': %s, 'size': %d, 'filename': '%s'}}"
        .formatted(command, val, size, file);
  }

  @ParameterizedTest
  @CsvSource({
    "memsave, 0x500, 16",
    "memsave, 0, 0",
    "memsave, 134217727, 3",
    "memsave, 1073741824, 3",
    "memsave, -1, 1",
    "memsave, 134209536, 10000",
    "pmemsave, 0x500, 5000",
    "pmemsave, 134217727, 3",
    "pmemsave, 134217728, 3",
    "pmemsave, -1, 3",
  })
  void aRangeIsSaved(String command, String val, long size) throws Exception {
    try (Twins twins = start()) {
      fill(twins, 0x500, 5000);
      fill(twins, 134_209_536, 8192); // up to the end of RAM
      sameFile(twins, command, String.valueOf(Long.decode(val)), size);
    }
  }

  /** RAM goes on above 4 GiB where it would reach into the PCI hole. */
  @ParameterizedTest
  @CsvSource({
    "pc, pmemsave, 3221225000, 1024",
    "pc, pmemsave, 4294967396, 1024",
    "pc, pmemsave, 4848615000, 1024",
    "pc, memsave, 3221225000, 1024",
    "pc, memsave, 4294967396, 1024",
    "q35, pmemsave, 2147483100, 1024",
    "q35, memsave, 4294967396, 1024",
  })
  void theHoleIsLeftOut(String type, String command, long val, long size) throws Exception {
    try (Twins twins = start("-machine", type, "-m", "3600")) {
      fill(twins, type.equals("pc") ? 3221224448L : 2147482624L, 1024); // up to the hole
      fill(twins, 4294967296L, 2048);
      sameFile(twins, command, String.valueOf(val), size);
    }
  }

  private static Twins start(String... more) throws IOException {
    List<String> args = new ArrayList<>(List.of(more));
    args.addAll(List.of("-S", "-qtest-log", "none"));
    args.addAll(List.of("-qtest", "unix:$DIR/$TWIN.qt,server=on,wait=off"));
    return new Twins(args.toArray(String[]::new));
  }

  /** Writes to both what no reset leaves, and what is different at every offset nearby. */
  private static void fill(Twins twins, long address, int size) throws IOException {
    byte[] pattern = new byte[size];
    for (int i = 0; i < size; i++) {
      pattern[i] = (byte) (i * 7 + i / 256 + 1);
    }
    for (String twin : List.of(Twins.REAL, Twins.OURS)) {
      try (ByteClient qtest = new ByteClient(twins.path(twin + ".qt"))) {
        qtest.send(
            "write %d %d 0x%s\n".formatted(address, size, HexFormat.of().formatHex(pattern)));
        assertEquals("OK\n", qtest.line());
      }
    }
  }

  private static void sameFile(Twins twins, String command, String val, long size)
      throws IOException {
    twins.same(save(command, val, size, twins.path("file").toString()));
    byte[] last = Files.readAllBytes(twins.path("file"));
    twins.real().ask(save(command, val, size, twins.path("real").toString()));
    assertArrayEquals(Files.readAllBytes(twins.path("real")), last);
  }

  @Test
  void whatCannotBeSavedIsRefusedInTheSameWords() throws Exception {
    try (Twins twins = new Twins("-S")) {
      // What fits the buffer is lost unnoticed.
      twins.same(save("pmemsave", "0", 4096, "/dev/full"));
      twins.same(save("pmemsave", "0", 4097, "/dev/full"));
      twins.same(save("memsave", "0", 5000, "/dev/full"));
      twins.same(save("memsave", "0", 1, "/nope/x"));
      twins.same(save("pmemsave", "0", 1, "/nope/x"));
      twins.same(save("pmemsave", "0", 1, "/"));
      twins.same(save("pmemsave", "0", 1, ""));
      twins.same(save("memsave", "18446744073709551615", 1, "/nope/x"));
      twins.same(save("memsave", "1.5", 1, "/nope/x"));
      twins.same(
          "{'execute': 'memsave', 'arguments': {'val': 0, 'size': 1, 'filename': '/nope/x',"
              + " 'cpu-index': 9}}");
    }
  }
}
