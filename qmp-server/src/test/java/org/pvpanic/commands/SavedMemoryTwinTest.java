package org.pvpanic.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    try (Twins twins = new Twins("-S")) {
      String number = String.valueOf(Long.decode(val));
      twins.same(save(command, number, size, twins.path("file").toString()));
      byte[] last = Files.readAllBytes(twins.path("file"));
      twins.real().ask(save(command, number, size, twins.path("real").toString()));
      assertArrayEquals(Files.readAllBytes(twins.path("real")), last);
    }
  }

  @Test
  void whatCannotBeSavedIsRefusedInTheSameWords() throws Exception {
    try (Twins twins = new Twins("-S")) {
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
