package org.pvpanic.guest.acpi;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes of a definition table: numbers, lengths and names.
 *
 * <p>Specification: ACPI 6.5, sections 20.2.2 to 20.2.4. Reading past the end throws {@link
 * BufferUnderflowException}, and what has no meaning {@link IllegalArgumentException}.
 */
final class AmlStream {

  private static final int SEGMENT = 4;
  private static final int NULL_NAME = 0x00;
  private static final int DUAL_NAME = 0x2e;
  private static final int MULTI_NAME = 0x2f;

  private final ByteBuffer bytes;

  /** The bytes of {@code table} from {@code start} on. */
  AmlStream(byte[] table, int start) {
    bytes = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN).position(start);
  }

  int position() {
    return bytes.position();
  }

  int end() {
    return bytes.limit();
  }

  /** Goes on at {@code position}, which is not before this one. */
  void skipTo(int position) {
    if (position < bytes.position() || position > bytes.limit()) {
      throw new IllegalArgumentException("a package ends at " + position);
    }
    bytes.position(position);
  }

  /** The next byte, which stays. */
  int peek() {
    if (!bytes.hasRemaining()) {
      throw new BufferUnderflowException();
    }
    return bytes.get(bytes.position()) & 0xff;
  }

  /** A number of {@code size} bytes: 1, 2, 4 or 8. */
  long number(int size) {
    return switch (size) {
      case 1 -> bytes.get() & 0xff;
      case 2 -> bytes.getShort() & 0xffff;
      case 4 -> bytes.getInt() & 0xffffffffL;
      default -> bytes.getLong();
    };
  }

  int readByte() {
    return (int) number(1);
  }

  /** Characters up to a zero. */
  String string() {
    StringBuilder text = new StringBuilder();
    for (int c = readByte(); c != 0; c = readByte()) {
      text.append((char) c);
    }
    return text.toString();
  }

  /** All bytes up to {@code end}, at the beginning of {@code size}. */
  byte[] raw(int end, int size) {
    int length = end - position();
    if (length < 0) {
      throw new IllegalArgumentException("a buffer ends at " + end);
    }
    byte[] content = new byte[Math.max(size, length)];
    bytes.get(content, 0, length);
    return content;
  }

  /** A package's length: where it ends. */
  int packageEnd() {
    int start = position();
    int lead = readByte();
    int more = lead >> 6;
    int length = more == 0 ? lead & 0x3f : lead & 0x0f;
    for (int i = 0; i < more; i++) {
      length |= readByte() << (4 + 8 * i);
    }
    return start + length;
  }

  /** Whether the next byte begins a name. */
  boolean atName() {
    int c = peek();
    return c == '\\'
        || c == '^'
        || c == '_'
        || (c >= 'A' && c <= 'Z')
        || c == DUAL_NAME
        || c == MULTI_NAME;
  }

  /**
   * A name: perhaps a backslash or some carets, then segments of four characters with dots between.
   */
  String name() {
    StringBuilder name = new StringBuilder(16);
    while (peek() == '\\' || peek() == '^') {
      name.append((char) readByte());
    }
    int count =
        switch (peek()) {
          case NULL_NAME -> skip(0);
          case DUAL_NAME -> skip(2);
          case MULTI_NAME -> {
            bytes.get();
            yield readByte();
          }
          default -> 1;
        };
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        name.append('.');
      }
      for (int n = 0; n < SEGMENT; n++) {
        name.append((char) readByte());
      }
    }
    return name.toString();
  }

  private int skip(int count) {
    bytes.get();
    return count;
  }
}
