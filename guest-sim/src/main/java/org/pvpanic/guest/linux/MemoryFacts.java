package org.pvpanic.guest.linux;

import org.jspecify.annotations.Nullable;

/** What boot messages say about memory, by the names that boot scripts use. */
final class MemoryFacts {

  private static final long MIB = 1L << 20;
  private static final long FOUR_GIB = 4L << 30;
  private static final long DMA_END = 16 * MIB;
  private static final int PAGE = 4096;

  /** {@code sizeof(struct page)}: as many of them go into a page as 64 divide it. */
  private static final int PAGES_PER_MAP_PAGE = 64;

  /** Pages below 1 MiB that a zone does not count as present. */
  private static final int LOW_PAGES = 158;

  /** What kernel text, data and tables take away before anything grows with memory, in KiB. */
  private static final long KERNEL_KIB = 42_128;

  /** What the one that loaded it leaves in the memory of a capture kernel, in KiB. */
  private static final long KEXEC_KIB = 4;

  /** The table of the pages of a section. */
  private static final long SECTION_MAP_KIB = MemoryMap.SECTION / PAGE * 64 / 1024;

  /** Per-CPU data of each CPU after the first, in KiB. */
  private static final long PER_CPU_KIB = 244;

  /** Memory that is set up before the rest is left to later, in KiB. */
  private static final long EARLY_KIB = 260_860;

  private final MemoryMap map;
  private final Kexec kexec;
  private final int cpus;

  MemoryFacts(MemoryMap map, Kexec kexec, int cpus) {
    this.map = map;
    this.kexec = kexec;
    this.cpus = cpus;
  }

  /** The fact of that name; null when there is none, or none on this machine. */
  @Nullable String value(String name) {
    return switch (name) {
      case "last-pfn" -> Long.toHexString(map.end() / PAGE);
      case "low-end" -> Hex.wide(map.lowEnd() - 1).substring(8);
      case "end" -> MemoryMap.narrow(map.end() - 1);
      case "end-long" -> Hex.wide(map.end() - 1);
      case "ramdisk" ->
          map.initrdSize() == 0
              ? null
              : "[mem 0x"
                  + MemoryMap.narrow(map.initrdStart())
                  + "-0x"
                  + MemoryMap.narrow(map.initrdStart() + map.initrdSize() - 1)
                  + "]";
      case "initrd-kib" ->
          map.initrdSize() == 0 ? null : Long.toString((map.initrdSize() + PAGE - 1) / PAGE * 4);
      case "?initrd" -> map.initrdSize() == 0 ? null : "";
      case "node-data" -> nodeData();
      case "dma32-zone" -> "[mem 0x0000000001000000-0x" + Hex.wide(dma32End() - 1) + "]";
      case "normal-zone" ->
          map.end() > FOUR_GIB
              ? "[mem 0x0000000100000000-0x" + Hex.wide(map.end() - 1) + "]"
              : "empty";
      case "normal-zone-3" ->
          map.end() > FOUR_GIB
              ? "[mem 0x100000000-0x" + MemoryMap.narrow(map.end() - 1) + "]"
              : "empty";
      case "policy-zone" -> map.end() > FOUR_GIB ? "Normal" : "DMA32";
      case "total-pages" -> Long.toString(givenPages());
      case "pages" -> Long.toString(pages());
      case "total-kib" -> Long.toString(pages() * 4);
      case "end-kib" -> Long.toString(map.end() / 1024);
      case "absent-kib" -> Long.toString(map.end() / 1024 - pages() * 4);
      case "available-kib" -> Long.toString(Math.min(availableKib(), EARLY_KIB));
      case "?deferred" -> availableKib() > EARLY_KIB ? "" : null;
      case "?dma" -> map.pagesBetween(MIB, DMA_END) > 0 ? "" : null;
      case "available-kib-3" -> Long.toString(Math.max(0, pages() * 4 - reservedKib()));
      case "reserved-kib" -> Long.toString(reservedKib());
      case "page-cgroup" -> Long.toString(map.end() / PAGE * 16);
      case "page-order" -> Integer.toString(64 - Long.numberOfLeadingZeros(pages() - 1));
      case "tcp" -> Long.toString(entries(128));
      default -> name.startsWith("hash:") ? hash(name.substring(5)) : null;
    };
  }

  /** {@code hash:KIB:BYTES}: a table with an entry of so many bytes for so much memory. */
  private String hash(String rule) {
    int colon = rule.indexOf(':');
    int bytes = Integer.parseInt(rule.substring(colon + 1));
    return table(entries(Long.parseLong(rule.substring(0, colon))), bytes);
  }

  /** {@code entries: N (order: O, B bytes}, as {@code alloc_large_system_hash} says it. */
  static String table(long entries, int bytesEach) {
    long bytes = entries * bytesEach;
    int order = 64 - Long.numberOfLeadingZeros((Math.max(bytes, PAGE) - 1) / PAGE);
    return "entries: " + entries + " (order: " + order + ", " + bytes + " bytes";
  }

  private long entries(long kib) {
    return Math.max(256, powerFrom(pages() * 4 / kib));
  }

  private static long powerFrom(long wanted) {
    return Long.highestOneBit(Math.max(1, 2 * wanted - 1));
  }

  private String nodeData() {
    long end = map.nodeEnd();
    long start = (end - MemoryMap.NODE_DATA) / PAGE * PAGE;
    return "[mem 0x" + MemoryMap.narrow(start) + "-0x" + MemoryMap.narrow(end - 1) + "]";
  }

  private long dma32End() {
    return Math.min(map.end() > FOUR_GIB ? FOUR_GIB : map.end(), FOUR_GIB);
  }

  private long pages() {
    return map.pagesBetween(0, Long.MAX_VALUE);
  }

  private long availableKib() {
    return Math.max(0, pages() * 4 - reservedKib() - 260);
  }

  /**
   * Pages that the kernel has to give (free_area_init_core of mm/page_alloc.c): those of each zone
   * without what describes them, and of the DMA zone without what is reserved there, if that leaves
   * any.
   */
  private long givenPages() {
    long dma = withoutMap(PAGE, DMA_END);
    return (dma > LOW_PAGES ? dma - LOW_PAGES : dma)
        + withoutMap(DMA_END, FOUR_GIB)
        + withoutMap(FOUR_GIB, Long.MAX_VALUE);
  }

  /** A zone with holes that are small beside it has descriptors for those, too. */
  private long withoutMap(long from, long to) {
    long present = map.pagesBetween(from, to);
    long spanned = (Math.min(to, Math.max(from, map.end())) - from) / PAGE;
    long described = spanned > present + present / 16 ? present : spanned;
    return present - (described + PAGES_PER_MAP_PAGE - 1) / PAGES_PER_MAP_PAGE;
  }

  private long reservedKib() {
    long tables = (entries(8) + entries(16)) * 8 / 1024;
    return KERNEL_KIB
        + SECTION_MAP_KIB * map.sections()
        + (map.isOfCrashMemory() ? KEXEC_KIB : 0)
        + tables
        + (map.initrdSize() + 1023) / 1024
        + kexec.size() / 1024
        + PER_CPU_KIB * (cpus - 1);
  }
}
