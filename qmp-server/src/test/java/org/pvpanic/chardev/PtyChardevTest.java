package org.pvpanic.chardev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.unix.FileDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pvpanic.chardev.ChardevConfig.Common;

@Timeout(60)
class PtyChardevTest {
  private Fixture fixture;

  @BeforeEach
  void setUp() throws Exception {
    fixture = new Fixture();
  }

  @AfterEach
  void tearDown() throws Exception {
    fixture.close();
  }

  private Recorder openPty() throws Exception {
    return openPty(Fixture.common(), 1 << 20);
  }

  private Recorder openPty(Common common, int room) throws Exception {
    return fixture.attach(fixture.open(new PtyChardev(common, fixture.loop, 20)), room);
  }

  /** Opens the other end, as a console does. */
  private FileDescriptor reader(Recorder recorder) throws Exception {
    String path = fixture.call(recorder.chardev::ptyPath).orElseThrow();
    return new FileDescriptor(
        Posix.open(path, Posix.O_RDWR | Posix.O_NOCTTY | Posix.O_NONBLOCK | Posix.O_CLOEXEC));
  }

  @Test
  void filenameIsThatOfTheTerminal() throws Exception {
    Recorder recorder = openPty();
    String path = fixture.call(recorder.chardev::ptyPath).orElseThrow();
    assertTrue(Files.exists(Path.of(path)), path);
    assertEquals("pty:" + path, recorder.filename());
  }

  @Test
  void readerComesGoesAndComes() throws Exception {
    Recorder recorder = fixture.openAndAttach(new ChardevConfig.Pty(Fixture.common()));
    recorder.write("nobody hears this");
    FileDescriptor first = reader(recorder);
    recorder.expectEvent("opened");
    Fds.write(first, "in");
    recorder.expectText("in");
    recorder.write("out");
    assertEquals("out", Fds.read(first, 3));
    first.close();
    recorder.expectEvent("closed");
    recorder.write("nobody hears this either");
    FileDescriptor second = reader(recorder);
    recorder.expectEvent("opened");
    recorder.write("hello again");
    assertEquals("hello again", Fds.read(second, 11));
    Fds.write(second, " again");
    recorder.expectText("in again");
    second.close();
    recorder.expectEvent("closed");
    assertFalse(recorder.hasEvent());
  }

  @Test
  void bytesPassRawAndWithoutEcho() throws Exception {
    Recorder recorder = openPty();
    FileDescriptor reader = reader(recorder);
    recorder.expectEvent("opened");
    String all = "\3\4\r\n\21\23\177\0\377";
    Fds.write(reader, all);
    recorder.expectText(all);
    assertFalse(Fds.isReadable(reader, 0), "echo");
    recorder.write(all);
    assertEquals(all, Fds.read(reader, all.length()));
    reader.close();
  }

  @Test
  void outputFindsANewReaderAtOnce() throws Exception {
    Recorder recorder = fixture.openAndAttach(new ChardevConfig.Pty(Fixture.common()));
    FileDescriptor reader = reader(recorder);
    // Polls happen once a second and 10 ms after one another; this comes in between.
    String text = "";
    while (!Fds.isReadable(reader, 11)) {
      recorder.write("x");
      text += "x";
    }
    recorder.expectEvent("opened");
    assertTrue(text.length() <= 3, text);
    reader.close();
  }

  @Test
  void firstOutputReachesTheReaderWhoIsThere() throws Exception {
    Recorder recorder = fixture.openAndAttach(new ChardevConfig.Pty(Fixture.common()));
    FileDescriptor reader = reader(recorder);
    recorder.write("hello");
    assertEquals("hello", Fds.read(reader, 5));
    reader.close();
  }

  @Test
  void slowReaderGetsEverything() throws Exception {
    Recorder recorder = openPty();
    FileDescriptor reader = reader(recorder);
    recorder.expectEvent("opened");
    String much = "0123456789abcdef".repeat(20_000);
    recorder.write(much);
    assertFalse(fixture.call(recorder.chardev::isWritable));
    assertEquals(much, Fds.read(reader, much.length()));
    recorder.expectEvent("writable");
    reader.close();
    recorder.expectEvent("closed");
  }

  @Test
  void readerThatLeavesWithoutReadingIsForgottenAndSoIsItsOutput() throws Exception {
    Recorder recorder = openPty();
    FileDescriptor reader = reader(recorder);
    recorder.expectEvent("opened");
    recorder.write("old".repeat(100_000));
    assertFalse(fixture.call(recorder.chardev::isWritable));
    reader.close();
    recorder.expectEvent("writable");
    recorder.expectEvent("closed");
    FileDescriptor next = reader(recorder);
    recorder.expectEvent("opened");
    recorder.write("new");
    assertEquals("new", Fds.read(next, 3));
    next.close();
  }

  @Test
  void frontendWithoutRoomDoesNotKeepAGoneReader() throws Exception {
    Recorder recorder = openPty(Fixture.common(), 0);
    FileDescriptor reader = reader(recorder);
    recorder.expectEvent("opened");
    Fds.write(reader, "typed");
    reader.close();
    recorder.expectEvent("closed");
    assertTrue(fixture.call(recorder.chardev::isWritable));
  }

  @Test
  void logfileGetsEverythingAlsoWithoutReader() throws Exception {
    Path log = fixture.path("log");
    Recorder recorder = openPty(new Common("c0", log.toString(), false), 1 << 20);
    recorder.write("boot ");
    FileDescriptor reader = reader(recorder);
    recorder.expectEvent("opened");
    recorder.write("panic");
    assertEquals("panic", Fds.read(reader, 5));
    reader.close();
    recorder.expectEvent("closed");
    recorder.write(" reboot");
    assertEquals("boot panic reboot", Files.readString(log));
  }
}
