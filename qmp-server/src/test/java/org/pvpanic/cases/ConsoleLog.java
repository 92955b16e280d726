package org.pvpanic.cases;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a console has shown, as its log file tells. */
final class ConsoleLog implements AutoCloseable {

  private final FileChannel file;
  private final ByteBuffer input = ByteBuffer.allocate(1 << 16);
  private final StringBuilder text = new StringBuilder();
  private @Nullable Pattern lookedFor;
  private boolean found;

  ConsoleLog(Path path) throws IOException {
    file = FileChannel.open(path, StandardOpenOption.READ);
  }

  /** All so far, a character for a byte; always the same object, which grows. */
  CharSequence read() throws IOException {
    while (file.read(input.clear()) > 0) {
      text.append(StandardCharsets.ISO_8859_1.decode(input.flip()));
    }
    return text;
  }

  /** Whether it has shown a text. */
  boolean shows(Pattern wanted) throws IOException {
    int before = text.length();
    read();
    boolean isNew = wanted != lookedFor || text.length() > before;
    lookedFor = wanted;
    found = isNew ? wanted.matcher(text).find() : found;
    return found;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
