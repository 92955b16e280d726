package org.pvpanic.device;

import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.Access;
import org.pvpanic.bus.IoRegion;
import org.pvpanic.bus.IrqLine;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.PowerPort;

/**
 * ACPI power management, as the PIIX4 (machine type pc) and the ICH9 (q35) have it: the registers
 * through which a guest sleeps, switches itself off, and learns of the power button and of other
 * events. It is a part of those chips: they say where it is seen.
 *
 * <p>Specification: ACPI 6.5, chapter 4.8.3 (PM1 event and control grouping, power management
 * timer) and 4.8.4 (general-purpose events); the values of SLP_TYP are those that QEMU's chipsets
 * decode.
 *
 * <p>Left out: sleep button and alarm clock.
 */
public final class AcpiPowerManagement implements PowerPort {

  /** Where the firmware of both machine types puts the registers. */
  public static final int BASE = 0x600;

  /** PM1a status, 16 bits; writing a one clears a bit. */
  public static final int STATUS = 0;

  /** PM1a enable, 16 bits, the same bits as the status. */
  public static final int ENABLE = 2;

  /** PM1a control, 16 bits. */
  public static final int CONTROL = 4;

  /** The timer, 24 bits. */
  public static final int TIMER = 8;

  /** Ticks of the timer in a second. */
  public static final long TIMER_FREQUENCY = 3_579_545;

  /** Status bit 0: the timer's top bit changed. */
  public static final int TIMER_STATUS = 1 << 0;

  /** Status bit 8: the power button was pressed. */
  public static final int POWER_BUTTON = 1 << 8;

  /** Status bit 15: the machine was woken. */
  public static final int WAKE_STATUS = 1 << 15;

  /** Control bit 0: events cause the SCI, not an SMI. */
  public static final int SCI_ENABLE = 1 << 0;

  /** Control bit 13: go to the sleep state that SLP_TYP names. Reads 0. */
  public static final int SLEEP_ENABLE = 1 << 13;

  /** SLP_TYP for S5, off. */
  public static final int SLEEP_TYPE_OFF = 0;

  /** SLP_TYP for S3, suspend to memory. */
  public static final int SLEEP_TYPE_SUSPEND = 1;

  /** The usual SLP_TYP for S4, suspend to disk: the guest has saved its memory itself. */
  public static final int SLEEP_TYPE_DISK = 2;

  /** Control bits 10 to 12. */
  private static final int SLEEP_TYPE_SHIFT = 10;

  /** What causes the SCI: timer, global lock, power button and alarm clock. */
  private static final int CAUSES = 0x0521;

  private static final long TOP_BIT = 1L << 23;
  private static final long NS_PER_SECOND = 1_000_000_000L;

  private final MemoryRegion region;
  private final GeneralEvents events;
  private final int sleepTypeOfDisk;
  private @Nullable Board board;
  private IrqLine sci = IrqLine.NOWHERE;
  private Clock.@Nullable Timer timer;
  private boolean timerWoke;

  /** When the timer's top bit changes next, in ticks. */
  private long overflow;

  private int status;
  private int enable;
  private int control;

  /**
   * The registers.
   *
   * @param name of the region that holds them
   * @param size bytes of that region
   * @param eventBytes of general-purpose events: half of them status, half of them enable
   * @param sleepTypeOfDisk SLP_TYP for S4, 2 to 7
   */
  public AcpiPowerManagement(String name, int size, int eventBytes, int sleepTypeOfDisk) {
    this.sleepTypeOfDisk = sleepTypeOfDisk;
    region = MemoryRegion.container(name, size);
    region.add(STATUS, MemoryRegion.io(new Events(), 4));
    region.add(CONTROL, MemoryRegion.io(new Control(), 2));
    region.add(TIMER, MemoryRegion.io(new TimerValue(), 4));
    region.setEnabled(false);
    events = new GeneralEvents(eventBytes, this::update);
  }

  /** The region that holds the registers. */
  public MemoryRegion region() {
    return region;
  }

  /** The registers of the general-purpose events, which a chip puts where it has them. */
  public MemoryRegion generalEvents() {
    return MemoryRegion.io(events, events.length());
  }

  /** Puts it, hidden, into I/O space. */
  public void attach(Board to, IrqLine interrupt) {
    board = to;
    sci = interrupt;
    to.ports().root().add(0, region);
  }

  /** Shows it at a port, or hides it. */
  public void move(int base, boolean shown) {
    region.setAddress(base);
    region.setEnabled(shown);
  }

  /** What a reset of the chip does to it. */
  public void reset() {
    status = 0;
    enable = 0;
    control = 0;
    overflow = 0;
    timer = null; // the clock has forgotten it
    events.reset();
    update();
  }

  /** Software asked the firmware to switch ACPI mode on, or off. */
  public void setAcpiMode(boolean on) {
    control = on ? control | SCI_ENABLE : control & ~SCI_ENABLE;
  }

  /** A general-purpose event happens. */
  public void raise(int event) {
    events.raise(event);
    update();
  }

  /** Told to the guest where it asked for it. */
  @Override
  public void pressPowerButton() {
    if ((enable & POWER_BUTTON) != 0) {
      status |= POWER_BUTTON;
      update();
    }
  }

  /** QEMU says that it was the power button, whatever it was but the timer. */
  @Override
  public void wokenUp() {
    status |= WAKE_STATUS | (timerWoke ? TIMER_STATUS : POWER_BUTTON);
    timerWoke = false;
  }

  private long now() {
    return board == null ? 0 : board.clock().now();
  }

  private long ticks() {
    long now = now();
    return now / NS_PER_SECOND * TIMER_FREQUENCY
        + now % NS_PER_SECOND * TIMER_FREQUENCY / NS_PER_SECOND;
  }

  /** When the top bit changes, in nanoseconds. */
  private long overflowTime() {
    return overflow / TIMER_FREQUENCY * NS_PER_SECOND
        + overflow % TIMER_FREQUENCY * NS_PER_SECOND / TIMER_FREQUENCY;
  }

  private int currentStatus() {
    if (now() >= overflowTime()) {
      status |= TIMER_STATUS;
    }
    return status;
  }

  private void clear(int bits) {
    if ((currentStatus() & bits & TIMER_STATUS) != 0) {
      overflow = (ticks() + TOP_BIT) & -TOP_BIT;
    }
    status &= ~bits;
  }

  /** Drives the interrupt, and wakes up for the timer where that is wanted. */
  private void update() {
    int now = currentStatus();
    sci.set((now & enable & CAUSES) != 0 || events.isPending());
    if (board != null) {
      Clock clock = board.clock();
      clock.cancel(timer);
      boolean waits = (enable & ~now & TIMER_STATUS) != 0;
      timer = waits ? clock.schedule(overflowTime() - clock.now(), this::overflowed) : null;
    }
  }

  private void overflowed() {
    timer = null;
    if (board != null) {
      timerWoke = board.isAsleep();
      board.wakeUp();
    }
    update();
  }

  /** Status and enable. Both are written as a whole: a single byte is the low one. */
  private final class Events implements IoRegion {
    @Override
    public String name() {
      return "acpi-evt";
    }

    @Override
    public Access access() {
      return Access.implementing(2, 4).valid(1, 2);
    }

    @Override
    public int read(int offset, int size) {
      return switch (offset) {
        case STATUS -> currentStatus();
        case ENABLE -> enable;
        default -> 0;
      };
    }

    @Override
    public void write(int offset, int size, int value) {
      switch (offset) {
        case STATUS -> clear(value);
        case ENABLE -> enable = value & 0xffff;
        default -> {
          return;
        }
      }
      update();
    }
  }

  /** Control. It is written as a whole, and each of its bytes reads as the low one. */
  private final class Control implements IoRegion {
    @Override
    public String name() {
      return "acpi-cnt";
    }

    @Override
    public Access access() {
      return Access.implementing(2, 4).valid(1, 2);
    }

    @Override
    public int read(int offset, int size) {
      return control;
    }

    @Override
    public void write(int offset, int size, int value) {
      control = value & 0xffff & ~SLEEP_ENABLE;
      if ((value & SLEEP_ENABLE) != 0 && board != null) {
        sleep(board, (value >> SLEEP_TYPE_SHIFT) & 7);
      }
    }

    private void sleep(Board board, int type) {
      switch (type) {
        case SLEEP_TYPE_OFF -> board.guestShutdown();
        case SLEEP_TYPE_SUSPEND -> board.guestSuspend();
        default -> {
          if (type == sleepTypeOfDisk) {
            board.guestSuspendToDisk();
          }
        }
      }
    }
  }

  /** The timer's value. */
  private final class TimerValue implements IoRegion {
    @Override
    public String name() {
      return "acpi-tmr";
    }

    @Override
    public Access access() {
      return Access.implementing(4, 4).valid(1, 4);
    }

    @Override
    public int read(int offset, int size) {
      return (int) (ticks() & 0xff_ffff);
    }

    @Override
    public void write(int offset, int size, int value) {}
  }
}
