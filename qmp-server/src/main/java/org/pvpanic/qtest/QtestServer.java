package org.pvpanic.qtest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.channel.EventLoop;
import org.pvpanic.chardev.CharFrontend;
import org.pvpanic.chardev.Chardev;
import org.pvpanic.machine.Machine;
import org.pvpanic.options.Diagnostics;
import org.pvpanic.vm.Vm;

/**
 * The qtest protocol on a character back end ({@code -qtest}): every line is carried out and
 * answered before the next one is looked at. While the client does not read, nothing is.
 *
 * <p>The beginning of a line is kept when its client goes, and the next client ends it, as in QEMU.
 */
public final class QtestServer implements CharFrontend {

  private static final int READ_SIZE = 4096;

  private final Chardev chardev;
  private final EventLoop loop;
  private final Machine machine;
  private final QtestCommands commands;
  private final QtestLog log;
  private final LineBuffer lines = new LineBuffer();
  private boolean blocked;

  /** Serves {@code vm} on {@code chardev}. */
  public QtestServer(Vm vm, Chardev chardev, QtestLog log, Diagnostics diagnostics) {
    this.chardev = chardev;
    this.loop = vm.eventLoop();
    this.machine = vm.machine();
    this.commands = new QtestCommands(vm, diagnostics, this::send);
    this.log = log;
    chardev.attach(this);
  }

  @Override
  public int canReceive() {
    return blocked ? 0 : READ_SIZE;
  }

  @Override
  public void receive(byte[] bytes, int off, int len) {
    lines.add(bytes, off, len);
    answer();
  }

  /** Answers lines until there is none, the client does not read, or the machine is at its end. */
  private void answer() {
    blocked = !chardev.isWritable();
    while (!blocked && !machine.exited()) {
      String line = lines.next();
      if (line == null) {
        return;
      }
      log.received(line);
      send(commands.answer(line));
      blocked = !chardev.isWritable();
    }
  }

  private void send(String line) {
    log.sent(line);
    byte[] bytes = (line + "\n").getBytes(ISO_8859_1);
    chardev.write(bytes, 0, bytes.length);
    chardev.flush();
  }

  @Override
  public void writable() {
    if (blocked) {
      answer();
      if (!blocked) {
        loop.execute(chardev::acceptInput);
      }
    }
  }

  @Override
  public void opened() {
    commands.opened();
    log.opened();
  }

  @Override
  public void closed() {
    log.closed();
    writable();
  }
}
