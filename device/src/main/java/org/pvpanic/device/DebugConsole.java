package org.pvpanic.device;

import org.pvpanic.bus.Access;
import org.pvpanic.bus.IoRegion;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;
import org.pvpanic.machine.SerialLine;

/**
 * A debug console ({@code -device isa-debugcon}): a port that passes on every byte written to it,
 * and that reads a constant, by which software finds it. SeaBIOS, edk2 and Bochs' BIOS speak to
 * such ports, at 0x402 and 0xe9, where QEMU puts one unless told otherwise. All of it is here.
 */
public final class DebugConsole implements Device, IoRegion {

  private final long iobase;
  private final int readback;
  private final SerialLine line;

  /**
   * A console.
   *
   * @param iobase its port; behind 0xffff nothing reaches it
   * @param readback what it reads; a byte of it counts
   * @param line where the bytes go
   */
  public DebugConsole(long iobase, int readback, SerialLine line) {
    this.iobase = iobase;
    this.readback = readback;
    this.line = line;
  }

  @Override
  public void attach(Board board) {
    board.ports().root().add(iobase, MemoryRegion.io(this, 1));
  }

  @Override
  public String name() {
    return "isa-debugcon";
  }

  @Override
  public Access access() {
    return Access.ANY.valid(1, 1);
  }

  @Override
  public int read(int offset, int size) {
    return readback;
  }

  @Override
  public void write(int offset, int size, int value) {
    line.transmit((byte) value);
  }
}
