package org.pvpanic.guest.linux;

/**
 * Where a kernel was put at random: its text, by multiples of 2 MiB within 1 GiB
 * (arch/x86/boot/compressed/kaslr.c), and its direct mapping of all memory, by multiples of 1 GiB
 * (arch/x86/mm/kaslr.c). A kernel that is told not to, or that cannot, is where it was linked to.
 *
 * <p>What lies in memory for a dump's reader stays where {@link KernelLayout} says: {@code
 * phys_base} and the page tables there lead to it.
 */
final class Kaslr {

  /** Where the text of every kernel was linked to. */
  static final long TEXT = 0xffffffff81000000L;

  /** The end of the text's room in kernels that are not moved: modules follow. */
  static final long TEXT_END = 0xffffffffa0000000L;

  private static final long TEXT_STEP = 2L << 20;
  private static final int TEXT_STEPS = 0x1f0;
  private static final long MAP_STEP = 1L << 30;
  private static final int MAP_STEPS = 0x1600;

  /** The start of the direct mapping since 4.20, which made room for another table below it. */
  private static final long NEW_DIRECT_MAP = 0xffff888000000000L;

  private final boolean isMoved;
  private final long textOffset;
  private final long directMap;

  Kaslr(Kernel kernel) {
    this.isMoved = kernel.profile().defaults().kaslr() && !kernel.arguments().has("nokaslr");
    long map = kernel.isEl7() ? KernelLayout.DIRECT_MAP : NEW_DIRECT_MAP;
    Entropy entropy = kernel.entropy();
    this.textOffset = isMoved ? (1 + entropy.below(TEXT_STEPS)) * TEXT_STEP : 0;
    this.directMap = isMoved ? map + entropy.below(MAP_STEPS) * MAP_STEP : map;
  }

  /** How far the text is from where it was linked to. */
  long textOffset() {
    return textOffset;
  }

  /** The virtual address of physical address 0 in the direct mapping. */
  long directMap() {
    return directMap;
  }

  /** What a panic says of it (dump_kernel_offset of arch/x86/kernel/setup.c). */
  String panicLine() {
    return isMoved
        ? "Kernel Offset: 0x"
            + Long.toHexString(textOffset)
            + " from 0x"
            + Hex.wide(TEXT)
            + " (relocation range: 0xffffffff80000000-0xffffffffbfffffff)"
        : "Kernel Offset: disabled";
  }
}
