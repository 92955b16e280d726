package org.pvpanic.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Twins that are asked through qtest, beside TCG, whose clock stands still with {@code -S}. */
public final class QtestTwins implements AutoCloseable {

  private static final int CONTEXT = 12;

  private final TempDir directory;
  private final Twins twins;
  private final Client ours;
  private final Client real;
  private final List<String> asked = new ArrayList<>();

  /** Starts both with {@code -S} and these arguments, as {@link Twins} does. */
  public QtestTwins(String... args) throws IOException {
    directory = new TempDir();
    List<String> all = new ArrayList<>(Arrays.asList(args));
    all.addAll(List.of("-S", "-qtest", "unix:" + directory.path("q"), "-qtest-log", "/dev/null"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(directory.path("q")));
      twins = new Twins(all.toArray(String[]::new));
      ours = new Client(server.accept());
      real = new Client(server.accept());
    }
  }

  /** Both, for asking them otherwise. */
  public Twins twins() {
    return twins;
  }

  /** Asks both the same, and has them answer the same; returns the answer. */
  public String same(String line) throws IOException {
    asked.add(line);
    String answer = real.ask(line);
    assertEquals(answer, ours.ask(line), () -> String.join("\n", recent()));
    return answer;
  }

  /** Asks only real QEMU. */
  public String real(String line) throws IOException {
    return real.ask(line);
  }

  /** Asks only ours. */
  public String ours(String line) throws IOException {
    return ours.ask(line);
  }

  private List<String> recent() {
    return asked.subList(Math.max(0, asked.size() - CONTEXT), asked.size());
  }

  /** Asks both each line. */
  public void sameLines(String lines) throws IOException {
    for (String line : lines.split("\n", -1)) {
      same(line);
    }
  }

  /**
   * Reads and writes of 1, 2 and 4 bytes with random values, beginning in one of these ranges.
   *
   * @param ranges {@code FIRST-LAST} in hexadecimal, of ports; of addresses where they have more
   *     than four digits
   */
  public void sameAccesses(long seed, int count, String... ranges) throws IOException {
    RandomGenerator dice = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < count; i++) {
      String[] range = ranges[dice.nextInt(ranges.length)].split("-");
      long first = Long.parseLong(range[0], 16);
      long address = first + dice.nextLong(Long.parseLong(range[1], 16) - first + 1);
      boolean memory = range[0].length() > 4;
      int width = dice.nextInt(3);
      char letter = "bwl".charAt(width);
      long value = dice.nextLong() & ((1L << (8 << width)) - 1);
      if (dice.nextBoolean()) {
        value = dice.nextBoolean() ? 1L << dice.nextInt(8 << width) : value & 0x7f;
      }
      if (dice.nextBoolean()) {
        same("%s%c 0x%x".formatted(memory ? "read" : "in", letter, address));
      } else {
        same("%s%c 0x%x 0x%x".formatted(memory ? "write" : "out", letter, address, value));
      }
    }
  }

  @Override
  public void close() throws IOException {
    ours.close();
    real.close();
    twins.close();
    directory.close();
  }

  /** One side's. */
  private static final class Client implements AutoCloseable {
    private final SocketChannel channel;
    private final BufferedReader in;

    Client(SocketChannel channel) {
      this.channel = channel;
      this.in =
          new BufferedReader(
              new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.ISO_8859_1));
    }

    String ask(String line) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      return Objects.requireNonNull(in.readLine(), line);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
