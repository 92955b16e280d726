package org.pvpanic.chardev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A front end that remembers what happened to it. */
final class Recorder implements CharFrontend {
  final Chardev chardev;
  private final Fixture fixture;
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private int room;
  private int largest;

  Recorder(Fixture fixture, Chardev chardev, int room) {
    this.fixture = fixture;
    this.chardev = chardev;
    this.room = room;
  }

  @Override
  public int canReceive() {
    return room;
  }

  @Override
  public void receive(byte[] bytes, int off, int len) {
    assertTrue(len > 0 && len <= room, "received " + len + " of " + room);
    synchronized (received) {
      received.write(bytes, off, len);
      largest = Math.max(largest, len);
      received.notifyAll();
    }
  }

  @Override
  public void opened() {
    events.add("opened");
  }

  @Override
  public void closed() {
    events.add("closed");
  }

  @Override
  public void writable() {
    events.add("writable");
  }

  void setRoom(int newRoom) throws Exception {
    fixture.run(
        () -> {
          room = newRoom;
          chardev.acceptInput();
        });
  }

  void write(String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    fixture.run(() -> chardev.write(bytes, 0, bytes.length));
  }

  void expectEvent(String event) throws InterruptedException {
    assertEquals(event, events.poll(Fixture.TIMEOUT_SECONDS, TimeUnit.SECONDS));
  }

  boolean hasEvent() {
    return !events.isEmpty();
  }

  /** Waits until as many bytes have come in all, and returns all. */
  byte[] awaitBytes(int count) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Fixture.TIMEOUT_SECONDS);
    synchronized (received) {
      while (received.size() < count) {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        assertTrue(millis > 0, "only " + received.size() + " of " + count + " bytes came");
        received.wait(millis);
      }
      return received.toByteArray();
    }
  }

  void expectText(String all) throws InterruptedException {
    assertEquals(
        all, new String(awaitBytes(all.length()), StandardCharsets.ISO_8859_1), "received");
  }

  int largestPiece() {
    synchronized (received) {
      return largest;
    }
  }

  String filename() throws Exception {
    return fixture.call(chardev::filename);
  }
}
