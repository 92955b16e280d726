package org.pvpanic.acpi;

/**
 * Resource descriptors of ACPI, which {@code _CRS} and {@code _PRS} hold.
 *
 * <p>Specification: ACPI 6.5, chapter 6.4. Ranges of addresses are fixed at both ends and decoded
 * positively, and nobody but the device uses them.
 */
final class AmlResources {

  /** Memory that may be cached (with what it is used for as a device's, not as RAM). */
  static final int CACHEABLE = 1 << 1;

  static final int NOT_CACHEABLE = 0;
  static final int READ_ONLY = 0;
  static final int READ_WRITE = 1;

  private static final int MEMORY_RANGE = 0;
  private static final int IO_RANGE = 1;
  private static final int BUS_RANGE = 2;
  private static final int ENTIRE_RANGE = 3;
  private static final int FIXED_ENDS = 3 << 2;

  private AmlResources() {}

  /** ResourceTemplate () { ... }: descriptors, and the end tag (6.4.2.9). */
  static Aml template(Aml... descriptors) {
    return Aml.buffer(Aml.list(descriptors).then(Aml.of(0x79, 0)).code());
  }

  /** IO (Decode16, base, base, alignment, length), 6.4.2.5. */
  static Aml io(int base, int alignment, int length) {
    return aml(new ByteWriter().u8(0x47).u8(1).u16(base).u16(base).u8(alignment).u8(length));
  }

  /** IRQNoFlags () {irq}, 6.4.2.1. */
  static Aml irqNoFlags(int irq) {
    return aml(new ByteWriter().u8(0x22).u16(1 << irq));
  }

  /** DMA (Compatibility, NotBusMaster, Transfer8) {channel}, 6.4.2.2. */
  static Aml dma(int channel) {
    return aml(new ByteWriter().u8(0x2a).u8(1 << channel).u8(0));
  }

  /** Interrupt (ResourceConsumer, Level, ActiveHigh, Shared) {irqs}, 6.4.3.6. */
  static Aml sharedInterrupt(int... irqs) {
    return interrupt(1 | (1 << 3), irqs);
  }

  /** Interrupt (ResourceConsumer, Edge, ActiveHigh, Exclusive) {irq}, 6.4.3.6. */
  static Aml edgeInterrupt(int irq) {
    return interrupt(1 | (1 << 1), irq);
  }

  private static Aml interrupt(int flags, int... irqs) {
    ByteWriter out = new ByteWriter().u8(0x89).u16(2 + 4 * irqs.length).u8(flags).u8(irqs.length);
    for (int irq : irqs) {
      out.u32(irq);
    }
    return aml(out);
  }

  /** Memory32Fixed (access, base, length), 6.4.3.4. */
  static Aml memory32Fixed(long base, long length, int access) {
    return aml(new ByteWriter().u8(0x86).u16(9).u8(access).u32(base).u32(length));
  }

  /** WordBusNumber, 6.4.3.5.3. */
  static Aml busNumbers(int first, int last) {
    return addresses(0x88, 2, BUS_RANGE, 0, first, last);
  }

  /** WordIO, 6.4.3.5.3. */
  static Aml ioRange(int first, int last) {
    return addresses(0x88, 2, IO_RANGE, ENTIRE_RANGE, first, last);
  }

  /** DWordMemory, 6.4.3.5.2, readable and writable. */
  static Aml memoryRange32(int caching, long first, long last) {
    return addresses(0x87, 4, MEMORY_RANGE, caching | READ_WRITE, first, last);
  }

  /** QWordMemory, 6.4.3.5.1, readable and writable. */
  static Aml memoryRange64(int caching, long first, long last) {
    return addresses(0x8a, 8, MEMORY_RANGE, caching | READ_WRITE, first, last);
  }

  /** An address space descriptor, 6.4.3.5, of numbers of {@code width} bytes. */
  private static Aml addresses(int tag, int width, int kind, int flags, long first, long last) {
    ByteWriter out = new ByteWriter().u8(tag).u16(3 + 5 * width).u8(kind).u8(FIXED_ENDS).u8(flags);
    for (long number : new long[] {0, first, last, 0, last - first + 1}) {
      out.number(number, width);
    }
    return aml(out);
  }

  private static Aml aml(ByteWriter out) {
    return new Aml(out.toByteArray());
  }
}
