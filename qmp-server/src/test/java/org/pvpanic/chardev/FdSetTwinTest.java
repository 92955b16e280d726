package org.pvpanic.chardev;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pvpanic.emulator.Emulator;
import org.pvpanic.twin.QmpClient;
import org.pvpanic.twin.RealQemu;
import org.pvpanic.twin.TempDir;

/** Descriptors of {@code -add-fd} at the monitor, beside real QEMU. */
@Timeout(60)
class FdSetTwinTest {

  @Test
  void descriptorsOfTheCommandLineAreListedAndRemoved() throws Exception {
    Epoll.ensureAvailability();
    List<String> program = List.of(RealQemu.program().toString());
    FileDescriptor[] first = FileDescriptor.pipe();
    FileDescriptor[] second = FileDescriptor.pipe();
    int[] numbers = {Fds.inherited(first[1]), Fds.inherited(second[1])};
    try (TempDir directory = new TempDir();
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(directory.path("q")));
      List<String> args =
          List.of(
              "-nodefaults",
              "-display",
              "none",
              "-machine",
              "none",
              "-chardev",
              "socket,id=mon,path=" + directory.path("q"),
              "-mon",
              "chardev=mon,mode=control",
              "-add-fd",
              "fd=" + numbers[0] + ",set=1,opaque=x",
              "-add-fd",
              "fd=" + numbers[1] + ",set=7");
      List<String> expected;
      Process process = startWith(numbers, program, args);
      try {
        Future<?> unused = process.onExit().thenAccept(dead -> closeQuietly(server));
        try (QmpClient real = new QmpClient(server.accept())) {
          expected = conversation(real);
        }
        try (Emulator emulator = Emulator.start(args.toArray(String[]::new));
            QmpClient ours = new QmpClient(server.accept())) {
          assertEquals(expected, conversation(ours));
        }
      } finally {
        process.destroy();
        process.onExit().join();
      }
    } finally {
      first[0].close();
      second[0].close();
    }
  }

  /** Java closes all descriptors of a process that it starts; a shell opens them again. */
  private static Process startWith(int[] numbers, List<String> program, List<String> args)
      throws IOException {
    String script = "exec %d>/dev/null %d>/dev/null; exec \"$@\"".formatted(numbers[0], numbers[1]);
    List<String> command = new ArrayList<>(List.of("bash", "-c", script, "bash"));
    command.addAll(program);
    command.addAll(args);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void closeQuietly(ServerSocketChannel server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> conversation(QmpClient client) throws IOException {
    client.negotiate();
    List<String> said = new ArrayList<>();
    String query = "{'execute': 'query-fdsets'}";
    said.addAll(client.ask(query));
    for (String arguments :
        List.of("'fdset-id': 2", "'fdset-id': 1, 'fd': 99999", "'fdset-id': 1", "'fdset-id': 1")) {
      said.addAll(client.ask("{'execute': 'remove-fd', 'arguments': {" + arguments + "}}"));
      said.addAll(client.ask(query));
    }
    Object set = ((List<?>) client.result(query)).get(0);
    Object fd = ((List<?>) QmpClient.asObject(set).get("fds")).get(0);
    Map<String, Object> members = QmpClient.asObject(fd);
    said.addAll(
        client.ask(
            "{'execute': 'remove-fd', 'arguments': {'fdset-id': 7, 'fd': %s}}"
                .formatted(members.get("fd"))));
    said.addAll(client.ask(query));
    // QEMU lists a duplicate, whose number is its own affair.
    return said.stream().map(line -> line.replaceAll("\"fd\": \\d+", "\"fd\": N")).toList();
  }
}
