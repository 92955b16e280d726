package org.pvpanic.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What an input does to a machine that has not been switched on: there is nothing but its RAM. */
final class EarlyInput {

  private EarlyInput() {}

  /** The inputs that do the same to the machine once its devices are there. */
  static List<Input> effects(Input input, RamLayout ram) {
    if (input instanceof Input.PortRead
        || input instanceof Input.PortWrite
        || input instanceof Input.MemoryRead
        || input instanceof Input.IrqLevel) {
      return List.of();
    }
    List<Input> effects = new ArrayList<>();
    if (input instanceof Input.MemoryWrite write) {
      byte[] bytes = write.bytes();
      for (Part part : inRam(write.address(), bytes.length, ram)) {
        effects.add(
            new Input.MemoryWrite(
                write.address() + part.from, Arrays.copyOfRange(bytes, part.from, part.to)));
      }
    } else if (input instanceof Input.MemoryFill fill) {
      for (Part part : inRam(fill.address(), fill.size(), ram)) {
        effects.add(
            new Input.MemoryFill(fill.address() + part.from, part.to - part.from, fill.value()));
      }
    } else {
      effects.add(input);
    }
    return effects;
  }

  /** A part of an access; {@code to} is exclusive. */
  private record Part(int from, int to) {}

  /** What of an access reaches RAM below and above 4 GiB. */
  private static List<Part> inRam(long address, int size, RamLayout ram) {
    List<Part> parts = new ArrayList<>(2);
    if (address >= 0) { // there is no RAM in the upper half of all addresses
      addPart(parts, address, size, 0, ram.low());
      addPart(parts, address, size, RamLayout.FOUR_GIB, RamLayout.FOUR_GIB + ram.high());
    }
    return parts;
  }

  private static void addPart(List<Part> to, long address, int size, long first, long end) {
    long from = Math.max(first - address, 0);
    long behind = Math.min(end - address, size);
    if (from < behind) {
      to.add(new Part((int) from, (int) behind));
    }
  }
}
