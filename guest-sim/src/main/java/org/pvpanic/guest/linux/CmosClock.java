package org.pvpanic.guest.linux;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.pvpanic.bus.PortIo;
import org.pvpanic.machine.Step;
import org.pvpanic.machine.Vcpu;

/**
 * The driver of a PC's clock chip (rtc_cmos and mc146818-lib): Motorola MC146818 at ports 0x70 and
 * 0x71, interrupt 8.
 */
public final class CmosClock {

  /** There is no chip, or it does not come to rest. */
  public static final long NONE = Long.MIN_VALUE;

  private static final int INDEX = 0x70;
  private static final int DATA = 0x71;
  private static final int IRQ = 8;

  private static final int SECONDS = 0x00;
  private static final int MINUTES = 0x02;
  private static final int HOURS = 0x04;
  private static final int DAY = 0x07;
  private static final int MONTH = 0x08;
  private static final int YEAR = 0x09;
  private static final int A = 0x0a;
  private static final int B = 0x0b;
  private static final int C = 0x0c;
  private static final int D = 0x0d;
  private static final int CENTURY = 0x32;

  private static final int A_UPDATE_IN_PROGRESS = 0x80;
  private static final int A_DIVIDER_RESET = 0x70;
  private static final int B_SET = 0x80;
  private static final int B_UPDATE = 0x10;
  private static final int B_BINARY = 0x04;
  private static final int B_24_HOURS = 0x02;
  private static final int C_UPDATE = 0x10;
  private static final int D_VALID = 0x80;
  private static final int PM = 0x80;

  /** How often software looks whether an update is over, and how long it does so: 10 ms. */
  private static final long LOOK_NS = 20_000;

  private static final int LOOKS = 500;

  private final Vcpu cpu;
  private final PortIo ports;
  private final List<Step> waiting = new ArrayList<>(0);

  CmosClock(Vcpu cpu) {
    this.cpu = cpu;
    this.ports = cpu.ports();
  }

  private int get(int index) {
    ports.outb(INDEX, index);
    return ports.inb(DATA);
  }

  private void put(int index, int value) {
    ports.outb(INDEX, index);
    ports.outb(DATA, value);
  }

  /** Whether the board has the chip: ports that nobody answers read all ones. */
  public boolean isPresent() {
    return (get(D) & ~D_VALID) == 0;
  }

  /** What it shows, in seconds since 1970 when it is set to UTC, or {@link #NONE}. */
  public long read() {
    if (!isPresent()) {
      return NONE;
    }
    for (int looks = 0; (get(A) & A_UPDATE_IN_PROGRESS) != 0; looks++) {
      if (looks == LOOKS) {
        return NONE;
      }
      cpu.spend(LOOK_NS);
    }
    boolean binary = (get(B) & B_BINARY) != 0;
    int hours = get(HOURS);
    int hour = decoded(hours & ~PM, binary);
    if ((get(B) & B_24_HOURS) == 0) {
      hour = hour % 12 + ((hours & PM) != 0 ? 12 : 0);
    }
    int year = decoded(get(YEAR), binary);
    int century = decoded(get(CENTURY), binary);
    year += century > 19 ? century * 100 : year < 70 ? 2000 : 1900;
    try {
      return LocalDateTime.of(
              year,
              decoded(get(MONTH), binary),
              decoded(get(DAY), binary),
              hour,
              decoded(get(MINUTES), binary),
              decoded(get(SECONDS), binary))
          .toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return NONE; // software has set it to what is no date
    }
  }

  /** Sets it; its next second begins half a second from now. */
  public void write(long seconds) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    int control = get(B);
    boolean binary = (control & B_BINARY) != 0;
    put(B, control | B_SET);
    int divider = get(A);
    put(A, divider | A_DIVIDER_RESET);
    put(YEAR, encoded(time.getYear() % 100, binary));
    put(MONTH, encoded(time.getMonthValue(), binary));
    put(DAY, encoded(time.getDayOfMonth(), binary));
    int hour = time.getHour();
    if ((control & B_24_HOURS) != 0) {
      put(HOURS, encoded(hour, binary));
    } else {
      put(HOURS, encoded(hour % 12 == 0 ? 12 : hour % 12, binary) | (hour >= 12 ? PM : 0));
    }
    put(MINUTES, encoded(time.getMinute(), binary));
    put(SECONDS, encoded(time.getSecond(), binary));
    put(CENTURY, encoded(time.getYear() / 100, binary));
    put(B, control);
    put(A, divider);
  }

  /** Runs {@code edge} when the chip's next second begins, by its update interrupt. */
  public void atNextSecond(Step edge) {
    waiting.add(edge);
    put(B, get(B) | B_UPDATE);
    if (waiting.size() == 1) {
      get(C); // forget what has been
      cpu.onInterrupt(IRQ, this::interrupt);
    }
  }

  private void interrupt() {
    if ((get(C) & C_UPDATE) != 0) {
      put(B, get(B) & ~B_UPDATE);
      cpu.onInterrupt(IRQ, null);
      List<Step> now = List.copyOf(waiting);
      waiting.clear();
      now.forEach(Step::run);
    }
  }

  private static int decoded(int value, boolean binary) {
    return binary ? value : (value >> 4) * 10 + (value & 0x0f);
  }

  private static int encoded(int value, boolean binary) {
    return binary ? value : ((value / 10) << 4) | (value % 10);
  }
}
