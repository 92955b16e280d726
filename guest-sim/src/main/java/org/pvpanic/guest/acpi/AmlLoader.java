package org.pvpanic.guest.acpi;

import java.nio.BufferUnderflowException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a definition table into the namespace, as far as its declarations go: bodies of methods,
 * fields and packages are skipped by their lengths. What is declared within If and Else counts
 * whatever the condition: it is not computed.
 *
 * <p>Specification: ACPI 6.5, chapter 20.
 */
final class AmlLoader {

  private static final int HEADER = 36;
  private static final int METHOD_ARGUMENTS = 7;
  private static final int EXTERNAL_METHOD = 8;
  private static final int DEEPEST = 200;

  private final AmlNamespace namespace;
  private final AmlStream in;
  private int depth;

  /**
   * A loader.
   *
   * @param table a DSDT or SSDT with its header
   */
  AmlLoader(AmlNamespace namespace, byte[] table) {
    this.namespace = namespace;
    this.in = new AmlStream(table, HEADER);
  }

  void load() {
    try {
      terms("", in.end());
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      // The kernel would complain and go on with what it has understood.
    }
  }

  private void terms(String scope, int end) {
    while (in.position() < end) {
      term(scope, true);
    }
    in.skipTo(end);
  }

  /**
   * One term.
   *
   * @param invoke whether a method's name stands for a call
   * @return its value when it is a constant, otherwise null
   */
  private @Nullable Object term(String scope, boolean invoke) {
    if (++depth > DEEPEST) {
      throw new IllegalArgumentException("too deep");
    }
    Object value = termAt(scope, invoke);
    depth--;
    return value;
  }

  private @Nullable Object termAt(String scope, boolean invoke) {
    if (in.atName()) {
      String name = in.name();
      for (int i = invoke ? namespace.argumentsOf(scope, name) : 0; i > 0; i--) {
        term(scope, true);
      }
      return null;
    }
    int opcode = in.readByte();
    return switch (opcode) {
      case 0x00 -> 0L;
      case 0x01 -> 1L;
      case 0x0a -> in.number(1);
      case 0x0b -> in.number(2);
      case 0x0c -> in.number(4);
      case 0x0d -> in.string();
      case 0x0e -> in.number(8);
      case 0xff -> -1L;
      case 0x08 -> {
        String name = in.name();
        Object value = term(scope, false);
        namespace.put(
            AmlNamespace.resolve(scope, name), value == null ? AmlNamespace.OPAQUE : value);
        yield null;
      }
      case 0x10 -> scope(scope, false, 0);
      case 0x11 -> buffer(scope);
      case 0x14 -> method(scope);
      case 0x15 -> external(scope);
      case AmlForms.EXTENDED -> extended(scope, in.readByte());
      default -> form(scope, AmlForms.of(opcode), opcode);
    };
  }

  private @Nullable Object extended(String scope, int opcode) {
    return switch (opcode) {
      case 0x82 -> scope(scope, true, 0);
      case 0x83 -> scope(scope, false, 6); // Processor: ID, address and length of its block
      case 0x84 -> scope(scope, false, 3); // PowerResource: level and order
      case 0x85 -> scope(scope, false, 0); // ThermalZone
      default -> form(scope, AmlForms.ofExtended(opcode), AmlForms.EXTENDED << 8 | opcode);
    };
  }

  /** Something with a name and terms of its own, and {@code skipped} bytes between the two. */
  private @Nullable Object scope(String scope, boolean device, int skipped) {
    int end = in.packageEnd();
    String path = AmlNamespace.resolve(scope, in.name());
    in.skipTo(in.position() + skipped);
    if (device) {
      namespace.addDevice(path);
    }
    terms(path, end);
    return null;
  }

  private byte[] buffer(String scope) {
    int end = in.packageEnd();
    Object size = term(scope, true);
    return in.raw(end, size instanceof Long number ? (int) Math.min(number, 1 << 16) : 0);
  }

  private @Nullable Object method(String scope) {
    int end = in.packageEnd();
    String path = AmlNamespace.resolve(scope, in.name());
    namespace.put(path, new AmlNamespace.Method(in.readByte() & METHOD_ARGUMENTS));
    in.skipTo(end);
    return null;
  }

  private @Nullable Object external(String scope) {
    String path = AmlNamespace.resolve(scope, in.name());
    int type = in.readByte();
    int arguments = in.readByte();
    if (type == EXTERNAL_METHOD) {
      namespace.put(path, new AmlNamespace.Method(arguments));
    }
    return null;
  }

  private @Nullable Object form(String scope, @Nullable String form, int opcode) {
    if (form == null) {
      throw new IllegalArgumentException("opcode 0x%x".formatted(opcode));
    }
    int end = in.end();
    for (int i = 0; i < form.length(); i++) {
      switch (form.charAt(i)) {
        case 'b' -> in.number(1);
        case 'w' -> in.number(2);
        case 'd' -> in.number(4);
        case 'n' -> in.name();
        case 't' -> term(scope, true);
        case 's' -> term(scope, false);
        case 'P' -> end = in.packageEnd();
        case '*' -> terms(scope, end);
        default -> in.skipTo(end);
      }
    }
    return null;
  }
}
