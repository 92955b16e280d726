package org.pvpanic.qtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pvpanic.emulator.QemuMain;
import org.pvpanic.twin.QmpClient;
import org.pvpanic.twin.TempDir;

/**
 * Starts and ends the emulator as libqtest, the C library of QEMU's own device tests, does: it
 * listens, asks on qtest before it looks at QMP, ends by SIGTERM and wants exit status 0.
 */
@Timeout(60)
class LibqtestTest {

  @Test
  void startsPanicsAndEndsAsItsClientExpects() throws Exception {
    try (TempDir directory = new TempDir();
        ServerSocketChannel qtestServer = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        ServerSocketChannel qmpServer = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      qtestServer.bind(UnixDomainSocketAddress.of(directory.path("q.sock")));
      qmpServer.bind(UnixDomainSocketAddress.of(directory.path("q.qmp")));
      Process process = start(directory);
      try (LineClient qtest = new LineClient(qtestServer.accept());
          QmpClient qmp = new QmpClient(qmpServer.accept())) {
        assertEquals("OK little", qtest.ask("endianness"));
        qmp.negotiate();
        assertEquals("OK 0x0003", qtest.ask("inb 0x505"));
        assertEquals("OK", qtest.ask("outb 0x505 0x1"));
        assertEquals(
            "{\"event\": \"GUEST_PANICKED\", \"data\": {\"action\": \"pause\"}}", qmp.line());
        process.destroy();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "still runs");
        assertEquals(0, process.exitValue());
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private static Process start(TempDir directory) throws Exception {
    String line =
        ("-qtest unix:%1$s/q.sock -qtest-log /dev/null -chardev socket,path=%1$s/q.qmp,id=char0"
                + " -mon chardev=char0,mode=control -display none -device pvpanic"
                + " -action panic=pause -accel qtest")
            .formatted(directory);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), QemuMain.class.getName()));
    command.addAll(List.of(line.split(" ")));
    return new ProcessBuilder(command).inheritIO().start();
  }
}
