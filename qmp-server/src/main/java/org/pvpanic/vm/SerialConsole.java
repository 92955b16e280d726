package org.pvpanic.vm;

import io.netty.channel.EventLoop;
import java.util.Arrays;
import org.pvpanic.chardev.CharFrontend;
import org.pvpanic.chardev.Chardev;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.SerialLine;

/**
 * The cable between a serial port of the machine and a character back end. Bytes go out in bursts,
 * before any event that follows them. A back end that cannot keep up holds the whole machine, so
 * the guest never notices and nothing is lost.
 */
public final class SerialConsole implements SerialLine, CharFrontend {

  private final Machine machine;
  private final MachineLoop machineLoop;
  private final EventLoop loop;
  private final Chardev chardev;
  private final int port;
  private byte[] burst = new byte[128];
  private int length;
  private boolean holding;
  private boolean roomAnnounced;

  /** Connects serial port {@code port} (0 is ttyS0) to {@code chardev}. */
  public SerialConsole(
      Machine machine, MachineLoop machineLoop, EventLoop loop, int port, Chardev chardev) {
    this.machine = machine;
    this.machineLoop = machineLoop;
    this.loop = loop;
    this.port = port;
    this.chardev = chardev;
    machine.connect(port, this);
    chardev.attach(this);
  }

  @Override
  public void transmit(byte value) {
    if (length == burst.length) {
      burst = Arrays.copyOf(burst, 2 * length);
    }
    burst[length++] = value;
  }

  @Override
  public void flush() {
    if (length > 0) {
      chardev.write(burst, 0, length);
      chardev.flush();
      length = 0;
      if (!holding && !chardev.isWritable()) {
        holding = true;
        machineLoop.hold();
      }
    }
  }

  @Override
  public void writable() {
    if (holding) {
      holding = false;
      machineLoop.release();
    }
  }

  /** The port calls this in the middle of a step; what waits outside may come in only after it. */
  @Override
  public void roomAgain() {
    if (!roomAnnounced) {
      roomAnnounced = true;
      loop.execute(
          () -> {
            roomAnnounced = false;
            chardev.acceptInput();
          });
    }
  }

  @Override
  public int canReceive() {
    return machine.exited() ? 0 : machine.serial(port).room();
  }

  @Override
  public void receive(byte[] bytes, int off, int len) {
    machineLoop.submit(new Input.Serial(port, Arrays.copyOfRange(bytes, off, off + len)));
  }

  @Override
  public void opened() {}

  @Override
  public void closed() {
    writable();
  }
}
