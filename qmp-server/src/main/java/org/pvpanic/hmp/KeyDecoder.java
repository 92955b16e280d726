package org.pvpanic.hmp;

/**
 * Tells which key a byte from a terminal completes: a control character, a character to insert, or
 * the end of an escape sequence (ECMA-48: CSI is {@code ESC [} or the single byte 0x9b; SS3 is
 * {@code ESC O}).
 *
 * <p>As in QEMU the number in a sequence begins with that of the one before when it was 0x9b that
 * introduced it.
 */
final class KeyDecoder {

  /** What a key does. {@code NOTHING} also stands for the middle of a sequence. */
  enum Key {
    NOTHING,
    INSERT,
    ENTER,
    COMPLETE,
    LINE_START,
    LINE_END,
    LEFT,
    RIGHT,
    BACKSPACE,
    DELETE,
    DELETE_WORD,
    CLEAR_SCREEN,
    OLDER,
    NEWER
  }

  private enum State {
    PLAIN,
    ESCAPE,
    CSI,
    SS3
  }

  private static final int ESC = 0x1b;
  private static final int CSI = 0x9b;
  private static final int DEL = 0x7f;

  private State state = State.PLAIN;
  private int parameter;

  /** Forgets the beginning of a sequence. */
  void reset() {
    state = State.PLAIN;
  }

  /** Takes the next byte, 0 to 255. */
  Key take(int b) {
    State before = state;
    state = State.PLAIN;
    return switch (before) {
      case PLAIN -> plain(b);
      case ESCAPE -> escape(b);
      case CSI -> csi(b);
      case SS3 -> b == 'H' ? Key.LINE_START : b == 'F' ? Key.LINE_END : Key.NOTHING;
    };
  }

  private Key plain(int b) {
    return switch (b) {
      case 'A' & 0x1f -> Key.LINE_START;
      case 'D' & 0x1f -> Key.DELETE;
      case 'E' & 0x1f -> Key.LINE_END;
      case 'L' & 0x1f -> Key.CLEAR_SCREEN;
      case 'W' & 0x1f -> Key.DELETE_WORD;
      case '\t' -> Key.COMPLETE;
      case '\n', '\r' -> Key.ENTER;
      case '\b', DEL -> Key.BACKSPACE;
      case ESC -> begin(State.ESCAPE);
      case CSI -> begin(State.CSI);
      default -> b < ' ' ? Key.NOTHING : Key.INSERT;
    };
  }

  private Key escape(int b) {
    if (b == '[' || b == 'O') {
      parameter = 0;
    }
    return switch (b) {
      case '[' -> begin(State.CSI);
      case 'O' -> begin(State.SS3);
      default -> Key.NOTHING;
    };
  }

  private Key begin(State next) {
    state = next;
    return Key.NOTHING;
  }

  private Key csi(int b) {
    return switch (b) {
      case 'A', 'F' -> Key.OLDER;
      case 'B', 'E' -> Key.NEWER;
      case 'C' -> Key.RIGHT;
      case 'D' -> Key.LEFT;
      case '~' -> numbered();
      default -> {
        if (b >= '0' && b <= '9') {
          parameter = parameter * 10 + b - '0';
          state = State.CSI;
        }
        yield Key.NOTHING;
      }
    };
  }

  private Key numbered() {
    return switch (parameter) {
      case 1 -> Key.LINE_START;
      case 3 -> Key.DELETE;
      case 4 -> Key.LINE_END;
      default -> Key.NOTHING;
    };
  }
}
