package org.pvpanic.device;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.IoRegion;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;
import org.pvpanic.machine.RtcConfig;

/**
 * The real-time clock of a PC (Motorola MC146818) with its 128 bytes of CMOS RAM: ports 0x70
 * (index) and 0x71 (data), interrupt 8.
 *
 * <p>Specification: MC146818A data sheet; index 0x32 is the century, and so is 0x37, the PS/2's
 * place for it. Here: time in BCD or binary, in 12 or 24 hours, with the SET bit and the divider
 * chain's reset; update in progress; alarm, periodic and update-ended interrupts; the alarm wakes a
 * machine that sleeps. The time goes on with the host's or with the machine's ({@link RtcConfig}).
 * Left out: the square wave and daylight saving, as on QEMU, and making up for interrupts that came
 * too late ({@code -rtc driftfix=slew}).
 */
public final class Rtc implements Device {

  /** The index port; the data port follows it. */
  public static final int BASE = 0x70;

  /** Bytes of CMOS RAM. */
  public static final int SIZE = 128;

  /** The byte that tells firmware why it starts; 0xfe after a sleep. */
  public static final int SHUTDOWN_STATUS = 0x0f;

  private static final int RESUMES = 0xfe;

  private final RtcConfig config;
  private final RtcRegisters registers = new RtcRegisters();
  private @Nullable RtcChip chip;
  private int index;

  /** A clock. */
  public Rtc(RtcConfig config) {
    this.config = config;
    registers.show(RtcTime.of(config.start()));
  }

  /** A byte of CMOS RAM, as the board sets it before power-on. */
  public void setByte(int at, int value) {
    registers.put(at, value);
  }

  /** The date and time that software would read. */
  public RtcTime time() {
    return chip().time();
  }

  private RtcChip chip() {
    return Objects.requireNonNull(chip, "the clock is on no board");
  }

  @Override
  public void attach(Board to) {
    chip = new RtcChip(registers, config, to);
    MemoryRegion ports = to.ports().map(BASE, 2, new Ports("rtc"));
    ports.add(0, MemoryRegion.io(new Ports("rtc-index"), 1));
  }

  @Override
  public void reset() {
    if (registers.get(SHUTDOWN_STATUS) != RESUMES) {
      registers.put(SHUTDOWN_STATUS, 0);
    }
    chip().reset();
  }

  @Override
  public void suspending() {
    registers.put(SHUTDOWN_STATUS, RESUMES);
  }

  /** The PS/2's place for the century is another name of the usual one. */
  private int register() {
    if (index == RtcRegisters.PS2_CENTURY) {
      index = RtcRegisters.CENTURY;
    }
    return index;
  }

  /** The two ports, of which the index may also be seen as a region of its own. */
  private final class Ports implements IoRegion {
    private final String name;

    Ports(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int read(int offset, int size) {
      return (offset & 1) == 0 ? 0xff : chip().read(register());
    }

    @Override
    public void write(int offset, int size, int value) {
      if ((offset & 1) == 0) {
        index = value & (SIZE - 1);
      } else {
        chip().write(register(), value);
      }
    }
  }
}
