package org.pvpanic.options;

/**
 * How much memory the guest has ({@code -m}).
 *
 * @param bytes memory at the start, a multiple of 8 KiB
 * @param slots slots in which more can be plugged
 * @param maxBytes how much it can become
 */
public record MemorySize(long bytes, long slots, long maxBytes) {

  private static final long DEFAULT = 128L << 20;
  private static final long GRANULE = 8L << 10;

  /**
   * Reads what the user said. A size without a suffix is in mebibytes, and none or 0 is 128 MiB;
   * {@code maxmem} without a suffix is in bytes.
   *
   * @param memory the values of {@link OptionGroup#MEMORY}
   * @throws QemuError without a place, for values that do not fit together
   */
  public static MemorySize of(KeyValues memory, Warnings warnings) {
    String typed = memory.get("size");
    long bytes = 0;
    if (typed != null) {
      boolean bare = Character.isDigit(typed.charAt(typed.length() - 1));
      try {
        bytes = ValueType.size("size", bare ? typed + "M" : typed, warnings);
      } catch (QemuError e) {
        throw new QemuError("Parameter 'memory.size' expects size"); // In bytes it was fine.
      }
    }
    bytes = bytes == 0 ? DEFAULT : (bytes + GRANULE - 1) & -GRANULE;
    long max = memory.size("maxmem", bytes);
    if (memory.get("maxmem") == null && memory.get("slots") != null) {
      throw new QemuError("slots specified but no max-size");
    }
    if (Long.compareUnsigned(max, bytes) < 0) {
      throw new QemuError(
          ("invalid value of maxmem: maximum memory size (0x%x) must be at least the initial memory"
                  + " size (0x%x)")
              .formatted(max, bytes));
    }
    long slots = memory.number("slots", 0);
    if (slots != 0 && max == bytes) {
      throw new QemuError(
          ("invalid value of maxmem: memory slots were specified but maximum memory size (0x%x) is"
                  + " equal to the initial memory size (0x%x)")
              .formatted(max, bytes));
    }
    return new MemorySize(bytes, slots, max);
  }
}
