package org.pvpanic.guest.linux;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** What boot messages say about the machine, by the names that boot scripts use. */
final class BootFacts {

  /** Twice the megahertz of the CPU's time stamp counter. */
  private static final int BOGOMIPS_PER_CPU = 4600;

  /** What kernel text, data and tables take away, in KiB. */
  private static final long KERNEL_KIB = 13_112;

  private static final long RAMDISK = 20_808L << 10;
  private static final long NS = 1_000_000_000L;
  private static final long FOUR_GIB = 4L << 30;

  private final Kernel kernel;
  private final int cpus;
  private final MemoryMap map;

  BootFacts(Kernel kernel, int cpus) {
    this.kernel = kernel;
    this.cpus = cpus;
    this.map = kernel.memoryMap();
  }

  String value(String name) {
    return switch (name) {
      case "banner" -> kernel.profile().banner();
      case "hardware" -> kernel.profile().hardware();
      case "cmdline" -> kernel.arguments().text();
      case "cpus" -> Integer.toString(cpus);
      case "bogomips" -> BOGOMIPS_PER_CPU * cpus + ".00";
      case "last-pfn" -> Long.toHexString(map.end() / 4096);
      case "low-end" -> Hex.wide(map.lowEnd() - 1).substring(8);
      case "end" -> MemoryMap.narrow(map.end() - 1);
      case "end-long" -> Hex.wide(map.end() - 1);
      case "ramdisk" ->
          "[mem 0x"
              + MemoryMap.narrow(map.lowEnd() - RAMDISK)
              + "-0x"
              + MemoryMap.narrow(map.lowEnd() - 1)
              + "]";
      case "normal-zone" ->
          map.end() > FOUR_GIB
              ? "[mem 0x100000000-0x" + MemoryMap.narrow(map.end() - 1) + "]"
              : "empty";
      case "total-pages" -> Long.toString(pages() * 63 / 64);
      case "pages" -> Long.toString(pages());
      case "total-kib" -> Long.toString(map.end() / 1024);
      case "absent-kib" -> Long.toString((map.end() - map.usable()) / 1024);
      case "available-kib" -> Long.toString(map.usable() / 1024 - reservedKib());
      case "reserved-kib" -> Long.toString(reservedKib());
      case "dentries" -> hashTable(pages() / 2);
      case "rtc" -> chipTime(' ');
      case "rtc-iso" -> chipTime('T');
      case "inodes" -> hashTable(pages() / 4);
      default -> throw new IllegalStateException("boot script asks for {" + name + "}");
    };
  }

  /** What the clock chip set the time of day to, as hctosys tells of it. */
  private String chipTime(char between) {
    long seconds = kernel.realtimeNs() / NS;
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    return time.toLocalDate().toString() + between + clock(time) + " UTC (" + seconds + ")";
  }

  private static String clock(LocalDateTime time) {
    return Hex.zeros(time.getHour(), 2)
        + ":"
        + Hex.zeros(time.getMinute(), 2)
        + ":"
        + Hex.zeros(time.getSecond(), 2);
  }

  private long pages() {
    return map.usable() / 4096;
  }

  private long reservedKib() {
    return KERNEL_KIB + map.usable() / 1024 / 64 + kernel.kexec().size() / 1024;
  }

  /** {@code entries: N (order: O, B bytes)} for about {@code wanted} entries of 8 bytes. */
  private static String hashTable(long wanted) {
    long entries = Math.max(512, Long.highestOneBit(Math.max(1, 2 * wanted - 1)));
    long bytes = entries * 8;
    int order = Long.numberOfTrailingZeros(bytes / 4096);
    return "entries: " + entries + " (order: " + order + ", " + bytes + " bytes)";
  }
}
