package org.pvpanic.qtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.emulator.Emulator;
import org.pvpanic.twin.RealQemu;
import org.pvpanic.twin.TempDir;

/** The qtest protocol beside that of real QEMU 7.2, whose clock is TCG's. */
@Timeout(60)
class QtestTwinTest {

  private TempDir directory;

  @BeforeEach
  void makeDirectory() throws IOException {
    directory = new TempDir();
  }

  @AfterEach
  void removeDirectory() throws IOException {
    directory.close();
  }

  @Test
  void theHumanMonitorSumsWhatIsAtPhysicalAddresses() throws Exception {
    try (QtestPair pair = new QtestPair(directory, "-S", "-m", "4G")) {
      pair.same("memset 0xbffff000 0x1000 0x11");
      pair.same("memset 0x100000000 0x1000 0x7f");
      for (String range :
          List.of(
              "0xc0000000 1", // RAM of that offset is behind the hole
              "0xbffff001 0xffe",
              "0xbffffffe 4",
              "0xbffff000 0x1001",
              "0xfffffff0 0x20", // ends behind 32 bits
              "0xffffffff 1")) {
        pair.twins()
            .same(
                "{'execute': 'human-monitor-command', 'arguments': {'command-line': 'sum %s'}}"
                    .formatted(range));
      }
    }
  }

  @Test
  void muchMemoryIsFilledAndReadAtOnce() throws Exception {
    try (QtestPair pair = new QtestPair(directory, "-S", "-m", "32")) {
      pair.same("memset 0x100000 0x1000000 0xaa");
      pair.same("read 0xfffff 0x2");
      pair.same("read 0x10fffff 0x2");
      pair.same("read 0 0x900000");
      pair.same("b64read 0x100000 0x900000");
    }
  }

  @Test
  void answersAreEqual() throws Exception {
    try (QtestPair pair =
        new QtestPair(directory, "-S", "-device", "pvpanic", "-action", "panic=none")) {
      for (String line :
          """
          endianness
          endianness x
          inb 0x505
          inw 0x505
          inl 0x505
          inw 0x504
          inl 0x503
          inb 1285
          inb 02405
          inb +0x505
          inb \t0x505
          inb 0X505 and more
          outb 0x505 0x100
          outw 0x504 0x0101
          outb 0x505 0
          outl 0xffff 0
          inl 0xffff
          write 0x1000 0 0x00
          writeq 0x1000 0x1122334455667788
          readq 0x1003
          readl 0x1001
          readw 0x1001
          readb 0x1001
          writel 0x1000 0x1fffffffe
          writew 0x1000 -1
          writeb 0x1000 0x1ff
          readq 0x1000
          write 0x1000 8 0xaZfZZfff
          read 0x1000 8
          write 0x1000 2 zzab12
          read 0x1000 4
          write 0x1000 4 0xd
          read 0x1000 4
          write 0x1000 4 0x
          write 0x1000 1 0
          b64write 0x1000 4 3q2
          read 0x1000 4
          b64write 0x1000 3 3q2+7w==
          read 0x1000 4
          b64write 0x1000 8 3q2+7w==
          b64read 0x1000 8
          b64write 0x1000 4 3q2+7w
          read 0x1000 4
          b64write 0x1000 4 3!q2+7w==
          read 0x1000 4
          b64write 0x1000 4 AA==AAAA
          read 0x1000 4
          b64write 0x1000 4 A=AA
          read 0x1000 4
          b64write 0x1000 4 AB=C
          read 0x1000 4
          b64write 0x1000 6 ====AAA=
          read 0x1000 6
          b64write 0x1000 6 /A=b//A=
          read 0x1000 6
          b64write 0x1000 4 ab
          b64read 0x1000 1
          memset 0x2000 4 -1
          memset 0x2001 2 0x15a
          memset 0x2000 0 1
          read 0x2000 4
          writew 0x7ffffff 0x1234
          readw 0x7ffffff
          read 0x7fffffe 4
          readb 0xffffffffffffffff
          readb -1
          read 0xfffffffffffffffe 4
          readl 0x100000000
          readl 0xe0000000
          clock_step
          clock_step 5
          clock_set 5
          irq_intercept_in nope
          irq_intercept_out nope
          set_irq_in nope unnamed-gpio-in 5 0
          module_load a b
          module_load block- no-such-module
          module_load hw-display- virtio-gpu
          module_load hw- display-virtio-gpu
          module_load accel- tcg-i386
          rtas x 0 0 0 0
          csr
          nonsense
          INB 0x505
          \tinb 0x505
          endianness\r\
          """
              .split("\n", -1)) {
        pair.same(line.replace("\\r", "\r"));
      }
      pair.same(" inb 0x505");
      pair.same("inb 0x505 ");
    }
  }

  /** RAM goes on above 4 GiB where it would reach into the PCI hole. */
  @ParameterizedTest
  @ValueSource(strings = {"pc 0xbffffffe", "q35 0x7ffffffe"})
  void memoryEndsBelowThePciHole(String typeAndEnd) throws Exception {
    String type = typeAndEnd.split(" ")[0];
    String end = typeAndEnd.split(" ")[1];
    try (QtestPair pair = new QtestPair(directory, "-S", "-machine", type, "-m", "3600")) {
      pair.same("write " + end + " 4 0x01020304");
      pair.same("read " + end + " 4");
      pair.same("write 0xfffffffc 8 0x0102030405060708");
      pair.same("read 0x100000000 8");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"panic=pause", "panic=none", "panic=pause,shutdown=pause"})
  void panicsAreEqual(String action) throws Exception {
    try (QtestPair pair = new QtestPair(directory, "-device", "pvpanic", "-action", action)) {
      for (String line :
          List.of("outb 0x505 2", "outb 0x505 1", "outw 0x505 0x201", "outb 0x505 4")) {
        pair.same(line);
        pair.twins().same("{'execute': 'query-status'}");
        pair.twins().same("{'execute': 'cont'}");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"panic=shutdown", "panic=exit-failure"})
  void panicsThatEndTheProcessAreEqual(String action) throws Exception {
    try (QtestPair pair = new QtestPair(directory, "-device", "pvpanic", "-action", action)) {
      pair.same("outb 0x505 1");
      pair.sameEnd();
    }
  }

  /** The next client ends the line that one before has begun; and the log tells it all. */
  @Test
  void aLineOutlivesItsClient() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(directory.path("q")));
      List<String> command = arguments("real");
      command.addAll(0, List.of(RealQemu.program().toString(), "-accel", "tcg"));
      Process process = new ProcessBuilder(command).inheritIO().start();
      String real;
      try {
        real = twoClients(server, process::destroy);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "QEMU still runs");
      } finally {
        process.destroyForcibly();
      }
      Emulator emulator = Emulator.start(arguments("ours").toArray(String[]::new));
      assertEquals(real, twoClients(server, emulator::close));
      assertEquals(log("real"), log("ours"));
    }
  }

  private List<String> arguments(String log) {
    List<String> args = new ArrayList<>(List.of("-nodefaults", "-display", "none", "-S"));
    args.addAll(List.of("-qtest", "unix:" + directory.path("q") + ",reconnect=1"));
    args.addAll(List.of("-qtest-log", directory.path(log).toString()));
    return args;
  }

  private static String twoClients(ServerSocketChannel server, Runnable end) throws IOException {
    try (LineClient first = new LineClient(server.accept())) {
      first.send("inb 0x80\nendian");
      first.line();
    }
    try (LineClient second = new LineClient(server.accept())) {
      String answer = second.ask("ness");
      end.run();
      return answer + ", " + second.line();
    }
  }

  /** Less the times. */
  private String log(String name) throws IOException {
    return Files.readString(directory.path(name)).replaceAll("\\d+\\.\\d{6}", "TIME");
  }
}
