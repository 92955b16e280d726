package org.pvpanic.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pvpanic.emulator.Emulator;
import org.pvpanic.machine.GuestCode;
import org.pvpanic.machine.Vcpu;
import org.pvpanic.twin.TempDir;

/** A console whose reader is slow, or leaves: nothing is lost, and nothing piles up. */
@Timeout(60)
class SerialConsoleTest {

  private static final int COM1 = 0x3f8;
  private static final int TEXT = 10 << 20;
  private static final int BURST = 64;

  /**
   * What may be on its way: two socket buffers as Linux has them, and what a back end keeps before
   * it says stop.
   */
  private static final int ON_ITS_WAY = 1 << 20;

  private final AtomicInteger printed = new AtomicInteger();
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  @SuppressWarnings("NullAway.Init")
  private TempDir directory;

  @SuppressWarnings("NullAway.Init")
  private Emulator emulator;

  @SuppressWarnings("NullAway.Init")
  private SocketChannel reader;

  @BeforeEach
  void start() throws IOException {
    directory = new TempDir();
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(directory.path("s")));
      GuestCode guest = cpu -> cpu.queue(() -> print(cpu));
      emulator =
          Emulator.start(
              guest, "-nodefaults", "-serial", "unix:" + directory.path("s"), "-monitor", "none");
      reader = server.accept();
    }
  }

  @AfterEach
  void close() throws IOException {
    reader.close();
    emulator.close();
    directory.close();
  }

  /** A step of the guest: a burst of bytes, and the next step. */
  private void print(Vcpu cpu) {
    int from = printed.get();
    for (int i = from; i < from + BURST; i++) {
      cpu.ports().outb(COM1, byteAt(i));
    }
    if (printed.addAndGet(BURST) < TEXT) {
      cpu.queue(() -> print(cpu));
    } else {
      done.complete(null);
    }
  }

  private static byte byteAt(int position) {
    return (byte) (position * 31 + (position >> 8));
  }

  /** Lets the guest go on as far as it can. */
  private void awaitStandstill() throws Exception {
    int before;
    do {
      before = printed.get();
      for (int i = 0; i < 100; i++) {
        emulator.vm().eventLoop().submit(() -> {}).get(10, TimeUnit.SECONDS);
      }
    } while (printed.get() != before);
  }

  @Test
  void slowReaderGetsEverythingAndTheGuestWaits() throws Exception {
    ByteBuffer chunk = ByteBuffer.allocate(128 << 10);
    for (int read = 0; read < TEXT; ) {
      awaitStandstill();
      int ahead = printed.get() - read;
      assertTrue(ahead <= ON_ITS_WAY, () -> ahead + " bytes ahead of the reader");
      int count = reader.read(chunk.clear());
      if (count < 0) {
        throw new EOFException("after " + read);
      }
      for (int i = 0; i < count; i++, read++) {
        if (chunk.get(i) != byteAt(read)) {
          assertEquals(byteAt(read), chunk.get(i), "at " + read);
        }
      }
    }
    done.get(10, TimeUnit.SECONDS);
  }

  @Test
  void readerThatLeavesLetsTheGuestGoOn() throws Exception {
    awaitStandstill();
    assertTrue(printed.get() < TEXT, "the guest waits");
    reader.close();
    done.get(10, TimeUnit.SECONDS);
  }

  @Test
  void machineThatWaitsForItsReaderEndsAtOnce() throws Exception {
    awaitStandstill();
    emulator.terminate();
    assertEquals(0, emulator.exit().get(10, TimeUnit.SECONDS));
  }
}
