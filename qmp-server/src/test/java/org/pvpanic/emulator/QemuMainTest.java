package org.pvpanic.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pvpanic.twin.QmpClient;
import org.pvpanic.twin.TempDir;

/** The emulator as a process: signals, exit status, pidfile, what it prints. */
@Timeout(120)
class QemuMainTest {

  @SuppressWarnings("NullAway.Init")
  private TempDir directory;

  @BeforeEach
  void makeDirectory() throws IOException {
    directory = new TempDir();
  }

  @AfterEach
  void removeDirectory() throws IOException {
    directory.close();
  }

  private Process start(String... args) throws IOException {
    return startUnder(List.of(), args);
  }

  /** Starts it by a program that runs the rest of its arguments. */
  private static Process startUnder(List<String> starter, String... args) throws IOException {
    List<String> command = new ArrayList<>(starter);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.add("--enable-native-access=ALL-UNNAMED"); // or else JDK 25 warns
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(QemuMain.class.getName(), "-nodefaults", "-display", "none"));
    command.addAll(List.of("-fw_cfg", "name=opt/org.pvpanic/profile,string=none"));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectInput(new File("/dev/null")).start();
  }

  /** Starts it with a monitor that connects to us. */
  private Process start(ServerSocketChannel server, String... args) throws IOException {
    return startUnder(List.of(), server, args);
  }

  private Process startUnder(List<String> starter, ServerSocketChannel server, String... args)
      throws IOException {
    server.bind(UnixDomainSocketAddress.of(directory.path("s")));
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("-qmp", "unix:" + directory.path("s")));
    return startUnder(starter, all.toArray(String[]::new));
  }

  private static int status(Process process) throws InterruptedException {
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), "still runs");
    return process.exitValue();
  }

  private static String error(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"TERM, 15", "INT, 2", "HUP, 1"})
  void signalEndsItWithinASecond(String name, int number) throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      Path pidfile = directory.path("pid");
      Process process = start(server, "-no-shutdown", "-pidfile", pidfile.toString());
      try (QmpClient client = new QmpClient(server.accept()).negotiate()) {
        assertEquals(process.pid() + "\n", Files.readString(pidfile));
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(pidfile)));
        long sent = System.nanoTime();
        new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
        assertEquals(
            List.of(
                "{\"event\": \"SHUTDOWN\","
                    + " \"data\": {\"guest\": false, \"reason\": \"host-signal\"}}"),
            client.rest());
        assertEquals(0, status(process));
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sent);
        assertTrue(millis < 1000, () -> millis + " ms");
        assertEquals("qemu-system-x86_64: terminating on signal " + number + "\n", error(process));
        assertFalse(Files.exists(pidfile), "the pidfile is left");
      } finally {
        process.destroyForcibly();
      }
    }
  }

  /** As {@code nohup} and a shell's {@code &} have them ignored. */
  @ParameterizedTest
  @CsvSource({"INT, 2", "HUP, 1"})
  void signalEndsItThoughItWasIgnored(String name, int number) throws Exception {
    List<String> ignoring = List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      Process process = startUnder(ignoring, server);
      try (QmpClient client = new QmpClient(server.accept()).negotiate()) {
        new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
        client.rest();
        assertEquals(0, status(process));
        assertEquals("qemu-system-x86_64: terminating on signal " + number + "\n", error(process));
      } finally {
        process.destroyForcibly();
      }
    }
  }

  /** A test ends its emulator so. */
  @Test
  void signalIsNotToldUnderQtest() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      Process process = start(server, "-qtest", "null", "-qtest-log", "none");
      try (QmpClient client = new QmpClient(server.accept()).negotiate()) {
        process.toHandle().destroy(); // SIGTERM; the process itself would close its pipes, too
        client.rest();
        assertEquals(0, status(process));
        assertEquals("", error(process));
      } finally {
        process.destroyForcibly();
      }
    }
  }

  @Test
  void panicIsAFailureWhenItIsToBe() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      Process process = start(server, "-device", "pvpanic", "-action", "panic=exit-failure");
      try (QmpClient client = new QmpClient(server.accept()).negotiate()) {
        client.human("o /b 0x505 1");
        assertEquals(1, status(process));
        assertEquals("", error(process));
      } finally {
        process.destroyForcibly();
      }
    }
  }

  @Test
  void refusalIsOneLineAndStatusOne() throws Exception {
    Process process =
        start("-pidfile", directory.path("pid").toString(), "-device", "pvpanic,foo=1");
    assertEquals(1, status(process));
    assertEquals(
        "qemu-system-x86_64: -device pvpanic,foo=1: Property 'pvpanic.foo' not found\n",
        error(process));
    assertEquals("", new String(process.getInputStream().readAllBytes(), UTF_8));
    assertFalse(Files.exists(directory.path("pid")), "the pidfile is left");
  }

  @Test
  void pidfileThatCannotBeMadeIsRefused() throws Exception {
    Process process = start("-pidfile", "/nonexistent/pid");
    assertEquals(1, status(process));
    assertEquals(
        "qemu-system-x86_64: cannot create PID file:"
            + " Could not create '/nonexistent/pid': No such file or directory\n",
        error(process));
  }

  @Test
  void ptyIsAnnouncedBeforeAnyWait() throws Exception {
    String waiting = "socket,id=c,server=on,path=" + directory.path("c");
    Process process = start("-S", "-chardev", "pty,id=charserial0", "-chardev", waiting);
    try (BufferedReader output = process.inputReader(UTF_8);
        BufferedReader error = process.errorReader(UTF_8)) {
      String line = output.readLine();
      assertTrue(
          line.matches("char device redirected to /dev/pts/\\d+ \\(label charserial0\\)"), line);
      assertEquals(
          "qemu-system-x86_64: -chardev %1$s: info: QEMU waiting for connection on: disconnected:unix:%2$s,server=on"
              .formatted(waiting, directory.path("c")),
          error.readLine());
      process.destroy();
      assertEquals(0, status(process));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void guestErrorsAreLoggedAsTheyCome() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      Process process =
          start(server, "-device", "pvpanic", "-action", "panic=none", "-d", "guest_errors");
      try (QmpClient client = new QmpClient(server.accept()).negotiate()) {
        for (int value : new int[] {2, 1, 4, 2}) {
          client.human("o /b 0x505 " + value);
        }
        client.execute("quit");
        assertEquals(0, status(process));
        // Recorded from QEMU 7.2.22.
        assertEquals(
            "Guest crash loadedGuest crashedpvpanic: unknown event 0x4.\nGuest crash loaded",
            error(process));
      } finally {
        process.destroyForcibly();
      }
    }
  }
}
