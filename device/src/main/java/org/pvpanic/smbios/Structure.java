package org.pvpanic.smbios;

import java.nio.charset.StandardCharsets;
import org.pvpanic.acpi.ByteWriter;

/**
 * A structure of SMBIOS: fields of a fixed size, and behind them the strings that the fields number
 * from 1 on. Specification: DMTF DSP0134 2.8, 6.1.2.
 */
final class Structure {

  private static final int LENGTH = 1;

  private final ByteWriter fields = new ByteWriter();
  private final ByteWriter strings = new ByteWriter();
  private int count;

  Structure(int type, int handle) {
    fields.u8(type).u8(0).u16(handle);
  }

  /** Where to add fields. */
  ByteWriter fields() {
    return fields;
  }

  /** Adds a field that is a string. */
  Structure string(String text) {
    strings.bytes(text.getBytes(StandardCharsets.ISO_8859_1)).u8(0);
    fields.u8(++count);
    return this;
  }

  /** Adds fields of 1 byte each. */
  Structure u8(int... values) {
    for (int value : values) {
      fields.u8(value);
    }
    return this;
  }

  /** Adds fields of 2 bytes each. */
  Structure u16(int... values) {
    for (int value : values) {
      fields.u16(value);
    }
    return this;
  }

  /** The whole; two zeros are at the end. */
  byte[] toByteArray() {
    fields.put(LENGTH, fields.size(), 1);
    return new ByteWriter()
        .bytes(fields.toByteArray())
        .bytes(strings.toByteArray())
        .zeros(count == 0 ? 2 : 1)
        .toByteArray();
  }
}
