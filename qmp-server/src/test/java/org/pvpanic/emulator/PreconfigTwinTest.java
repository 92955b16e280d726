package org.pvpanic.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.twin.QmpClient;
import org.pvpanic.twin.TempDir;
import org.pvpanic.twin.Twins;

/** {@code -preconfig} beside real QEMU 7.2: what a client may do before there is a machine. */
@Timeout(60)
class PreconfigTwinTest {

  private static final String REFUSAL = "is permitted only after machine initialization";

  private static void same(Twins twins, String commands) throws IOException {
    for (String command : commands.lines().toList()) {
      twins.same(command.startsWith("{") ? command : "{'execute': '" + command + "'}");
    }
  }

  @Test
  void machineIsInitializedWhenTheClientSaysSo() throws Exception {
    try (Twins twins =
        new Twins("-preconfig", "-device", "pvpanic,id=pv0", "-action", "panic=none")) {
      same(
          twins,
          """
          query-status
          cont
          stop
          system_reset
          human-monitor-command
          query-cpus-fast
          query-hotpluggable-cpus
          {'execute': 'qom-list', 'arguments': {'path': '/machine/peripheral'}}
          {'execute': 'qom-get', 'arguments': {'path': 'pv0', 'property': 'events'}}
          {'execute': 'set-action', 'arguments': {'panic': 'pause'}}
          x-exit-preconfig
          query-status
          {'execute': 'qom-list', 'arguments': {'path': '/machine/peripheral'}}
          {'execute': 'human-monitor-command', 'arguments': {'command-line': 'o /b 0x505 1'}}
          query-status
          x-exit-preconfig
          {'execute': 'human-monitor-command', 'arguments': {'command-line': 'exit_preconfig'}}
          cont
          system_reset
          quit\
          """);
      twins.sameEnd();
    }
  }

  @Test
  void heldMachineStaysHeld() throws Exception {
    try (Twins twins = new Twins("-preconfig", "-S")) {
      same(twins, "query-status\nx-exit-preconfig\nquery-status\ncont\nquery-status");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-device nope", "-device pvpanic -device pvpanic"})
  void deviceThatCannotBeMadeEndsTheProcessWithoutAReply(String devices) throws Exception {
    List<String> args = new ArrayList<>(List.of("-preconfig"));
    args.addAll(List.of(devices.split(" ")));
    try (Twins twins = new Twins(args.toArray(String[]::new))) {
      same(twins, "query-status");
      twins.real().send("{'execute': 'x-exit-preconfig'}");
      twins.ours().send("{'execute': 'x-exit-preconfig'}");
      twins.sameEnd();
    }
  }

  @Test
  void quitEndsWhatNeverBegan() throws Exception {
    try (Twins twins = new Twins("-preconfig", "-no-shutdown")) {
      same(twins, "quit");
      twins.sameEnd();
    }
  }

  @Test
  void sameCommandsArePermitted() throws Exception {
    try (Twins twins = new Twins("-preconfig")) {
      Set<String> ours = new TreeSet<>();
      Set<String> real = new TreeSet<>();
      for (Object entry : (List<?>) twins.ours().result("{'execute': 'query-commands'}")) {
        Map<String, Object> command = QmpClient.asObject(entry);
        String name = String.valueOf(command.get("name"));
        // A wrong argument keeps them all from doing anything.
        String line = "{'execute': '" + name + "', 'arguments': {'no-such-argument': 1}}";
        if (!last(twins.ours(), line).contains(REFUSAL)) {
          ours.add(name);
        }
        if (!last(twins.real(), line).contains(REFUSAL)) {
          real.add(name);
        }
      }
      assertEquals(real, ours);
      assertTrue(ours.contains("x-exit-preconfig") && ours.size() > 10, ours.toString());
    }
  }

  @Test
  void humanMonitorsKnowTheSameCommands() throws Exception {
    try (TempDir directory = new TempDir();
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(directory.path("m")));
      try (Twins twins = new Twins("-preconfig", "-monitor", "unix:" + directory.path("m"));
          SocketChannel ours = server.accept();
          SocketChannel real = server.accept()) {
        assertEquals(answer(real, ""), answer(ours, ""));
        for (String line :
            List.of(
                "info status",
                "info cpus",
                "info nope",
                "info version",
                "info kvm",
                "info uuid",
                "info name",
                "info history",
                "stop",
                "stop nope",
                "i /b 0x505",
                "nope",
                "help stop",
                "help exit_preconfig",
                "qom-list /machine/peripheral",
                "exit_preconfig nope",
                "exit_preconfig",
                "exit_preconfig",
                "info status",
                "info kvm",
                "stop")) {
          assertEquals(answer(real, line + "\n"), answer(ours, line + "\n"), line);
        }
        twins.same("{'execute': 'query-status'}");
      }
    }
  }

  /** Everything up to the next prompt. */
  private static String answer(SocketChannel monitor, String typed) throws IOException {
    monitor.write(ByteBuffer.wrap(typed.getBytes(UTF_8)));
    StringBuilder said = new StringBuilder();
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    while (!said.toString().endsWith("(qemu) ")) {
      if (monitor.read(bytes.clear()) < 0) {
        throw new EOFException(said.toString());
      }
      said.append(UTF_8.decode(bytes.flip()));
    }
    return said.toString();
  }

  private static String last(QmpClient client, String line) throws IOException {
    List<String> lines = client.ask(line);
    return lines.get(lines.size() - 1);
  }
}
