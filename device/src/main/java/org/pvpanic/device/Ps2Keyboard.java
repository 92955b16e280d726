package org.pvpanic.device;

import java.util.BitSet;

/**
 * A PC/AT keyboard.
 *
 * <p>Specification: IBM PS/2 Hardware Interface Technical Reference (1988), "Keyboards"; the
 * translation of scan codes is the keyboard controller's, which has the keyboard do it here. Left
 * out: typematic repetition, lights, and scan code set 3, in which no key sends anything.
 */
final class Ps2Keyboard extends Ps2Device {

  /** Scan codes of set 2, and what the controller makes of them: those of set 1. */
  private static final String SET_1_OF_SET_2 =
      """
      ff43413f3d3b3c58 64444240 3e0f2959 65382a701d10025a 66712c1f1e11035b
      672e2d201205045c 68392f21 1413065d 693130232215075e 6a7232241608095f
      6b332517180b0a60 6c343526 27190c61 6d732874 1a0d626e 3a361c1b752b6376
      555677787 97a0e7b 7c4f7d4b477e7f6f 5253504c 4d480145 574e514a37494654
      80818241 54\
      """
          .replaceAll("\\s", "");

  /** The keys that there are, by number: a scan code of set 1, with bit 7 for the prefix 0xe0. */
  private static final BitSet KEYS =
      numbers(
          "01-54 56-59 5b 64-65 70-73 77 79 7b 7d-7e 85-87 8c 90 99 9c-9e a0-a2 a4 ae b0 b2 b5"
              + " b7-b8 bc c1 c6-c9 cb cd cf-d3 db-df e3 e6-ed f5 f8");

  /** Those that have no code in set 2, of other makers' keyboards. */
  private static final BitSet ONLY_IN_SET_1 = numbers("5b 64-65 71-72 85-87 8c 9e bc c1 f5 f8");

  private static final int EXTENDED = 0xe0;
  private static final int SET_2_BREAK = 0xf0;
  private static final int RELEASED = 0x80;

  private static final int SET_LEDS = 0xed;
  private static final int ECHO = 0xee;
  private static final int SCAN_CODE_SET = 0xf0;
  private static final int IDENTIFY = 0xf2;
  private static final int SET_RATE = 0xf3;
  private static final int ENABLE = 0xf4;
  private static final int DISABLE = 0xf5;
  private static final int SET_DEFAULTS = 0xf6;
  private static final int SET_TYPEMATIC = 0xfa;
  private static final int SET_MAKE_BREAK = 0xfc;
  private static final int RESET = 0xff;

  private static final int CTRL = 0x1d;
  private static final int ALT = 0x38;
  private static final int LEFT_SHIFT = 0x2a;
  private static final int RIGHT_SHIFT = 0x36;

  /** Print Screen, by both of its numbers. */
  private static final int PRINT = 0x54;

  private static final int PRINT_EXTENDED = 0xb7;
  private static final int PAUSE = 0xc6;

  private final Runnable woken;
  private boolean enabled = true;
  private boolean translates;
  private boolean breakPending;
  private int set = 2;
  private boolean extended;
  private boolean control;
  private boolean shift;
  private boolean leftAlt;
  private boolean rightAlt;

  /**
   * A keyboard.
   *
   * @param changed called when it has something to send, or no more
   * @param woken called when somebody types
   */
  Ps2Keyboard(Runnable changed, Runnable woken) {
    super(changed);
    this.woken = woken;
  }

  @Override
  void reset() {
    super.reset();
    enabled = true;
    translates = false;
    set = 2;
    control = false;
    shift = false;
    leftAlt = false;
    rightAlt = false;
  }

  /** Whether scan codes are translated, from set 2 to set 1, before the host sees them. */
  void setTranslation(boolean on) {
    translates = on;
  }

  /** A byte that a keyboard of set 1 would send: a part of what was typed. */
  void type(int code) {
    if (code == EXTENDED) {
      extended = true;
    } else {
      int key = (code & ~RELEASED) | (extended ? 0x80 : 0);
      extended = false;
      if (enabled) {
        woken.run();
        key(key, (code & RELEASED) == 0);
      }
    }
  }

  private void key(int key, boolean down) {
    switch (key) {
      case CTRL, CTRL | 0x80 -> control = down;
      case LEFT_SHIFT, RIGHT_SHIFT -> shift = down;
      case ALT -> leftAlt = down;
      case ALT | 0x80 -> rightAlt = down;
      default -> {}
    }
    if (set == 3 || !KEYS.get(key) || (set == 2 && ONLY_IN_SET_1.get(key))) {
      return;
    }
    if (key == PAUSE) {
      if (down) {
        pause();
      }
    } else if (key == PRINT || key == PRINT_EXTENDED) {
      print(down);
    } else {
      code(key, down);
    }
  }

  /**
   * A key as it is: a code of the set in use, which has its own way to say that it was released.
   */
  private void code(int key, boolean down) {
    if ((key & 0x80) != 0) {
      emit(EXTENDED);
    }
    int one = key & 0x7f;
    if (set == 1) {
      emit(down ? one : one | RELEASED);
    } else {
      if (!down) {
        emit(SET_2_BREAK);
      }
      emit(ofSet2(one));
    }
  }

  /** Pause sends press and release at once; with Ctrl it is Break. */
  private void pause() {
    if (control) {
      prefixed(true, 0x46, 0x7e);
      prefixed(false, 0x46, 0x7e);
      return;
    }
    emit(0xe1);
    plain(0x1d, 0x14, true);
    plain(0x45, 0x77, true);
    emit(0xe1);
    plain(0x1d, 0x14, false);
    plain(0x45, 0x77, false);
  }

  /** Print Screen is SysRq with Alt, and pretends that Shift is held when nothing is. */
  private void print(boolean down) {
    if (leftAlt || rightAlt) {
      if (!down) {
        plain(0x54, 0x84, false);
      }
      alt(false);
      alt(true);
      if (down) {
        plain(0x54, 0x84, true);
      }
    } else if (shift || control) {
      prefixed(down, 0x37, 0x7c);
    } else if (down) {
      prefixed(true, 0x2a, 0x12);
      prefixed(true, 0x37, 0x7c);
    } else {
      prefixed(false, 0x37, 0x7c);
      prefixed(false, 0x2a, 0x12);
    }
  }

  private void alt(boolean down) {
    if (leftAlt) {
      plain(ALT, 0x11, down);
    } else {
      prefixed(down, ALT, 0x11);
    }
  }

  /** A code behind the prefix. */
  private void prefixed(boolean down, int one, int two) {
    emit(EXTENDED);
    plain(one, two, down);
  }

  private void plain(int one, int two, boolean down) {
    if (set == 1) {
      emit(down ? one : one | RELEASED);
    } else {
      if (!down) {
        emit(SET_2_BREAK);
      }
      emit(two);
    }
  }

  private void emit(int code) {
    if (!translates) {
      send(code);
    } else if (code == SET_2_BREAK) {
      breakPending = true;
    } else if (breakPending) {
      breakPending = false;
      send(translated(code) | RELEASED);
    } else {
      send(translated(code));
    }
  }

  private static int translated(int code) {
    int at = 2 * code;
    return at < SET_1_OF_SET_2.length() ? Integer.parseInt(SET_1_OF_SET_2, at, at + 2, 16) : code;
  }

  /** The code of set 2 that is translated to a code of set 1; F7 has one far from the others. */
  private static int ofSet2(int one) {
    for (int two = SET_1_OF_SET_2.length() / 2 - 2; two > 0; two--) {
      if (translated(two) == one) {
        return two;
      }
    }
    return 0;
  }

  /** Numbers and ranges of them, in hexadecimal. */
  private static BitSet numbers(String text) {
    BitSet numbers = new BitSet();
    for (String range : text.split(" ", -1)) {
      int first = Integer.parseInt(range.substring(0, 2), 16);
      int last = Integer.parseInt(range.substring(range.length() - 2), 16);
      numbers.set(first, last + 1);
    }
    return numbers;
  }

  @Override
  void receive(int value) {
    dropAnswers();
    int argumentOf = command();
    if (argumentOf != NONE) {
      expectArgumentOf(NONE);
      argument(argumentOf, value);
      return;
    }
    switch (value) {
      case 0x00, SET_TYPEMATIC -> answer(ACK);
      case IDENTIFY -> answer(ACK, 0xab, translates ? 0x41 : 0x83);
      case ECHO -> answer(ECHO);
      case ENABLE -> {
        enabled = true;
        answer(ACK);
      }
      case SCAN_CODE_SET, SET_LEDS, SET_RATE, SET_MAKE_BREAK -> {
        expectArgumentOf(value);
        answer(ACK);
      }
      case DISABLE, SET_DEFAULTS -> {
        setDefaults();
        enabled = value == SET_DEFAULTS;
        answer(ACK);
      }
      case RESET -> {
        setDefaults();
        answer(ACK, SELF_TEST_PASSED);
      }
      default -> answer(RESEND);
    }
  }

  private void argument(int of, int value) {
    if (of != SCAN_CODE_SET) {
      answer(ACK);
    } else if (value == 0) {
      answer(ACK, translates ? translated(set) : set);
    } else if (value <= 3) {
      set = value;
      answer(ACK);
    } else {
      answer(RESEND);
    }
  }

  private void setDefaults() {
    enabled = true;
    set = 2;
    clear();
  }
}
