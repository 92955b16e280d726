package org.pvpanic.guest.linux;

/**
 * What the memory is used for, in KiB. What no part of this guest counts (the kernel's own tables,
 * programs in memory) is as large as on the recorded systems.
 */
public final class MemoryUse {

  private static final long INITRAMFS_KIB = 5_200;
  private static final long INSTALLED_CACHE_KIB = 118_000;
  private static final long SLAB_KIB = 21_000;
  private static final long EL7_SLAB_KIB = 46_000;
  private static final long PROCESS_KIB = 600;

  /** What the kernel gives back when it has started. */
  private static final long INIT_KIB = 8_200;

  private final Kernel kernel;

  MemoryUse(Kernel kernel) {
    this.kernel = kernel;
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
    MemoryFacts facts = new MemoryFacts(kernel.memoryMap(), kernel.kexec(), kernel.view().cpus());
    long all = number(facts, "total-kib");
    long kept = number(facts, "reserved-kib") - kernel.memoryMap().initrdSize() / 1024;
    return all - Math.max(all / 50, Math.min(all / 2, kept - INIT_KIB));
  }

  private static long number(MemoryFacts facts, String name) {
    String value = facts.value(name);
    return value == null ? 0 : Long.parseLong(value);
  }

  /** Nobody uses it. */
  public long freeKib() {
    return Math.max(totalKib() / 50, totalKib() - cachedKib() - others());
  }

  /** Pages that files on no disk can have before nothing is left. */
  public long pagesForFiles() {
    return Math.max(0, available() - others() + buffersKib()) / 4;
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
    long room = available() - others() - sharedKib();
    return Math.max(0, Math.min(fitted(wantedCache()), room)) + sharedKib();
  }

  private long wantedCache() {
    return Math.min(totalKib() / 3, installed() ? INSTALLED_CACHE_KIB : INITRAMFS_KIB);
  }

  /** What may be in use: some is always kept free. */
  private long available() {
    return totalKib() - totalKib() / 50;
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
    return installed() ? 4_400 : 0;
  }

  /** Files in memory that are on no disk. */
  public long sharedKib() {
    return fitted(startShared()) + kernel.files().heldKib();
  }

  /** What programs hold. */
  public long anonymousKib() {
    return fitted(wantedAnonymous());
  }

  private long wantedAnonymous() {
    return (installed() ? 38_000 : 300) + PROCESS_KIB * kernel.tasks().all().size();
  }

  /** Programs and libraries that are mapped. */
  public long mappedKib() {
    return (installed() ? 21_000 : 1_200) + 8L * kernel.tasks().all().size();
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
    return kernel.profile().era() == Era.LINUX_3_10 ? EL7_SLAB_KIB : SLAB_KIB;
  }

  /** A stack of 16 KiB for every task. */
  public long stackKib() {
    return fitted(wantedStack());
  }

  private long wantedStack() {
    return 16L * (kernel.tasks().all().size() + kernel.kernelThreads().all().size());
  }

  /** Page tables. */
  public long pageTablesKib() {
    return fitted(wantedPageTables());
  }

  private long wantedPageTables() {
    return (installed() ? 3_300 : 60) + 44L * kernel.tasks().all().size();
  }

  /** What the kernel has mapped for itself. */
  public long vmallocKib() {
    return fitted(wantedVmalloc());
  }

  private long wantedVmalloc() {
    return installed() ? 14_000 : 2_900;
  }
}
