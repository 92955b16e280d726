package org.pvpanic.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pvpanic.options.QemuError;
import org.pvpanic.twin.TempDir;

/** What the command line says of the guest: its profile, its arguments, its scripts. */
@Timeout(60)
class GuestChoiceTest {

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

  private static String item(String name, String text) {
    return "name=opt/org.pvpanic/" + name + ",string=" + text.replace(",", ",,");
  }

  /** Starts a machine, and reads its console until that text comes. */
  private String console(String until, String... options) throws IOException {
    Path path = directory.path("console");
    Files.deleteIfExists(path);
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      List<String> args = new ArrayList<>(List.of("-nodefaults", "-display", "none"));
      args.addAll(List.of("-chardev", "socket,id=s,path=" + path, "-serial", "chardev:s"));
      args.addAll(List.of(options));
      Emulator emulator = Emulator.start(args.toArray(String[]::new));
      try (emulator;
          SocketChannel console = server.accept()) {
        StringBuilder text = new StringBuilder();
        ByteBuffer bytes = ByteBuffer.allocate(4096);
        while (text.indexOf(until) < 0 && console.read(bytes) >= 0) {
          text.append(StandardCharsets.UTF_8.decode(bytes.flip()));
          bytes.clear();
        }
        assertFalse(emulator.exit().isDone(), text::toString);
        return text.toString();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "centos7, Linux version 3.10.0-514.el7.x86_64, localhost login: ",
    "centos7.9, Linux version 3.10.0-1160.el7.x86_64, localhost login: ",
    "debian12, Linux version 6.1.0-56-cloud-amd64, debian login: "
  })
  void profile(String name, String kernel, String login) throws IOException {
    assertTrue(console(login, "-fw_cfg", item("profile", name)).contains(kernel));
  }

  @Test
  void unknownNamesAreErrorsOfTheirOption() {
    for (String wrong : List.of(item("profile", "beos"), item("boot", "slow"))) {
      QemuError refused =
          assertThrows(
              QemuError.class, () -> Emulator.start("-nodefaults", "-fw_cfg", wrong).close());
      assertTrue(refused.message().startsWith("unknown "), refused.message());
      assertTrue(String.valueOf(refused.origin()).contains(wrong));
    }
  }

  @Test
  void argumentsOfAKernelForDirectBoot() throws IOException {
    Path kernel = directory.path("vmlinuz");
    Files.write(kernel, new byte[0]);
    String line = "console=ttyS0 panic=5 foo=bar";
    String log = console("login: ", "-kernel", kernel.toString(), "-append", line);
    assertTrue(log.contains("Command line: " + line + "\r\n"), log);
  }

  @Test
  void fileOfArgumentsCountsBeforeThem() throws IOException {
    Path kernel = directory.path("vmlinuz");
    Files.write(kernel, new byte[0]);
    String log =
        console(
            "login: ",
            "-machine",
            "pc,kernel=" + kernel + ",append=console=ttyS0 a=1",
            "-fw_cfg",
            item("cmdline", "console=ttyS0,115200n8 b=2"));
    assertTrue(log.contains("Command line: console=ttyS0,115200n8 b=2\r\n"), log);
  }

  @Test
  void scriptInPlaceOfInit() throws IOException {
    String log =
        console(
            "there\r\n",
            "-fw_cfg",
            item("profile", "debian12"),
            "-fw_cfg",
            item("init", "echo here; sleep 1; echo there; sleep 60"));
    assertTrue(log.contains("Run /init as init process\r\nhere\r\nthere\r\n"), log);
  }

  @Test
  void realBootTakesItsTime() throws IOException {
    long begin = System.nanoTime();
    String log = console("Brought up 1 CPUs", "-fw_cfg", item("boot", "real"));
    long took = System.nanoTime() - begin;
    String stamp = log.substring(log.indexOf("Brought up") - 12, log.indexOf("] Brought up"));
    assertTrue(took > (long) (Double.parseDouble(stamp.trim()) * 1e9), stamp);
    assertEquals(1, log.split("Linux version", -1).length - 1);
  }
}
