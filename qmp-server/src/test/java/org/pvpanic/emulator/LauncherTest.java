package org.pvpanic.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

  @TempDir Path folder;

  /** What the child process runs: it has started, and goes on until its input ends. */
  static final class Program {
    public static void main(String[] args) throws Exception {
      System.err.println("before");
      Launcher.started();
      System.err.println("after");
      System.in.readAllBytes();
    }
  }

  @Test
  @Timeout(60)
  void tellsThatItIsReadyAndHasAnArchiveMadeByAProcessWithoutItsDescriptors() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Path script =
        Installation.write(
            folder.resolve("prepare"),
            "#!/bin/sh\nls -l /proc/self/fd | grep -c [.]jar >%s\n".formatted(pipe));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dpvpanic.ready=4711",
                "-Dpvpanic.prepare=" + script,
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertEquals("0\n", Files.readString(pipe));
      process.getOutputStream().close();
      String error = new String(process.getErrorStream().readAllBytes(), UTF_8);
      assertEquals(List.of("before", "ready 4711"), error.lines().toList());
    } finally {
      process.destroyForcibly();
    }
  }
}
