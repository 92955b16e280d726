package org.pvpanic.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pvpanic.twin.TempDir;

/** The archive is one that others read. */
final class CpioArchiveTest {

  @Test
  void aHeaderIsWhatTheKernelReads() {
    byte[] archive = new CpioArchive().file("a", 0644, "hey".getBytes(UTF_8)).finish();
    String header = "070701" + "00000001" + "000081A4" + "00000000".repeat(2) + "00000001";
    header += "00000000" + "00000003" + "00000000".repeat(4) + "00000002" + "00000000";
    assertEquals(header + "a\0hey\0", new String(archive, 0, 116, UTF_8));
    assertEquals(0, archive.length % 4);
    assertEquals(true, new String(archive, UTF_8).contains("TRAILER!!!\0"));
  }

  @Test
  void busyboxReadsIt() throws Exception {
    assumeTrue(Programs.find("busybox").isPresent(), "busybox is not installed");
    try (TempDir directory = new TempDir()) {
      byte[] archive =
          new CpioArchive()
              .directory("bin")
              .file("bin/run", 0755, "odd".getBytes(UTF_8))
              .link("bin/sh", "run")
              .device("console", 5, 1)
              .file("empty", 0600, new byte[0])
              .finish();
      Files.write(directory.path("archive"), archive);
      assertEquals(
          List.of("bin", "bin/run", "bin/sh", "console", "empty"),
          busybox(directory.path("."), "cpio -t < archive"));
      busybox(directory.path("."), "cpio -i bin bin/run bin/sh empty < archive");
      assertEquals("odd", Files.readString(directory.path("bin/run")));
      assertEquals(Path.of("run"), Files.readSymbolicLink(directory.path("bin/sh")));
      assertEquals(true, Files.isExecutable(directory.path("bin/run")));
    }
  }

  private static List<String> busybox(Path directory, String line)
      throws IOException, InterruptedException {
    List<String> command = List.of("busybox", "sh", "-c", "busybox " + line);
    return Programs.run(directory, 20, command).lines().toList();
  }
}
