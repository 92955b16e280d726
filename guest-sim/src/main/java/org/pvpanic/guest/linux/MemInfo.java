package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * What memory is used for, as the kernel dumps it when there is none left or SysRq asks (show_mem
 * of lib/show_mem.c, show_free_areas of mm/page_alloc.c).
 */
final class MemInfo {

  private static final int PAGE_KIB = 4;
  private static final int ORDERS = 11;

  /**
   * Pieces of free memory, of one page, two, four and so on: how they lie about where much is free,
   * with what they are for. The rest is in the largest ones.
   */
  private static final int[] SCATTERED = {1, 1, 4, 15, 12, 11, 8, 9, 3, 3, 0};

  private static final String[] SCATTERED_FOR = {
    "U", "M", "UME", "U", "UME", "UM", "UE", "UME", "UM", "UME", "M"
  };

  /** The same on a machine of one CPU, whose list took what lay together. */
  private static final int[] SCATTERED_ALONE = {11, 11, 13, 9, 7, 9, 7, 8, 4, 2, 0};

  private static final String[] SCATTERED_FOR_ALONE = {
    "UE", "UM", "UM", "UE", "UME", "U", "U", "UM", "UME", "ME", "M"
  };

  /** The same where nearly nothing is free. */
  private static final int[] LEFT_OVER = {1, 3, 7, 5, 4, 3, 1, 1, 0, 0, 0};

  private static final String[] LEFT_OVER_FOR = {
    "U", "UME", "UE", "UME", "UME", "UME", "M", "E", "M", "M", "M"
  };

  private static final String[] DMA_FOR = {"M", "M", "M", "U", "U", "U", "U", "U", "U", "M", "M"};

  /** Pages of the lowest zone that boot has taken, and those that the kernel takes in need. */
  private static final long DMA_TAKEN = 32;

  private static final long DMA_TAKEN_IN_NEED = 10;

  /** Pages that a task takes on its CPU while a worker writes this report on another. */
  private static final int TAKEN_MEANWHILE = 3;

  /** Of the pages in the lists of all CPUs, how many are in that of the one that asks. */
  private static final double OWN_SHARE = 148.0 / 418;

  /** The same where it is a worker that asks, while tasks use other CPUs. */
  private static final double WORKER_SHARE = 171.0 / 411;

  private final Kernel kernel;
  private final MemoryUse use;
  private final PageAllocator pages;
  private final boolean el7;
  private final boolean byWorker;
  private final long active;
  private final long inactive;
  private final List<MemoryZone> zones;
  private final long[] used;
  private final long[] free;

  private MemInfo(Kernel kernel, boolean byWorker) {
    this.kernel = kernel;
    this.byWorker = byWorker;
    this.use = kernel.view().memory();
    this.pages = use.pages();
    this.el7 = kernel.isEl7();
    this.zones = pages.zones();
    long all = use.anonymousKib() / PAGE_KIB + shared();
    this.active = Math.min(all, use.activeAnonymousPages());
    this.inactive = all - active;
    this.used = new long[zones.size()];
    this.free = new long[zones.size()];
    divide();
  }

  /** The lines from {@code Mem-Info:} on, for a task that asks. */
  static List<String> lines(Kernel kernel) {
    return lines(kernel, false);
  }

  /**
   * The lines from {@code Mem-Info:} on.
   *
   * @param byWorker whether a worker of the kernel asks
   */
  static List<String> lines(Kernel kernel, boolean byWorker) {
    MemInfo info = new MemInfo(kernel, byWorker);
    List<String> lines = new ArrayList<>(16);
    lines.add("Mem-Info:");
    lines.add(info.total());
    info.areas(lines);
    lines.add("Node 0 hugepages_total=0 hugepages_free=0 hugepages_surp=0 hugepages_size=2048kB");
    lines.add(info.use.cachedKib() / PAGE_KIB + " total pagecache pages");
    lines.add("0 pages in swap cache");
    if (info.el7) {
      lines.add("Swap cache stats: add 0, delete 0, find 0/0");
    }
    lines.add("Free swap  = 0kB");
    lines.add("Total swap = 0kB");
    long present = info.zones.stream().mapToLong(MemoryZone::present).sum();
    lines.add(present + " pages RAM");
    lines.add("0 pages HighMem/MovableOnly");
    lines.add(present - info.pages.managed() + " pages reserved");
    return lines;
  }

  /**
   * The slabs that cannot be given back, which 6.1 lists when they hold more than the programs
   * (should_dump_unreclaim_slab of mm/oom_kill.c).
   */
  static boolean listsSlabs(Kernel kernel) {
    MemInfo info = new MemInfo(kernel, false);
    return !info.el7
        && info.use.unreclaimableSlab() > info.active + info.inactive + info.filePages();
  }

  private long shared() {
    return use.sharedKib() / PAGE_KIB;
  }

  private long filePages() {
    return use.cachedKib() / PAGE_KIB - shared();
  }

  /** The highest zone is used first; each keeps what is reserved for others. */
  private void divide() {
    long local = pages.local();
    long left = pages.managed() - pages.free() - local - DMA_TAKEN;
    for (int i = zones.size() - 1; i >= 0; i--) {
      MemoryZone zone = zones.get(i);
      long lists = i == zones.size() - 1 ? local : 0;
      long base = i == 0 ? DMA_TAKEN : 0;
      long room = Math.max(0, zone.managed() - zone.floor() - lists - base);
      used[i] = base + Math.min(left, room);
      left -= used[i] - base;
      free[i] = Math.max(0, zone.managed() - used[i] - lists);
    }
  }

  private String total() {
    List<String> rows = new ArrayList<>(8);
    rows.add("active_anon:" + active + " inactive_anon:" + inactive + " isolated_anon:0");
    long file = filePages();
    rows.add(
        " active_file:" + file / 2 + " inactive_file:" + (file - file / 2) + " isolated_file:0");
    rows.add(" unevictable:0 dirty:0 writeback:0" + (el7 ? " unstable:0" : ""));
    rows.add(
        " slab_reclaimable:"
            + use.reclaimableSlab()
            + " slab_unreclaimable:"
            + use.unreclaimableSlab());
    String mapped =
        " mapped:"
            + use.mappedKib() / PAGE_KIB
            + " shmem:"
            + shared()
            + " pagetables:"
            + use.pageTablesKib() / PAGE_KIB;
    if (el7) {
      rows.add(mapped + " bounce:0");
    } else {
      rows.add(mapped);
      rows.add(" sec_pagetables:0 bounce:0");
      rows.add(" kernel_misc_reclaimable:0");
    }
    rows.add(" free:" + pages.free() + " free_pcp:" + pages.local() + " free_cma:0");
    return String.join("\n", rows);
  }

  private void areas(List<String> lines) {
    if (!el7) {
      lines.add(node());
    }
    for (int i = 0; i < zones.size(); i++) {
      lines.add(el7 ? oldZone(i) : zone(i));
      StringBuilder reserves = new StringBuilder("lowmem_reserve[]:");
      for (long reserve : zones.get(i).reserves()) {
        reserves.append(' ').append(reserve);
      }
      lines.add(reserves.toString());
    }
    for (int i = 0; i < zones.size(); i++) {
      lines.add(pieces(i));
    }
  }

  private static String kib(String name, long pages) {
    return " " + name + ":" + pages * PAGE_KIB + "kB";
  }

  private String unreclaimable() {
    return " all_unreclaimable? " + (pages.isShort() ? "yes" : "no");
  }

  private String node() {
    long file = filePages();
    return "Node 0"
        + kib("active_anon", active)
        + kib("inactive_anon", inactive)
        + kib("active_file", file / 2)
        + kib("inactive_file", file - file / 2)
        + " unevictable:0kB isolated(anon):0kB isolated(file):0kB"
        + kib("mapped", use.mappedKib() / PAGE_KIB)
        + " dirty:0kB writeback:0kB"
        + kib("shmem", shared())
        + " shmem_thp: 0kB shmem_pmdmapped: 0kB anon_thp: 0kB writeback_tmp:0kB kernel_stack:"
        + use.stackKib()
        + "kB pagetables:"
        + use.pageTablesKib()
        + "kB sec_pagetables:0kB"
        + unreclaimable();
  }

  private boolean isTop(int zone) {
    return zone == zones.size() - 1;
  }

  /** Pages that programs could lose, in a zone: those for which there is no room above it. */
  private long inactiveIn(int zone) {
    long below = 0;
    for (int i = 0; i < zones.size() - 1; i++) {
      long kept = i == 0 ? DMA_TAKEN + DMA_TAKEN_IN_NEED : 0;
      long in = Math.max(0, Math.min(used[i] - kept, inactive - below));
      if (i == zone) {
        return in;
      }
      below += in;
    }
    // The counters of zones follow those of the node a little later.
    return inactive - below - (below > 0 ? 2 : 0);
  }

  private String zone(int i) {
    MemoryZone zone = zones.get(i);
    boolean top = isTop(i);
    long file = top ? filePages() : 0;
    double share = byWorker ? WORKER_SHARE : OWN_SHARE;
    long all = top ? pages.local() : 0;
    long own = cpus() == 1 ? all : Math.round(all * share * 2 / cpus());
    boolean isAlone = !byWorker || cpus() == 1;
    long local = top && !isAlone ? all - (long) TAKEN_MEANWHILE * use.smallTasks() : all;
    return "Node 0 "
        + zone.name()
        + kib("free", free[i])
        + " boost:0kB"
        + kib("min", zone.min())
        + kib("low", zone.low())
        + kib("high", zone.high())
        + " reserved_highatomic:0KB"
        + kib("active_anon", top ? active : 0)
        + kib("inactive_anon", inactiveIn(i))
        + kib("active_file", file / 2)
        + kib("inactive_file", file - file / 2)
        + " unevictable:0kB writepending:0kB"
        + kib("present", zone.present())
        + kib("managed", zone.managed())
        + " mlocked:0kB bounce:0kB"
        + kib("free_pcp", local)
        + kib("local_pcp", own)
        + " free_cma:0kB";
  }

  private int cpus() {
    return kernel.view().cpus();
  }

  private String oldZone(int i) {
    MemoryZone zone = zones.get(i);
    boolean top = isTop(i);
    long file = top ? filePages() : 0;
    long local = top ? pages.local() : 0;
    long shared = top ? shared() - lowerShared() : inactiveIn(i);
    return "Node 0 "
        + zone.name()
        + kib("free", free[i])
        + kib("min", zone.min())
        + kib("low", zone.low())
        + kib("high", zone.high())
        + kib("active_anon", top ? active : 0)
        + kib("inactive_anon", inactiveIn(i))
        + kib("active_file", file / 2)
        + kib("inactive_file", file - file / 2)
        + " unevictable:0kB isolated(anon):0kB isolated(file):0kB"
        + kib("present", zone.present())
        + kib("managed", zone.managed())
        + " mlocked:0kB dirty:0kB writeback:0kB"
        + kib("mapped", top ? use.mappedKib() / PAGE_KIB : 0)
        + kib("shmem", shared)
        + kib("slab_reclaimable", top ? use.reclaimableSlab() : 0)
        + kib("slab_unreclaimable", top ? use.unreclaimableSlab() : 0)
        + " kernel_stack:"
        + (top ? use.stackKib() : 0)
        + "kB"
        + kib("pagetables", top ? use.pageTablesKib() / PAGE_KIB : 0)
        + " unstable:0kB bounce:0kB"
        + kib("free_pcp", local)
        + kib("local_pcp", cpus() == 1 ? local : local / cpus())
        + " free_cma:0kB writeback_tmp:0kB pages_scanned:0"
        + unreclaimable();
  }

  private long lowerShared() {
    long below = 0;
    for (int i = 0; i < zones.size() - 1; i++) {
      below += inactiveIn(i);
    }
    return below;
  }

  /** The pieces of free memory, which together are all that is free in a zone. */
  private String pieces(int i) {
    long left = free[i];
    boolean scattered = i > 0;
    boolean alone = cpus() == 1;
    int[] usual = alone ? SCATTERED_ALONE : SCATTERED;
    boolean much = left >= sum(usual);
    int[] least = much ? usual : LEFT_OVER;
    String[] usualFor = alone ? SCATTERED_FOR_ALONE : SCATTERED_FOR;
    String[] letters = i == 0 ? DMA_FOR : much ? usualFor : LEFT_OVER_FOR;
    long[] count = new long[ORDERS];
    if (scattered && left >= sum(least)) {
      for (int order = 0; order < ORDERS; order++) {
        count[order] = least[order];
      }
      left -= sum(least);
    }
    for (int order = ORDERS - 1; order >= 0; order--) {
      count[order] += left >> order;
      left &= (1L << order) - 1;
    }
    StringBuilder text = new StringBuilder("Node 0 " + zones.get(i).name() + ":");
    for (int order = 0; order < ORDERS; order++) {
      text.append(' ').append(count[order]).append('*').append(PAGE_KIB << order).append("kB");
      if (count[order] > 0) {
        text.append(" (").append(shown(letters[order])).append(')');
      }
    }
    return text.append(" = ").append(free[i] * PAGE_KIB).append("kB").toString();
  }

  /** 3.10 has the kinds in another order: E before M. */
  private String shown(String letters) {
    return el7 && letters.equals("UME") ? "UEM" : letters;
  }

  private static long sum(int[] counts) {
    long sum = 0;
    for (int order = 0; order < counts.length; order++) {
      sum += (long) counts[order] << order;
    }
    return sum;
  }
}
