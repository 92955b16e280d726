package org.pvpanic.acpi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A term of AML, the byte code of ACPI: names, data and the objects that hold other terms. What
 * methods do is in {@link AmlCode}, resource descriptors are in {@link AmlResources}.
 *
 * <p>Specification: ACPI 6.5, chapter 20 (ACPI Machine Language); the sections are named below.
 * Terms are immutable, and put together like expressions, so that code which builds a table reads
 * like the table's source.
 */
public record Aml(byte[] code) {

  static final Aml ZERO = of(0x00);
  static final Aml ONE = of(0x01);

  /** Address spaces of operation regions, 20.2.5.2. */
  static final int SYSTEM_MEMORY = 0;

  static final int SYSTEM_IO = 1;
  static final int PCI_CONFIG = 2;

  /** Flags of fields, 20.2.5.2: access width, lock, update rule. */
  static final int BYTE_ACCESS = 1;

  static final int DWORD_ACCESS = 3;
  static final int LOCK = 1 << 4;
  static final int PRESERVE = 0;
  static final int WRITE_AS_ZEROS = 2 << 5;

  private static final int EXTENDED = 0x5b;
  private static final int SEGMENT = 4;

  /** Bytes of code as they are. */
  static Aml of(int... bytes) {
    byte[] code = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      code[i] = (byte) bytes[i];
    }
    return new Aml(code);
  }

  /** One term after the other. */
  static Aml list(Aml... terms) {
    ByteWriter out = new ByteWriter();
    for (Aml term : terms) {
      out.bytes(term.code);
    }
    return new Aml(out.toByteArray());
  }

  /** This term, and more behind it. */
  Aml then(Aml... more) {
    return list(this, list(more));
  }

  /** NameString, 20.2.2, such as {@code \_SB.PCI0}. */
  static Aml name(String path) {
    ByteWriter out = new ByteWriter();
    int start = 0;
    while (start < path.length() && (path.charAt(start) == '\\' || path.charAt(start) == '^')) {
      out.u8(path.charAt(start++));
    }
    if (start == path.length()) {
      return new Aml(out.u8(0).toByteArray());
    }
    String[] segments = path.substring(start).split("\\.");
    if (segments.length == 2) {
      out.u8(0x2e);
    } else if (segments.length > 2) {
      out.u8(0x2f).u8(segments.length);
    }
    for (String segment : segments) {
      out.text(segment, SEGMENT, '_');
    }
    return new Aml(out.toByteArray());
  }

  /** An integer constant, 20.2.3, in the least room. */
  static Aml integer(long value) {
    if (value == 0 || value == 1) {
      return value == 0 ? ZERO : ONE;
    }
    ByteWriter out = new ByteWriter();
    if (value >>> 8 == 0) {
      out.u8(0x0a).u8((int) value);
    } else if (value >>> 16 == 0) {
      out.u8(0x0b).u16((int) value);
    } else if (value >>> 32 == 0) {
      out.u8(0x0c).u32(value);
    } else {
      out.u8(0x0e).u64(value);
    }
    return new Aml(out.toByteArray());
  }

  /** A string constant, 20.2.3. */
  static Aml string(String text) {
    return list(of(0x0d), new Aml(text.getBytes(StandardCharsets.US_ASCII)), of(0));
  }

  /** A compressed EISA identifier, 19.6.37, such as {@code PNP0A03}. */
  static Aml eisaId(String id) {
    int vendor = 0;
    for (char letter : id.substring(0, 3).toCharArray()) {
      vendor = (vendor << 5) | (letter - 0x40);
    }
    int number = (vendor << 16) | Integer.parseInt(id.substring(3), 16);
    return new Aml(new ByteWriter().u8(0x0c).u32(Integer.reverseBytes(number)).toByteArray());
  }

  /** A UUID as a buffer, 19.6.142: the first three groups are little-endian. */
  static Aml uuid(String text) {
    String[] groups = text.split("-");
    ByteWriter out = new ByteWriter();
    out.u32(Long.parseLong(groups[0], 16));
    out.u16(Integer.parseInt(groups[1], 16));
    out.u16(Integer.parseInt(groups[2], 16));
    out.u16(Short.reverseBytes((short) Integer.parseInt(groups[3], 16)) & 0xffff);
    for (int i = 0; i < 12; i += 2) {
      out.u8(Integer.parseInt(groups[4].substring(i, i + 2), 16));
    }
    return buffer(out.toByteArray());
  }

  /** A buffer with its content, 20.2.5.4. */
  static Aml buffer(byte... content) {
    return packaged(0x11, integer(content.length), new Aml(content));
  }

  /** A package of {@code size} elements, of which the first ones are given, 20.2.5.4. */
  static Aml packageOf(int size, Aml... elements) {
    return packaged(0x12, of(size), list(elements));
  }

  /** Scope (...) { ... }, 20.2.5.1. */
  static Aml scope(String name, Aml... terms) {
    return packaged(0x10, name(name), list(terms));
  }

  /** Name (name, value), 20.2.5.1. */
  static Aml named(String name, Aml value) {
    return list(of(0x08), name(name), value);
  }

  /** Device (name) { ... }, 20.2.5.2. */
  static Aml device(String name, Aml... terms) {
    return extended(0x82, name(name), list(terms));
  }

  /** Processor (name, id, 0, 0) { ... }, 19.6.108 of ACPI 6.3, where it was still to be found. */
  static Aml processor(String name, int id, Aml... terms) {
    return extended(0x83, name(name), of(id), new Aml(new byte[5]), list(terms));
  }

  /** Method (name, arguments, NotSerialized) { ... }, 20.2.5.2. */
  static Aml method(String name, int arguments, Aml... terms) {
    return packaged(0x14, name(name), of(arguments), list(terms));
  }

  /** Method (name, arguments, Serialized) { ... }, 20.2.5.2. */
  static Aml serializedMethod(String name, int arguments, Aml... terms) {
    return packaged(0x14, name(name), of(arguments | (1 << 3)), list(terms));
  }

  /** Mutex (name, 0), 20.2.5.2. */
  static Aml mutex(String name) {
    return list(of(EXTENDED, 0x01), name(name), of(0));
  }

  /** OperationRegion (name, space, offset, length), 20.2.5.2. */
  static Aml operationRegion(String name, int space, long offset, long length) {
    return list(of(EXTENDED, 0x80), name(name), of(space), integer(offset), integer(length));
  }

  /** Field (region, flags) { ... } of {@link #bits} and {@link #reservedBits}, 20.2.5.2. */
  static Aml field(String region, int flags, Aml... elements) {
    return extended(0x81, name(region), of(flags), list(elements));
  }

  /** A named field of {@code width} bits. */
  static Aml bits(String name, int width) {
    return list(name(name), length(width, false));
  }

  /** A gap of {@code width} bits. */
  static Aml reservedBits(int width) {
    return list(of(0), length(width, false));
  }

  private static Aml extended(int opcode, Aml... content) {
    return list(of(EXTENDED), packaged(opcode, content));
  }

  /** An opcode with the length of what follows it. */
  static Aml packaged(int opcode, Aml... content) {
    Aml inside = list(content);
    return list(of(opcode), length(inside.code.length, true), inside);
  }

  /**
   * PkgLength, 20.2.4: six bits, or four and up to three more bytes.
   *
   * @param counted whether the length counts its own bytes, too
   */
  private static Aml length(int length, boolean counted) {
    int more = 0;
    while (length + 1 + more >= (1 << (more == 0 ? 6 : 4 + 8 * more))) {
      more++;
    }
    int value = counted ? length + 1 + more : length;
    if (more == 0) {
      return of(value);
    }
    ByteWriter out = new ByteWriter().u8((more << 6) | (value & 0xf));
    return new Aml(out.number(value >> 4, more).toByteArray());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Aml aml && Arrays.equals(code, aml.code);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(code);
  }
}
