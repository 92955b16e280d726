package org.pvpanic.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.testkit.Requirements;
import org.pvpanic.testkit.RequiresTools;

/**
 * QMP clients for Node.js that are not ours: {@code node-qemu} starts and stops the emulator
 * itself, {@code qemu-qmp} speaks to one. Each is told by ours what it is told by real QEMU 7.2.
 */
@RequiresTools({"node", "npm", "qemu-system-x86_64"})
@Timeout(180)
class NodeClientsTest {

  private static final Path REAL = Path.of("/usr/bin/qemu-system-x86_64");
  private static final Path OURS =
      Path.of(System.getProperty("pvpanic.dist", "../qmp-server/target/dist"))
          .toAbsolutePath()
          .normalize()
          .resolve("bin/qemu-system-x86_64");

  @BeforeAll
  static void install() throws Exception {
    NodeClients.install();
  }

  @ParameterizedTest
  @ValueSource(strings = {"node-qemu.js", "qemu-qmp.js"})
  void cannotTellOursFromReal(String program, @TempDir Path one, @TempDir Path other)
      throws Exception {
    String real = NodeClients.transcript(program, REAL, one);
    Requirements.require(
        real.contains("\"minor\":2,\"major\":7"),
        REAL + " is not the QEMU 7.2 that ours stands for");
    assertEquals(real, NodeClients.transcript(program, OURS, other));
    assertTrue(real.contains("the guest panics") && real.contains("GUEST_PANICKED"), real);
  }
}
