package org.pvpanic.acpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** ACPICA's disassembler. */
final class Iasl {

  /**
   * What it remarks of QEMU's tables, too: that even old systems understand them, and that a FADT
   * of ACPI 5.0 has less than a newer one.
   */
  private static final String HARMLESS =
      "\\Q**** 32-bit table (V1), no 64-bit math support\\E"
          + "|\\Q/**** ACPI table terminates in the middle of a data structure!\\E";

  private Iasl() {}

  /**
   * What a table looks like in source, by a program that must find nothing wrong with it. Where the
   * program is missing the calling test is skipped, and fails where the environment says {@code
   * CI=true}.
   */
  static String disassemble(byte[] table) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("pv");
    Path file = Files.write(folder.resolve("table.dat"), table);
    Path source = folder.resolve("table.dsl");
    try {
      Process process =
          new ProcessBuilder(program().toString(), "-d", file.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), said);
      assertEquals(
          0, said.lines().filter(line -> line.matches(".*(?i:error|warning).*")).count(), said);
      String text = Files.readString(source, StandardCharsets.ISO_8859_1);
      assertEquals(-1, text.replaceAll(HARMLESS, "").indexOf("***"), text);
      return text;
    } finally {
      Files.deleteIfExists(source);
      Files.delete(file);
      Files.delete(folder);
    }
  }

  private static Path program() {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, "iasl"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(Iasl::missing);
  }

  private static Path missing() {
    return "true".equals(System.getenv("CI"))
        ? fail("iasl is not installed")
        : abort("iasl is not installed");
  }
}
