package org.pvpanic.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pvpanic.bus.PortObserver;
import org.pvpanic.device.IsaPvpanic;
import org.pvpanic.device.Uart16550;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.MachineEvent;
import org.pvpanic.machine.MachineObserver;
import org.pvpanic.machine.RunState;

/**
 * Probes that note in which order things happen to a machine: lines on the serial wire, writes to
 * pvpanic's port, run states, and events, each at the moment when it is in the socket of a client.
 * Everything happens on the machine's thread.
 */
final class PanicOrder implements PortObserver, MachineObserver, AutoCloseable {

  private static final int COM1 = 0x3f8;

  private final Machine machine;
  private final SocketChannel client;
  private final ByteBuffer input = ByteBuffer.allocate(1 << 16);
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final List<String> order = new ArrayList<>();

  /**
   * Clips the probes to a machine. On its thread.
   *
   * @param monitor the socket of a monitor that nobody else uses
   */
  PanicOrder(Machine machine, Path monitor) throws IOException {
    this.machine = machine;
    client = SocketChannel.open(StandardProtocolFamily.UNIX);
    client.connect(UnixDomainSocketAddress.of(monitor));
    client.configureBlocking(false);
    client.write(ByteBuffer.wrap("{'execute': 'qmp_capabilities'}\n".getBytes(UTF_8)));
    machine.ports().observe(this);
    machine.observe(this);
  }

  /** What happened, oldest first. */
  List<String> order() {
    return List.copyOf(order);
  }

  @Override
  public void writing(int port, int size, int value) {
    if (port == COM1 + Uart16550.DATA && transmits()) {
      transmit(value & 0xff);
    } else if (port == IsaPvpanic.DEFAULT_IOPORT) {
      note("port 0x%x <- 0x%x, %d byte".formatted(port, value & 0xff, size));
    }
  }

  /** Reading this register has no effect. */
  private boolean transmits() {
    return (machine.ports().inb(COM1 + Uart16550.LCR) & Uart16550.LCR_DLAB) == 0;
  }

  private void transmit(int character) {
    if (character == '\n') {
      note("uart " + sent.toString(UTF_8).stripTrailing());
      sent.reset();
    } else {
      sent.write(character);
    }
  }

  @Override
  public void event(MachineEvent event) {
    readEvents();
  }

  @Override
  public void runStateChanged(RunState from, RunState to) {
    note("run state " + from.wireName() + " -> " + to.wireName());
  }

  /** What is in the client's socket already came first. */
  private void note(String what) {
    readEvents();
    order.add(what);
  }

  private void readEvents() {
    try {
      while (client.read(input.clear()) > 0) {
        said.write(input.array(), 0, input.position());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String lines = said.toString(UTF_8);
    int whole = lines.lastIndexOf('\n') + 1;
    said.reset();
    said.writeBytes(lines.substring(whole).getBytes(UTF_8));
    for (String line : lines.substring(0, whole).lines().toList()) {
      String event = new Message(0, true, line).event();
      if (!event.isEmpty()) {
        order.add("event " + event);
      }
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
