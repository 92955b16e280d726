package org.pvpanic.guest.linux;

import static org.pvpanic.guest.linux.Termios.*;

import java.util.function.IntConsumer;

/**
 * Input processing of a terminal (n_tty_receive_char and eraser of n_tty.c): lines that can be
 * edited, their echo, and the characters that send signals or stop the output.
 */
final class TtyInput {

  private static final int BELL = 7;
  private static final int TAB = 8;

  private final Termios modes;
  private final TtyBuffer buffer;
  private final TtyOutput output;
  private final IntConsumer signal;
  private final Runnable ready;
  private boolean literalNext;
  private boolean stopped;

  /** The column in which the line begins that can be edited. */
  private int lineColumn;

  /**
   * Input of a terminal.
   *
   * @param signal sends a signal to the foreground
   * @param ready says that there is something to read
   */
  TtyInput(Termios modes, TtyBuffer buffer, TtyOutput output, IntConsumer signal, Runnable ready) {
    this.modes = modes;
    this.buffer = buffer;
    this.output = output;
    this.signal = signal;
    this.ready = ready;
  }

  /** Whether ^S holds the output. */
  boolean isStopped() {
    return stopped;
  }

  void start() {
    stopped = false;
  }

  void reset() {
    literalNext = false;
    stopped = false;
  }

  /** The line was held at level 0 for longer than a character takes. */
  void receiveBreak() {
    if (modes.input(IGNBRK)) {
      return;
    }
    if (modes.input(BRKINT)) {
      signal.accept(Signals.INT);
      return;
    }
    if (modes.input(PARMRK)) {
      put(0xff);
      put(0);
    }
    put(0);
    ready.run();
  }

  void receive(int value) {
    int c = modes.input(ISTRIP) ? value & 0x7f : value;
    if (modes.input(IUCLC) && modes.local(IEXTEN) && c >= 'A' && c <= 'Z') {
      c += 'a' - 'A';
    }
    if (literalNext) {
      literalNext = false;
      ordinary(c);
    } else if (!flowControl(c) && !signals(c)) {
      character(c);
    }
  }

  private boolean flowControl(int c) {
    if (!modes.input(IXON)) {
      return false;
    }
    if (modes.is(VSTART, c)) {
      stopped = false;
      return true;
    }
    if (modes.is(VSTOP, c)) {
      stopped = true;
      return true;
    }
    return false;
  }

  private boolean signals(int c) {
    int number = 0;
    if (modes.local(ISIG)) {
      if (modes.is(VINTR, c)) {
        number = Signals.INT;
      } else if (modes.is(VQUIT, c)) {
        number = Signals.QUIT;
      } else if (modes.is(VSUSP, c)) {
        number = Signals.TSTP;
      }
    }
    if (number == 0) {
      return false;
    }
    if (!modes.local(NOFLSH)) {
      buffer.clear();
      output.discard();
    }
    if (modes.input(IXON)) {
      stopped = false;
    }
    if (modes.local(ECHO)) {
      echo(c);
    }
    signal.accept(number);
    return true;
  }

  private void character(int typed) {
    if (stopped && modes.input(IXON) && modes.input(IXANY)) {
      stopped = false;
    }
    int c = typed;
    if (c == '\r') {
      if (modes.input(IGNCR)) {
        return;
      }
      c = modes.input(ICRNL) ? '\n' : c;
    } else if (c == '\n' && modes.input(INLCR)) {
      c = '\r';
    }
    if (!modes.local(ICANON) || !edits(c)) {
      ordinary(c);
    }
  }

  /** Whether {@code c} means something in a line that can be edited. */
  private boolean edits(int c) {
    boolean extended = modes.local(IEXTEN);
    if (modes.is(VERASE, c) || modes.is(VKILL, c) || (extended && modes.is(VWERASE, c))) {
      erase(c);
    } else if (extended && modes.is(VLNEXT, c)) {
      literalNext = true;
      if (modes.local(ECHO) && modes.local(ECHOCTL)) {
        output.putRaw('^');
        output.putRaw('\b');
      }
    } else if (extended && modes.local(ECHO) && modes.is(VREPRINT, c)) {
      reprint(c);
    } else if (c == '\n') {
      endLine(c, modes.local(ECHO) || modes.local(ECHONL));
    } else if (modes.is(VEOF, c)) {
      buffer.endFile();
      ready.run();
    } else if (modes.is(VEOL, c) || (extended && modes.is(VEOL2, c))) {
      endLine(c, modes.local(ECHO));
    } else {
      return false;
    }
    return true;
  }

  private void endLine(int c, boolean shown) {
    if (buffer.length() >= TtyBuffer.CAPACITY) {
      return;
    }
    if (shown) {
      if (c == '\n') {
        output.put('\n');
      } else {
        echo(c);
      }
    }
    buffer.append(c);
    buffer.endLine();
    ready.run();
  }

  private void ordinary(int c) {
    if (buffer.isFull()) {
      if (modes.local(ECHO)) {
        output.put(BELL);
      }
      return;
    }
    if (modes.local(ECHO)) {
      if (c == '\n') {
        output.put('\n');
      } else {
        if (buffer.length() == buffer.finished()) {
          lineColumn = output.column();
        }
        echo(c);
      }
    }
    if (c == 0xff && modes.input(PARMRK)) {
      put(c);
    }
    put(c);
    if (!modes.local(ICANON)) {
      ready.run();
    }
  }

  private void put(int c) {
    if (buffer.length() < TtyBuffer.CAPACITY) {
      buffer.append(c);
    }
  }

  private void reprint(int c) {
    echo(c);
    output.put('\n');
    for (int i = buffer.finished(); i < buffer.length(); i++) {
      echo(buffer.at(i));
    }
  }

  /** ECHOCTL: control characters other than tab are shown as ^X. */
  private void echo(int c) {
    if (modes.local(ECHOCTL) && TtyOutput.isControl(c) && c != '\t') {
      output.put('^');
      output.put(c ^ 0x40);
    } else {
      output.put(c);
    }
  }

  private void erase(int c) {
    if (buffer.length() == buffer.finished()) {
      return;
    }
    boolean all = modes.is(VKILL, c);
    boolean word = !all && !modes.is(VERASE, c);
    if (all && !modes.local(ECHO)) {
      buffer.dropTo(buffer.finished());
    } else if (all && !(modes.local(ECHOK) && modes.local(ECHOKE) && modes.local(ECHOE))) {
      buffer.dropTo(buffer.finished());
      echo(c);
      if (modes.local(ECHOK)) {
        output.put('\n');
      }
    } else {
      eraseCharacters(all, word, c);
    }
  }

  private void eraseCharacters(boolean all, boolean word, int typed) {
    boolean inWord = false;
    while (buffer.length() > buffer.finished()) {
      int start = buffer.length() - 1;
      while (isContinuation(buffer.at(start)) && start > buffer.finished()) {
        start--;
      }
      int c = buffer.at(start);
      if (isContinuation(c)) {
        return;
      }
      if (word) {
        boolean alphanumeric = isAlphanumeric(c);
        if (inWord && !alphanumeric) {
          return;
        }
        inWord |= alphanumeric;
      }
      buffer.dropTo(start);
      if (modes.local(ECHO)) {
        rubOut(c, all || word, typed);
      }
      if (!all && !word) {
        return;
      }
    }
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        // The kernel's table is Latin-1: letters from A-grave on, without the signs * and :.
        || (c >= 0xc0 && c != 0xd7 && c != 0xf7);
  }

  private boolean isContinuation(int c) {
    return modes.input(IUTF8) && TtyOutput.isContinuation(c);
  }

  private void rubOut(int c, boolean several, int typed) {
    if (!several && !modes.local(ECHOE)) {
      echo(typed);
    } else if (c == '\t') {
      rubOutTab();
    } else {
      boolean control = TtyOutput.isControl(c);
      if (control && modes.local(ECHOCTL)) {
        rubOutOne();
      }
      if (!control || modes.local(ECHOCTL)) {
        rubOutOne();
      }
    }
  }

  private void rubOutOne() {
    output.put('\b');
    output.put(' ');
    output.put('\b');
  }

  /** Goes back to where the tab began: the line so far, or what follows the tab before, tells. */
  private void rubOutTab() {
    int width = 0;
    boolean afterTab = false;
    for (int i = buffer.length() - 1; i >= buffer.finished() && !afterTab; i--) {
      int c = buffer.at(i);
      if (c == '\t') {
        afterTab = true;
      } else if (TtyOutput.isControl(c)) {
        width += modes.local(ECHOCTL) ? 2 : 0;
      } else if (!isContinuation(c)) {
        width++;
      }
    }
    int column = afterTab ? width : width + lineColumn;
    for (int i = TAB - (column & (TAB - 1)); i > 0; i--) {
      output.put('\b');
    }
  }
}
