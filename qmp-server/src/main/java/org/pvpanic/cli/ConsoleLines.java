package org.pvpanic.cli;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts the bytes of a console into lines; a line ends with LF, and CR before it is dropped. */
final class ConsoleLines {

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final Consumer<String> lines;

  ConsoleLines(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Takes the next {@code count} bytes of the buffer. */
  void accept(ByteBuffer bytes, int count) {
    for (int i = 0; i < count; i++) {
      byte next = bytes.get();
      if (next == '\n') {
        put();
      } else {
        line.write(next);
      }
    }
  }

  /** Gives out what has come of a line that has not ended, such as a prompt. */
  void flush() {
    if (line.size() > 0) {
      put();
    }
  }

  private void put() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\r') {
      end--;
    }
    lines.accept(text.substring(0, end));
  }
}
