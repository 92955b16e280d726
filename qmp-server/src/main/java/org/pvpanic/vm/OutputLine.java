package org.pvpanic.vm;

import java.util.Arrays;
import org.pvpanic.chardev.CharFrontend;
import org.pvpanic.chardev.Chardev;
import org.pvpanic.machine.SerialLine;

/**
 * A cable on which bytes leave the machine, to a character back end. They go out in bursts, before
 * any event that follows them. A back end that cannot keep up holds the whole machine, so the guest
 * never notices and nothing is lost.
 */
public class OutputLine implements SerialLine, CharFrontend {

  private final MachineLoop machineLoop;
  private final Chardev chardev;
  private byte[] burst = {};
  private int length;
  private boolean holding;

  /** A cable to {@code chardev}, which does not know of it yet. */
  public OutputLine(MachineLoop machineLoop, Chardev chardev) {
    this.machineLoop = machineLoop;
    this.chardev = chardev;
  }

  /** The back end. */
  final Chardev chardev() {
    return chardev;
  }

  @Override
  public final void transmit(byte value) {
    if (length == burst.length) {
      burst = Arrays.copyOf(burst, Math.max(128, 2 * length));
    }
    burst[length++] = value;
  }

  @Override
  public final void flush() {
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
  public final void writable() {
    if (holding) {
      holding = false;
      machineLoop.release();
    }
  }

  @Override
  public void roomAgain() {}

  /** Nobody reads what comes in. */
  @Override
  public int canReceive() {
    return 0;
  }

  @Override
  public void receive(byte[] bytes, int off, int len) {}

  @Override
  public void opened() {}

  @Override
  public final void closed() {
    writable();
  }
}
