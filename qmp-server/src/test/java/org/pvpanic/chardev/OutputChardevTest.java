package org.pvpanic.chardev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.unix.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pvpanic.chardev.ChardevConfig.Common;
import org.pvpanic.chardev.ChardevConfig.Inert;
import org.pvpanic.chardev.ChardevConfig.Null;

/** Back ends that only take output: file, null; and log files. */
@Timeout(60)
class OutputChardevTest {
  private Fixture fixture;

  @BeforeEach
  void setUp() throws Exception {
    fixture = new Fixture();
  }

  @AfterEach
  void tearDown() throws Exception {
    fixture.close();
  }

  private ChardevConfig file(String path, boolean append) {
    return new ChardevConfig.File(Fixture.common(), path, append);
  }

  @Test
  void fileIsTruncatedOrAppendedTo() throws Exception {
    Path path = fixture.path("f");
    Files.writeString(path, "old");
    Recorder recorder = fixture.openAndAttach(file(path.toString(), true));
    recorder.expectEvent("opened");
    recorder.write(" new");
    assertEquals("old new", Files.readString(path));
    fixture.openAndAttach(file(path.toString(), false)).write("only");
    assertEquals("only", Files.readString(path));
    assertEquals("file", recorder.filename());
  }

  @Test
  void fileThatCannotBeOpenedIsRefusedInTheWordsOfQemu() {
    String missing = fixture.path("none/f").toString();
    fixture.expectFailure(
        "Could not open '" + missing + "': No such file or directory", file(missing, false));
    fixture.expectFailure(
        "Could not open '" + fixture.dir + "': Is a directory",
        file(fixture.dir.toString(), false));
    fixture.expectFailure("Could not open '': No such file or directory", file("", false));
    fixture.expectFailure(
        "Could not open '/dev/fdset/3': No such file or directory", file("/dev/fdset/3", true));
    fixture.expectFailure(
        "Could not open '/dev/fdset/x': Invalid argument", file("/dev/fdset/x", true));
  }

  @Test
  void logfileThatCannotBeOpenedIsRefusedInTheWordsOfQemu() {
    String missing = fixture.path("none/f").toString();
    fixture.expectFailure(
        "Could not create '" + missing + "': No such file or directory",
        new Null(new Common("c0", missing, false)));
    fixture.expectFailure(
        "Could not dup FD for /dev/fdset/3 flags 241: No such file or directory",
        new Null(new Common("c0", "/dev/fdset/3", false)));
    fixture.expectFailure(
        "Could not dup FD for /dev/fdset/3 flags 441: No such file or directory",
        new Null(new Common("c0", "/dev/fdset/3", true)));
  }

  @Test
  void inheritedPipeGetsEverythingWhetherItBlocksOrNot() throws Exception {
    for (boolean blocking : new boolean[] {false, true}) {
      FileDescriptor[] pipe = FileDescriptor.pipe();
      if (blocking) {
        Fds.blocking(pipe[1]);
      }
      int set = blocking ? 1 : 0;
      fixture.fds.add(Fds.inherited(pipe[1]), set, null);
      Recorder recorder = fixture.openAndAttach(file("/dev/fdset/" + set, true));
      recorder.expectEvent("opened");
      String much = "0123456789abcdef".repeat(1 << 16);
      recorder.write(much);
      assertFalse(fixture.call(recorder.chardev::isWritable));
      assertEquals(much, Fds.read(pipe[0], much.length()));
      recorder.expectEvent("writable");
      recorder.write("more");
      assertEquals("more", Fds.read(pipe[0], 4));
      pipe[0].close();
      recorder.write("x".repeat(1 << 20));
      fixture.run(recorder.chardev::flush);
    }
  }

  @Test
  void inheritedFileGoesOnWhereItsDescriptorStands() throws Exception {
    Path path = fixture.path("f");
    try (FileOutputStream file = new FileOutputStream(path.toFile())) {
      file.write("header ".getBytes(StandardCharsets.US_ASCII));
      int number = inheritedNumberOf(path);
      fixture.fds.add(number, 0, null);
      fixture.openAndAttach(file("/dev/fdset/0", false)).write("body");
      assertEquals("header body", Files.readString(path));
    }
  }

  /** Finds the descriptor that Java does not tell, and makes it look inherited. */
  private static int inheritedNumberOf(Path path) throws Exception {
    try (var links = Files.list(Path.of("/proc/self/fd"))) {
      for (Path link : links.toList()) {
        if (Files.exists(link) && Files.readSymbolicLink(link).equals(path)) {
          return Fds.inherited(new FileDescriptor(Integer.parseInt(link.getFileName().toString())));
        }
      }
    }
    throw new AssertionError("no descriptor of " + path);
  }

  @Test
  void logOnAPipeGetsEverythingAndHoldsTheWriterBack() throws Exception {
    FileDescriptor[] pipe = FileDescriptor.pipe();
    fixture.fds.add(Fds.inherited(Fds.blocking(pipe[1])), 0, "serial0-log");
    Recorder recorder = fixture.openAndAttach(new Null(new Common("c0", "/dev/fdset/0", true)));
    String much = "log".repeat(1 << 17);
    recorder.write(much);
    assertFalse(fixture.call(recorder.chardev::isWritable));
    assertEquals(much, Fds.read(pipe[0], much.length()));
    recorder.expectEvent("writable");
    pipe[0].close();
  }

  @Test
  void outputInPiecesToOneBackEndLeavesTheInputOfAnotherWhole() throws Exception {
    FileDescriptor[] pipe = FileDescriptor.pipe();
    fixture.fds.add(Fds.inherited(Fds.blocking(pipe[1])), 0, null);
    Recorder pieces = fixture.openAndAttach(file("/dev/fdset/0", true));
    Recorder whole = fixture.openAndAttach(fixture.unixServer("s"));
    try (SocketChannel client = fixture.connect("s")) {
      whole.expectEvent("opened");
      pieces.write("x".repeat(5000));
      Fds.read(pipe[0], 5000);
      Fixture.send(client, "y".repeat(50_000));
      whole.expectText("y".repeat(50_000));
      assertTrue(whole.largestPiece() > 5000, "pieces of " + whole.largestPiece());
    }
    pipe[0].close();
  }

  @Test
  void lastWordsReachABlockingPipeBeforeCloseReturns() throws Exception {
    FileDescriptor[] pipe = FileDescriptor.pipe();
    fixture.fds.add(Fds.inherited(Fds.blocking(pipe[1])), 0, null);
    Recorder recorder = fixture.openAndAttach(file("/dev/fdset/0", true));
    String words = "panic".repeat(1000);
    byte[] bytes = words.getBytes(StandardCharsets.US_ASCII);
    fixture.run(
        () -> {
          recorder.chardev.write(bytes, 0, bytes.length);
          recorder.chardev.close();
        });
    assertEquals(words, Fds.read(pipe[0], words.length()));
    assertFalse(Fds.isReadable(pipe[0], 0), "the set owns the descriptor, which is still open");
    pipe[0].close();
  }

  @Test
  void closeGivesUpOnAReaderThatDoesNotRead() throws Exception {
    FileDescriptor[] pipe = FileDescriptor.pipe();
    fixture.fds.add(Fds.inherited(Fds.blocking(pipe[1])), 0, null);
    Recorder recorder = fixture.openAndAttach(file("/dev/fdset/0", true));
    recorder.write("x".repeat(1 << 20));
    fixture.run(recorder.chardev::close);
    assertTrue(Fds.isReadable(pipe[0], 0));
    pipe[0].close();
  }

  @Test
  void deviceThatCannotBePolledIsWrittenOnTheSpot() throws Exception {
    Recorder recorder = fixture.openAndAttach(file("/dev/null", true));
    recorder.write("x".repeat(1 << 20));
    assertTrue(fixture.call(recorder.chardev::isWritable));
  }

  @Test
  void nullSwallowsOutputAndIsNeverOpened() throws Exception {
    Recorder recorder = fixture.openAndAttach(new Null(Fixture.common()));
    recorder.write("x");
    assertEquals("null", recorder.filename());
    assertEquals("c0", recorder.chardev.label());
    assertFalse(recorder.hasEvent());
    assertEquals(
        "spicevmc", fixture.openAndAttach(new Inert(Fixture.common(), "spicevmc")).filename());
  }
}
