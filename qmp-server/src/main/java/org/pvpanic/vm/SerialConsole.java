package org.pvpanic.vm;

import io.netty.channel.EventLoop;
import java.util.Arrays;
import org.pvpanic.chardev.Chardev;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.Machine;

/** The cable between a serial port of the machine and a character back end. */
public final class SerialConsole extends OutputLine {

  private final Machine machine;
  private final MachineLoop machineLoop;
  private final EventLoop loop;
  private final int port;
  private boolean roomAnnounced;

  /** Connects serial port {@code port} (0 is ttyS0) to {@code chardev}. */
  public SerialConsole(
      Machine machine, MachineLoop machineLoop, EventLoop loop, int port, Chardev chardev) {
    super(machineLoop, chardev);
    this.machine = machine;
    this.machineLoop = machineLoop;
    this.loop = loop;
    this.port = port;
    machine.connect(port, this);
    chardev.attach(this);
  }

  /** The port calls this in the middle of a step; what waits outside may come in only after it. */
  @Override
  public void roomAgain() {
    if (!roomAnnounced) {
      roomAnnounced = true;
      loop.execute(
          () -> {
            roomAnnounced = false;
            chardev().acceptInput();
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
  public void receiveBreak() {
    machineLoop.submit(new Input.SerialBreak(port));
  }
}
