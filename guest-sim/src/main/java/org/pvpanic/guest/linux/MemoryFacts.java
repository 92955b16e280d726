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
      case "total-pages" -> Long.toString(pages() - mapPages() - LOW_PAGES);
      case "pages" -> Long.toString(pages());
      case "total-kib" -> Long.toString(pages() * 4);
      case "end-kib" -> Long.toString(map.end() / 1024);
      case "absent-kib" -> Long.toString(map.end() / 1024 - pages() * 4);
      case "available-kib" ->
          Long.toString(Math.max(0, Math.min(pages() * 4 - reservedKib() - 260, EARLY_KIB)));
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
    long end = map.end() > FOUR_GIB ? map.end() : map.initrdStart();
    long start = (end - MemoryMap.NODE_DATA) / PAGE * PAGE;
    return "[mem 0x" + MemoryMap.narrow(start) + "-0x" + MemoryMap.narrow(end - 1) + "]";
  }

  private long dma32End() {
    return Math.min(map.end() > FOUR_GIB ? FOUR_GIB : map.end(), FOUR_GIB);
  }

  private long pages() {
    return map.pagesBetween(0, Long.MAX_VALUE);
  }

  /** Pages that hold the descriptors of all pages, each zone for itself. */
  private long mapPages() {
    return mapPages(map.pagesBetween(0, DMA_END) + 96)
        + mapPages(map.pagesBetween(DMA_END, FOUR_GIB))
        + mapPages(map.pagesBetween(FOUR_GIB, Long.MAX_VALUE));
  }

  private static long mapPages(long pages) {
    return (pages + PAGES_PER_MAP_PAGE - 1) / PAGES_PER_MAP_PAGE;
  }

  private long reservedKib() {
    long tables = (entries(8) + entries(16)) * 8 / 1024;
    return KERNEL_KIB
        + mapPages() * 4
        + tables
        + (map.initrdSize() + 1023) / 1024
        + kexec.size() / 1024
        + PER_CPU_KIB * (cpus - 1);
  }
}
