package org.pvpanic.qtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pvpanic.twin.TempDir;
import org.pvpanic.twin.Twins;

/** Twins that both connect to a client of the qtest protocol. */
final class QtestPair implements AutoCloseable {

  private final Twins twins;
  private final LineClient ours;
  private final LineClient real;

  QtestPair(TempDir directory, String... args) throws IOException {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    all.addAll(List.of("-qtest", "unix:" + directory.path("q"), "-qtest-log", "none"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(directory.path("q")));
      twins = new Twins(all.toArray(String[]::new));
      ours = new LineClient(server.accept());
      real = new LineClient(server.accept());
    }
  }

  /** Their monitors. */
  Twins twins() {
    return twins;
  }

  /** Says a line to both; the answers are equal, and so are the interrupts before them. */
  void same(String line) throws IOException {
    assertEquals(real.exchange(line), ours.exchange(line), line);
  }

  /** Says these lines, one after the other. */
  void same(List<String> lines) throws IOException {
    for (String line : lines) {
      same(line);
    }
  }

  /** Both are at their end. */
  void sameEnd() throws Exception {
    assertEquals(real.line(), ours.line(), "the end");
    twins.sameEnd();
  }

  @Override
  public void close() throws IOException {
    ours.close();
    real.close();
    twins.close();
  }
}
