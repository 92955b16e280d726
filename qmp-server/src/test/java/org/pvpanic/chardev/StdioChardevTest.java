package org.pvpanic.chardev;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.channel.unix.FileDescriptor;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.pvpanic.chardev.ChardevConfig.Stdio;

/** Standard input and output played by pipes, a file and a terminal. */
@Timeout(60)
@ResourceLock("stdio chardev")
class StdioChardevTest {
  private Fixture fixture;

  @BeforeEach
  void setUp() throws Exception {
    fixture = new Fixture();
  }

  @AfterEach
  void tearDown() throws Exception {
    fixture.close();
  }

  private Recorder open(int input, int output) throws Exception {
    Stdio config = new Stdio(Fixture.common(), false);
    Recorder recorder =
        fixture.attach(
            fixture.open(new StdioChardev(config, fixture.loop, input, output)), 1 << 20);
    recorder.expectEvent("opened");
    return recorder;
  }

  @Test
  void pipesPassBothWaysAndOutputGoesOnAfterInputEnded() throws Exception {
    FileDescriptor[] in = FileDescriptor.pipe();
    FileDescriptor[] out = FileDescriptor.pipe();
    Recorder recorder = open(Fds.blocking(in[0]).intValue(), Fds.blocking(out[1]).intValue());
    assertEquals("stdio", recorder.filename());
    Fds.write(in[1], "command");
    recorder.expectText("command");
    recorder.write("reply");
    assertEquals("reply", Fds.read(out[0], 5));
    in[1].close();
    recorder.expectEvent("closed");
    recorder.write("event");
    fixture.run(recorder.chardev::close);
    assertEquals("event", Fds.read(out[0], 5));
    in[0].close();
    out[0].close();
    out[1].close();
  }

  @Test
  void fileAndDevNullEndLikeAnyInput() throws Exception {
    FileDescriptor[] out = FileDescriptor.pipe();
    Files.writeString(fixture.path("in"), "x".repeat(200_000));
    for (String input : new String[] {fixture.path("in").toString(), "/dev/null"}) {
      FileDescriptor in = new FileDescriptor(Posix.open(input, Posix.O_RDWR));
      Recorder recorder = open(in.intValue(), out[1].intValue());
      recorder.expectEvent("closed");
      assertEquals(input.equals("/dev/null") ? 0 : 200_000, recorder.awaitBytes(0).length);
      fixture.run(recorder.chardev::close);
      in.close();
    }
    out[0].close();
    out[1].close();
  }

  @Test
  void terminalLosesEchoAndLinesForAsLongAsItIsUsed() throws Exception {
    Pty pty = Pty.open();
    FileDescriptor terminal =
        new FileDescriptor(Posix.open(pty.path(), Posix.O_RDWR | Posix.O_NOCTTY));
    byte[] cooked = new byte[Posix.TERMIOS_SIZE];
    Posix.tcgetattr(terminal.intValue(), cooked);
    cooked[4] |= 0x4 | 0x1; // ONLCR, OPOST
    cooked[12] |= 0x8 | 0x2 | 0x1; // ECHO, ICANON, ISIG
    Posix.tcsetattr(terminal.intValue(), Posix.TCSANOW, cooked);
    FileDescriptor output =
        new FileDescriptor(Posix.open(pty.path(), Posix.O_RDWR | Posix.O_NOCTTY));
    Recorder recorder = open(terminal.intValue(), output.intValue());
    Fds.write(pty.master(), "a\3");
    recorder.expectText("a\3");
    assertFalse(Fds.isReadable(pty.master(), 0), "echo");
    recorder.write("line\n");
    assertEquals("line\r\n", Fds.read(pty.master(), 6));
    fixture.run(() -> recorder.chardev.setEcho(true));
    Fds.write(pty.master(), "b\n");
    assertEquals("b\r\n", Fds.read(pty.master(), 3));
    recorder.expectText("a\3b\n");
    fixture.run(recorder.chardev::close);
    byte[] after = new byte[Posix.TERMIOS_SIZE];
    Posix.tcgetattr(terminal.intValue(), after);
    assertArrayEquals(cooked, after);
    terminal.close();
    output.close();
    pty.close();
  }

  @Test
  void onlyOneBackEndCanHaveIt() throws Exception {
    FileDescriptor[] pipe = FileDescriptor.pipe();
    Recorder first = open(pipe[0].intValue(), pipe[1].intValue());
    ChardevException e =
        assertThrows(ChardevException.class, () -> fixture.open(new Stdio(Fixture.common(), true)));
    assertEquals("cannot use stdio by multiple character devices", e.getMessage());
    fixture.run(first.chardev::close);
    fixture.run(open(pipe[0].intValue(), pipe[1].intValue()).chardev::close);
    pipe[0].close();
    pipe[1].close();
  }
}
