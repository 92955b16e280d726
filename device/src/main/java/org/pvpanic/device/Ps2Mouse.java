package org.pvpanic.device;

/**
 * A PS/2 mouse that nobody moves.
 *
 * <p>Specification: IBM PS/2 Hardware Interface Technical Reference (1988), "Auxiliary device";
 * Microsoft's IntelliMouse and IntelliMouse Explorer are found by three sample rates in a row. All
 * of the commands are here.
 */
final class Ps2Mouse extends Ps2Device {

  private static final int SCALE_1 = 0xe6;
  private static final int SCALE_2 = 0xe7;
  private static final int SET_RESOLUTION = 0xe8;
  private static final int GET_STATUS = 0xe9;
  private static final int STREAM = 0xea;
  private static final int POLL = 0xeb;
  private static final int UNWRAP = 0xec;
  private static final int WRAP = 0xee;
  private static final int REMOTE = 0xf0;
  private static final int GET_TYPE = 0xf2;
  private static final int SET_RATE = 0xf3;
  private static final int ENABLE = 0xf4;
  private static final int DISABLE = 0xf5;
  private static final int SET_DEFAULTS = 0xf6;
  private static final int RESET = 0xff;

  private static final int STATUS_SCALE_2 = 1 << 4;
  private static final int STATUS_ENABLED = 1 << 5;
  private static final int STATUS_REMOTE = 1 << 6;

  private static final int WHEEL = 3;
  private static final int FIVE_BUTTONS = 4;

  /** The first byte of a packet always has bit 3. */
  private static final int PACKET = 0x08;

  private int status;
  private int resolution;
  private int rate;
  private boolean wraps;
  private int type;

  /** How far the sequence is that asks for a wheel, or for five buttons. */
  private int knocks;

  /**
   * A mouse.
   *
   * @param changed called when it has something to send, or no more
   */
  Ps2Mouse(Runnable changed) {
    super(changed);
  }

  @Override
  void reset() {
    super.reset();
    status = 0;
    resolution = 0;
    rate = 0;
    wraps = false;
    type = 0;
    knocks = 0;
  }

  @Override
  void receive(int value) {
    int argumentOf = command();
    if (argumentOf == SET_RATE) {
      expectArgumentOf(NONE);
      rate = value;
      knock(value);
      send(ACK);
    } else if (argumentOf == SET_RESOLUTION) {
      expectArgumentOf(NONE);
      resolution = value;
      send(ACK);
    } else if (wraps && value != RESET) {
      wraps = value != UNWRAP;
      send(wraps ? value : ACK);
    } else {
      command(value);
    }
  }

  private void command(int value) {
    switch (value) {
      case SCALE_1 -> clear(STATUS_SCALE_2);
      case SCALE_2 -> set(STATUS_SCALE_2);
      case STREAM -> clear(STATUS_REMOTE);
      case REMOTE -> set(STATUS_REMOTE);
      case ENABLE -> set(STATUS_ENABLED);
      case DISABLE -> clear(STATUS_ENABLED);
      case WRAP -> {
        wraps = true;
        send(ACK);
      }
      case GET_TYPE -> send(ACK, type);
      case SET_RESOLUTION, SET_RATE -> {
        expectArgumentOf(value);
        send(ACK);
      }
      case GET_STATUS -> send(ACK, status, resolution, rate);
      case POLL -> {
        send(ACK);
        sendPacket();
      }
      case SET_DEFAULTS -> {
        setDefaults();
        send(ACK);
      }
      case RESET -> {
        setDefaults();
        type = 0;
        clear();
        send(ACK, SELF_TEST_PASSED, type);
      }
      default -> {} // not even an answer
    }
  }

  private void set(int bit) {
    status |= bit;
    send(ACK);
  }

  private void clear(int bit) {
    status &= ~bit;
    send(ACK);
  }

  private void setDefaults() {
    rate = 100;
    resolution = 2;
    status = 0;
  }

  /** No buttons, and no way that it has gone. */
  private void sendPacket() {
    if (type == 0) {
      send(PACKET, 0, 0);
    } else {
      send(PACKET, 0, 0, 0);
    }
  }

  /** 200, 100, 80 asks for a wheel, and 200, 200, 80 for five buttons. */
  private void knock(int value) {
    switch (knocks) {
      case 1 -> knocks = value == 100 ? 2 : value == 200 ? 3 : 0;
      case 2, 3 -> {
        if (value == 80) {
          type = knocks == 2 ? WHEEL : FIVE_BUTTONS;
        }
        knocks = 0;
      }
      default -> knocks = value == 200 ? 1 : 0;
    }
  }
}
