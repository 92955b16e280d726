package org.pvpanic.guest.linux;

/**
 * The input handler that looks for SysRq keys (sysrq_filter of drivers/tty/sysrq.c): from the press
 * of SysRq while Alt is held until that Alt is released, every key that is pressed is one. While
 * {@code kernel.sysrq} is 0 it is not attached to the keyboard.
 */
final class SysRqKeyboard {

  private static final int NONE = 0;
  private static final int LEFT_SHIFT = 42;
  private static final int RIGHT_SHIFT = 54;
  private static final int LEFT_ALT = 56;
  private static final int KEYPAD_ENTER = 96;
  private static final int KEYPAD_SLASH = 98;
  private static final int SYSRQ = 99;
  private static final int RIGHT_ALT = 100;

  /** A key that has no character. */
  private static final int OTHER = 84;

  /** What each key types, by its number; a zero is a key that has no character. */
  private static final String CHARACTERS =
      "\0\0331234567890-=\177\tqwertyuiop[]\r\0asdfghjkl;'`\0\\zxcvbnm,./\0*\0 \0"
          + "\201\202\203\204\205\206\207\210\211\212\0\000789-456+1230\177";

  private final Kernel kernel;
  private int alt;
  private int altInUse;
  private boolean shift;
  private boolean active;

  SysRqKeyboard(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * The number of a key (linux/input-event-codes.h), or 0 for a code that no key sends.
   *
   * @param code of set 1, without the bit that says it was released
   * @param extended whether it came behind 0xe0
   */
  static int keyCode(int code, boolean extended) {
    if (!extended) {
      return code == 0x54 ? SYSRQ : code;
    }
    return switch (code) {
      case 0x2a, 0x36 -> NONE; // a keyboard's pretence that Shift is held
      case 0x1c -> KEYPAD_ENTER;
      case 0x35 -> KEYPAD_SLASH;
      case 0x37 -> SYSRQ;
      case 0x38 -> RIGHT_ALT;
      default -> OTHER;
    };
  }

  /** A key was pressed or released. */
  void key(int code, boolean pressed) {
    if (!kernel.sysRq().isOn()) {
      alt = NONE;
      active = false;
      return;
    }
    switch (code) {
      case NONE -> {}
      case LEFT_ALT, RIGHT_ALT -> {
        active &= pressed || code != altInUse;
        alt = pressed ? code : NONE;
      }
      case SYSRQ -> {
        if (pressed && alt != NONE) {
          active = true;
          altInUse = alt;
        }
      }
      default -> {
        boolean isShift = code == LEFT_SHIFT || code == RIGHT_SHIFT;
        if (isShift && kernel.profile().era().shiftsKeys()) {
          shift = pressed;
        } else if (active && pressed) {
          char typed = character(code);
          kernel
              .sysRq()
              .trigger(shift ? Character.toUpperCase(typed) : typed, SysRq.Origin.KEYBOARD);
        }
      }
    }
  }

  private static char character(int code) {
    return switch (code) {
      case KEYPAD_ENTER -> '\r';
      case KEYPAD_SLASH -> '/';
      default -> code < CHARACTERS.length() ? CHARACTERS.charAt(code) : 0;
    };
  }
}
