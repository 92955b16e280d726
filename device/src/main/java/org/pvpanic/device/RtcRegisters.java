package org.pvpanic.device;

/**
 * The registers of a Motorola MC146818 and the CMOS RAM behind them: what each is called, and the
 * formats in which they hold a date and time (BCD or binary, 12 or 24 hours).
 */
final class RtcRegisters {

  static final int SECONDS = 0x00;
  static final int SECONDS_ALARM = 0x01;
  static final int MINUTES = 0x02;
  static final int MINUTES_ALARM = 0x03;
  static final int HOURS = 0x04;
  static final int HOURS_ALARM = 0x05;
  static final int WEEKDAY = 0x06;
  static final int DAY = 0x07;
  static final int MONTH = 0x08;
  static final int YEAR = 0x09;
  static final int A = 0x0a;
  static final int B = 0x0b;
  static final int C = 0x0c;
  static final int D = 0x0d;
  static final int CENTURY = 0x32;

  /** Where a PS/2 has the century. */
  static final int PS2_CENTURY = 0x37;

  static final int A_UPDATE_IN_PROGRESS = 0x80;
  static final int A_DIVIDER = 0x70;
  static final int A_DIVIDER_RESET = 0x60;
  static final int A_RATE = 0x0f;

  static final int B_SET = 0x80;
  static final int B_PERIODIC = 0x40;
  static final int B_ALARM = 0x20;
  static final int B_UPDATE = 0x10;
  static final int B_SQUARE_WAVE = 0x08;
  static final int B_BINARY = 0x04;
  static final int B_24_HOURS = 0x02;

  static final int C_INTERRUPT = 0x80;
  static final int C_PERIODIC = 0x40;
  static final int C_ALARM = 0x20;
  static final int C_UPDATE = 0x10;
  static final int C_FLAGS = C_PERIODIC | C_ALARM | C_UPDATE;

  private static final int PM = 0x80;

  private final byte[] cmos = new byte[Rtc.SIZE];

  RtcRegisters() {
    cmos[A] = 0x26;
    cmos[B] = B_24_HOURS;
    cmos[D] = (byte) 0x80;
  }

  int get(int at) {
    return cmos[at] & 0xff;
  }

  void put(int at, int value) {
    cmos[at] = (byte) value;
  }

  boolean has(int at, int bits) {
    return (cmos[at] & bits) != 0;
  }

  void set(int at, int bits) {
    cmos[at] |= (byte) bits;
  }

  void clear(int at, int bits) {
    cmos[at] &= (byte) ~bits;
  }

  /** Whether the chip counts: software is not setting it, and the divider chain runs. */
  boolean isRunning() {
    return !has(B, B_SET) && (get(A) & A_DIVIDER) <= 0x20;
  }

  boolean isDividerReset() {
    return (get(A) & A_DIVIDER_RESET) == A_DIVIDER_RESET;
  }

  static boolean isTime(int at) {
    return switch (at) {
      case SECONDS, MINUTES, HOURS, WEEKDAY, DAY, MONTH, YEAR, CENTURY -> true;
      default -> false;
    };
  }

  static boolean isAlarm(int at) {
    return at == SECONDS_ALARM || at == MINUTES_ALARM || at == HOURS_ALARM;
  }

  /** Has the registers show a time. */
  void show(RtcTime time) {
    put(SECONDS, encoded(time.second()));
    put(MINUTES, encoded(time.minute()));
    if (has(B, B_24_HOURS)) {
      put(HOURS, encoded(time.hour()));
    } else {
      put(HOURS, encoded(time.hour() % 12 == 0 ? 12 : time.hour() % 12));
      set(HOURS, time.hour() >= 12 ? PM : 0);
    }
    put(WEEKDAY, encoded(time.weekday()));
    put(DAY, encoded(time.day()));
    put(MONTH, encoded(time.month()));
    put(YEAR, encoded(time.year() % 100));
    put(CENTURY, encoded(time.year() / 100));
  }

  /** The time that the registers show. */
  RtcTime shown() {
    return new RtcTime(
        decoded(get(YEAR)) + decoded(get(CENTURY)) * 100,
        decoded(get(MONTH)),
        decoded(get(DAY)),
        decoded(get(WEEKDAY)),
        in24Hours(decoded(get(HOURS) & ~PM)),
        decoded(get(MINUTES)),
        decoded(get(SECONDS)));
  }

  /** How many seconds it is from the shown time to the next alarm. */
  int secondsToAlarm() {
    int hour = decoded(get(HOURS_ALARM));
    RtcAlarm alarm =
        new RtcAlarm(
            hour == RtcAlarm.ANY ? hour : in24Hours(hour),
            decoded(get(MINUTES_ALARM)),
            decoded(get(SECONDS_ALARM)));
    // The flag for PM is left in both hours, which are compared with one another alone.
    int now = in24Hours(decoded(get(HOURS)));
    return alarm.after((now * 60 + decoded(get(MINUTES))) * 60 + decoded(get(SECONDS)));
  }

  private int encoded(int value) {
    return has(B, B_BINARY) ? value : (value / 10) << 4 | value % 10;
  }

  /** What a byte means; -1 for those that say, in an alarm, that any will do. */
  private int decoded(int value) {
    if ((value & 0xc0) == 0xc0) {
      return RtcAlarm.ANY;
    }
    return has(B, B_BINARY) ? value : (value >> 4) * 10 + (value & 0x0f);
  }

  private int in24Hours(int hour) {
    return has(B, B_24_HOURS) ? hour : hour % 12 + (has(HOURS, PM) ? 12 : 0);
  }
}
