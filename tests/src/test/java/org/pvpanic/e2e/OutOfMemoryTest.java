package org.pvpanic.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * An emulator for whose work the memory does not suffice ends, as QEMU does. One that lived on
 * without its main loop would leave libvirt waiting.
 */
class OutOfMemoryTest {

  private static final Path EMULATOR =
      Path.of(System.getProperty("pvpanic.dist", "../qmp-server/target/dist"))
          .toAbsolutePath()
          .normalize()
          .resolve("bin/qemu-system-x86_64");
  private static final int HEAP_MIB = 32;

  @Test
  void ends() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "tcp:127.0.0.1:" + server.getLocalPort();
      ProcessBuilder builder =
          new ProcessBuilder(
                  EMULATOR.toString(), "-nodefaults", "-display", "none", "-S", "-qmp", address)
              .redirectErrorStream(true)
              .redirectOutput(new File("/dev/null"));
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().put("PVPANIC_CACHE", "none");
      builder.environment().put("PVPANIC_JAVA_OPTS", "-Xmx" + HEAP_MIB + "m");
      Process process = builder.start();
      try (Socket client = server.accept()) {
        sendOneString(client, 2 * HEAP_MIB - 1);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it lives on");
        assertEquals(3, process.exitValue());
      } finally {
        process.destroyForcibly();
      }
    }
  }

  /** Below QEMU's limit for a token, so that it is not refused. */
  private static void sendOneString(Socket client, int mib) {
    byte[] part = new byte[1 << 20];
    Arrays.fill(part, (byte) 'x');
    try {
      OutputStream out = client.getOutputStream();
      out.write("{\"execute\": \"".getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < mib; i++) {
        out.write(part);
      }
    } catch (IOException e) {
      // It hangs up as soon as it is too much.
    }
  }
}
