package org.pvpanic.guest.linux;

import org.jspecify.annotations.Nullable;

/**
 * What the memory is used for, in KiB. What no part of this guest counts (the kernel's own tables,
 * programs in memory) is as large as on the recorded systems.
 */
public final class MemoryUse {

  private static final long INSTALLED_CACHE_KIB = 118_000;
  private static final long SLAB_KIB = 21_000;
  private static final long EL7_SLAB_KIB = 46_000;
  private static final long EL7_INITRAMFS_KIB = 5_200;
  private static final long PROCESS_KIB = 600;
  private static final long PAGE_KIB = 4;

  /** What the kernel gives back when it has started, besides its initial RAM disk. */
  private static final long INIT_KIB = 8_616;

  private static final long EL7_INIT_KIB = 8_200;

  /** Of that, what it gives back before it says how much is to stay free. */
  private static final long EARLY_INIT_KIB = 36;

  /** The files of the initramfs, which are on no disk. */
  private static final long INITRAMFS_PAGES = 1_242;

  /** Entries of a node of the tree of a file's pages, and nodes that fit a page. */
  private static final long TREE_ENTRIES = 64 * 7;

  /** Memory at which counters of a CPU begin to hold back more. */
  private static final long ROOMY_KIB = 384 * 1024;

  /** Pages of page tables that a program needs to be in memory at all. */
  private static final long TABLES_PAGES = 5;

  /** What else the kernel keeps of a task that has used memory. */
  private static final long TASK_PAGES = 10;

  /** Of one that has just started: its stack was another's before, and so is counted twice. */
  private static final long SMALL_TASK_PAGES = -2;

  /** Pages that a new program takes, all of them from the list of its CPU. */
  private static final long SMALL_TASK_LOCAL = 7;

  private final Kernel kernel;
  private boolean startsTask;
  private long totalKib;
  private @Nullable PageAllocator pages;

  MemoryUse(Kernel kernel) {
    this.kernel = kernel;
  }

  /** A small system of static programs, whose use of memory has been recorded page by page. */
  private boolean measured() {
    return !installed() && !kernel.isEl7();
  }

  private int cpus() {
    return kernel.view().cpus();
  }

  /**
   * Counters of CPUs hold back more where there is more memory (calculate_normal_threshold of
   * mm/vmstat.c), so that sums are a little behind.
   */
  private boolean isRoomy() {
    return boardKib() > ROOMY_KIB;
  }

  /** Says that a task is being made, which has its stack already. */
  void setStartsTask(boolean on) {
    startsTask = on;
  }

  /** Tasks that have used next to nothing yet. */
  int smallTasks() {
    int count = 0;
    for (Task task : kernel.tasks().living()) {
      count += TaskMemory.isSmall(task) ? 1 : 0;
    }
    return count;
  }

  /** Pages that were taken from the lists of CPUs and not from the zones. */
  long takenLocally() {
    return measured() ? SMALL_TASK_LOCAL * smallTasks() : 0;
  }

  private boolean installed() {
    return kernel.root() == RootKind.INSTALLED;
  }

  /** What the board has. */
  public long boardKib() {
    return kernel.memoryMap().usable() / 1024;
  }

  /** What the kernel has to give away, free or not. */
  public long totalKib() {
    if (totalKib == 0) {
      MemoryFacts facts = new MemoryFacts(kernel.memoryMap(), kernel.kexec(), cpus());
      long all = number(facts, "total-kib");
      long given = initKib() + kernel.memoryMap().initrdSize() / 1024;
      long kept = number(facts, "reserved-kib") - given;
      totalKib = all - Math.max(all / 50, Math.min(all / 2, kept));
    }
    return totalKib;
  }

  private long initKib() {
    return kernel.isEl7() ? EL7_INIT_KIB : INIT_KIB;
  }

  /** What of it became free after the kernel had said how much is to stay free. */
  long freedLaterKib() {
    return initKib() - EARLY_INIT_KIB + kernel.memoryMap().initrdSize() / 1024;
  }

  /** Pages that somebody has, files that can be read again aside. */
  long usedPages() {
    return (others() + sharedKib()) / PAGE_KIB;
  }

  /** Its pages, and which of them are free. */
  PageAllocator pages() {
    PageAllocator known = pages;
    if (known == null) {
      known = new PageAllocator(kernel);
      pages = known;
    }
    return known;
  }

  /** A task has ended. */
  void freed(long count) {
    PageAllocator known = pages;
    if (known != null) {
      known.freed(count);
    }
  }

  private static long number(MemoryFacts facts, String name) {
    String value = facts.value(name);
    return value == null ? 0 : Long.parseLong(value);
  }

  /** Nobody uses it. */
  public long freeKib() {
    return (pages().free() + pages().local()) * PAGE_KIB;
  }

  /** Pages that files on no disk can have before nothing is left. */
  public long pagesForFiles() {
    return kernel.files().heldKib() / PAGE_KIB + pages().spare();
  }

  /** What programs could get without swapping. */
  public long availableKib() {
    return Math.min(totalKib(), freeKib() + (cachedKib() - sharedKib()) * 3 / 4);
  }

  /** Disk blocks. */
  public long buffersKib() {
    return fitted(wantedBuffers());
  }

  private long wantedBuffers() {
    return installed() && kernel.profile().era() == Era.LINUX_6_1 ? 5_900 : 0;
  }

  /** Files. */
  public long cachedKib() {
    return pages().cached() * PAGE_KIB + sharedKib();
  }

  /** Pages of files on disks that there would be if nobody needed them for anything else. */
  long wantedCachePages() {
    return fitted(wantedCache()) / PAGE_KIB;
  }

  private long wantedCache() {
    long wanted = installed() ? INSTALLED_CACHE_KIB : measured() ? 0 : EL7_INITRAMFS_KIB;
    return Math.min(totalKib() / 3, wanted);
  }

  /** What may be in use: some is always kept free. */
  private long available() {
    return totalKib() - Math.max(totalKib() / 50, 4 * (long) Math.sqrt((double) totalKib()) + 800);
  }

  private long others() {
    return buffersKib() + slabKib() + anonymousKib() + stackKib() + pageTablesKib() + vmallocKib();
  }

  /** All parts shrink by the same share where the recorded sizes do not fit. */
  private long fitted(long kib) {
    long wanted =
        wantedCache()
            + startShared()
            + wantedBuffers()
            + wantedSlab()
            + wantedAnonymous()
            + wantedStack()
            + wantedPageTables()
            + wantedVmalloc();
    return wanted <= available() ? kib : kib * available() / wanted;
  }

  private long startShared() {
    return installed() ? 4_400 : measured() ? INITRAMFS_PAGES * PAGE_KIB : 0;
  }

  /** Files in memory that are on no disk. */
  public long sharedKib() {
    return fitted(startShared()) + kernel.files().heldKib();
  }

  /** What programs hold. */
  public long anonymousKib() {
    return fitted(wantedAnonymous()) + ofTasksKib();
  }

  private long wantedAnonymous() {
    if (measured()) {
      // What is in the counters of CPUs is not in the sum yet.
      return (isRoomy() ? 13 : 16) * PAGE_KIB;
    }
    return installed() ? 38_000 : 300;
  }

  /** The pages of the tasks themselves. */
  private long ofTasksKib() {
    long each = measured() ? TaskMemory.STATIC_ANONYMOUS * PAGE_KIB : PROCESS_KIB;
    long sum = 0;
    for (Task task : kernel.tasks().living()) {
      sum += (TaskMemory.isSmall(task) && measured() ? 0 : each) + task.heapPages() * PAGE_KIB;
    }
    return sum;
  }

  /** Pages of programs and of files on no disk that were used lately. */
  long activeAnonymousPages() {
    return measured() ? isRoomy() ? 543 : 542 : anonymousKib() / PAGE_KIB * 3 / 4;
  }

  /** Programs and libraries that are mapped. */
  public long mappedKib() {
    return measured() ? 416 * PAGE_KIB : (installed() ? 21_000 : 1_200) + 8L * tasks();
  }

  /** Recently used. */
  public long activeKib() {
    return (cachedKib() + anonymousKib()) / 2;
  }

  /** Not used recently. */
  public long inactiveKib() {
    return cachedKib() + anonymousKib() - activeKib();
  }

  /** The kernel's objects. */
  public long slabKib() {
    return fitted(wantedSlab());
  }

  private long wantedSlab() {
    if (measured()) {
      return (reclaimableSlab() + unreclaimableSlab()) * PAGE_KIB;
    }
    return kernel.profile().era() == Era.LINUX_3_10 ? EL7_SLAB_KIB : SLAB_KIB;
  }

  /** Pages of the kernel's objects that could be freed. */
  long reclaimableSlab() {
    long tree = kernel.files().heldKib() / PAGE_KIB / TREE_ENTRIES;
    return measured()
        ? (isRoomy() ? 2_248 : 2_246) + 26L * (cpus() - 1) + tree
        : slabKib() / PAGE_KIB / 2;
  }

  /** Pages of the kernel's objects that stay. */
  long unreclaimableSlab() {
    return measured() ? 1_271 + 135L * cpus() : slabKib() / PAGE_KIB - reclaimableSlab();
  }

  private int tasks() {
    return kernel.tasks().living().size();
  }

  /** A stack of 16 KiB for every task. */
  public long stackKib() {
    return fitted(wantedStack());
  }

  private long wantedStack() {
    long threads = measured() ? 37 + 7L * cpus() : kernel.kernelThreads().all().size();
    return 16L * (tasks() + (startsTask ? 1 : 0) + threads);
  }

  /** Page tables. */
  public long pageTablesKib() {
    return fitted(wantedPageTables());
  }

  private long wantedPageTables() {
    if (measured()) {
      long behind = isRoomy() ? 9 - 5L * (cpus() - 1) : 7 - 3L * (cpus() - 1);
      return (Math.max(1, behind) + TABLES_PAGES * tasks()) * PAGE_KIB;
    }
    return (installed() ? 3_300 : 60) + 44L * tasks();
  }

  /** What the kernel has mapped for itself. */
  public long vmallocKib() {
    return fitted(wantedVmalloc());
  }

  private long wantedVmalloc() {
    if (measured()) {
      int small = smallTasks();
      long ofTasks = TASK_PAGES * (tasks() - small) + SMALL_TASK_PAGES * small;
      long ofCpus = perCpuPages() + 20L * (cpus() - 1);
      return ((isRoomy() ? 1_089 : 1_053) + ofCpus + ofTasks) * PAGE_KIB;
    }
    return installed() ? 14_000 : 2_900;
  }

  /**
   * The lists of what is in a chunk of per-CPU variables: for every 4 bytes that a CPU has there
   * two bits, and a pointer to whose they are (pcpu_alloc_chunk of mm/percpu.c).
   */
  private long perCpuPages() {
    long places = new PerCpuLayout(kernel).unit() / 4;
    return (places * 8 + places / 4) / (PAGE_KIB * 1024);
  }
}
