package org.pvpanic.guest.linux;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** Output processing of a terminal (do_output_char of n_tty.c), with the column it is in. */
final class TtyOutput {

  private static final int TAB = 8;

  private final Termios modes;
  private final Consumer<byte[]> driver;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream(0);
  private int column;

  TtyOutput(Termios modes, Consumer<byte[]> driver) {
    this.modes = modes;
    this.driver = driver;
  }

  int column() {
    return column;
  }

  /** Sends what was put since the last time, in one burst. */
  void flush() {
    if (pending.size() > 0) {
      byte[] burst = pending.toByteArray();
      pending.reset();
      driver.accept(burst);
    }
  }

  /** Unsent output. */
  int pending() {
    return pending.size();
  }

  void discard() {
    pending.reset();
  }

  /** Puts a byte as it is. */
  void putRaw(int c) {
    pending.write(c);
  }

  /** Puts a byte as the output modes have it. */
  void put(int c) {
    if (!modes.output(Termios.OPOST)) {
      pending.write(c);
      return;
    }
    switch (c) {
      case '\n' -> newline();
      case '\r' -> carriageReturn();
      case '\t' -> tab();
      case '\b' -> {
        if (column > 0) {
          column--;
        }
        pending.write(c);
      }
      default -> printable(c);
    }
  }

  private void newline() {
    if (modes.output(Termios.ONLRET)) {
      column = 0;
    }
    if (modes.output(Termios.ONLCR)) {
      column = 0;
      pending.write('\r');
    }
    pending.write('\n');
  }

  private void carriageReturn() {
    if (modes.output(Termios.ONOCR) && column == 0) {
      return;
    }
    if (modes.output(Termios.OCRNL)) {
      if (modes.output(Termios.ONLRET)) {
        column = 0;
      }
      pending.write('\n');
      return;
    }
    column = 0;
    pending.write('\r');
  }

  private void tab() {
    int spaces = TAB - (column & (TAB - 1));
    column += spaces;
    if ((modes.oflag & Termios.TABDLY) == Termios.TABDLY) {
      for (int i = 0; i < spaces; i++) {
        pending.write(' ');
      }
    } else {
      pending.write('\t');
    }
  }

  private void printable(int c) {
    int shown = c;
    if (!isControl(c)) {
      if (modes.output(Termios.OLCUC) && c >= 'a' && c <= 'z') {
        shown = c - 'a' + 'A';
      }
      if (!(modes.input(Termios.IUTF8) && isContinuation(c))) {
        column++;
      }
    }
    pending.write(shown);
  }

  static boolean isControl(int c) {
    return c < ' ' || c == 0x7f;
  }

  /** A byte of a UTF-8 character other than its first one. */
  static boolean isContinuation(int c) {
    return (c & 0xc0) == 0x80;
  }
}
