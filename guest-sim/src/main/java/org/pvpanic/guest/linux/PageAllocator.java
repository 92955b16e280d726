package org.pvpanic.guest.linux;

import java.util.List;

/**
 * Which pages of memory are free, and who may have them. The kernel's lists of free pages have two
 * parts: those of the zones, and small ones of each CPU, where a freed page stays first. A
 * program's page may come from either, but pages that lie together only from a zone's.
 */
public final class PageAllocator {

  /** Pages in the lists of a CPU while there are enough. */
  private static final long LOCAL = 209;

  /** On a machine of one CPU its lists have most of what they may, which is the low mark. */
  private static final double ALONE = 729.0 / 827;

  /** Pages that such a list takes from its zone at a time, or gives back. */
  private static final long BATCH = 63;

  /** Pages that remain in the lists of a CPU when the zones have no more. */
  private static final long LEAST_LOCAL = 61;

  private final Kernel kernel;
  private final List<MemoryZone> zones;
  private final long managed;
  private final long floor;
  private final long mostLocal;
  private final int cpus;
  private final long usual;
  private long parked;

  PageAllocator(Kernel kernel) {
    this.kernel = kernel;
    this.zones = MemoryZone.of(kernel);
    this.cpus = kernel.view().cpus();
    this.managed = zones.stream().mapToLong(MemoryZone::managed).sum();
    this.floor = zones.stream().mapToLong(MemoryZone::floor).sum();
    this.mostLocal = zones.get(zones.size() - 1).low();
    boolean alone = cpus == 1 && !kernel.isEl7();
    this.usual = alone ? Math.max(LOCAL, Math.round(mostLocal * ALONE)) : LOCAL * cpus;
  }

  List<MemoryZone> zones() {
    return zones;
  }

  /** Pages of all zones. */
  long managed() {
    return managed;
  }

  /** Pages that nobody has who could not do without, besides those that stay free. */
  private long slack() {
    return managed - floor - kernel.view().memory().usedPages();
  }

  /** Pages of files that can be read again from their disk. */
  long cached() {
    long room = slack() - usual;
    return Math.max(0, Math.min(kernel.view().memory().wantedCachePages(), room));
  }

  /** Pages in the lists of the CPUs. */
  long local() {
    long slack = Math.max(0, slack());
    return parked > 0
        ? Math.min(slack, LEAST_LOCAL * cpus + parked)
        : Math.min(slack, usual - kernel.view().memory().takenLocally() % BATCH);
  }

  /** Pages in the lists of the zones. */
  long free() {
    return Math.max(0, floor + slack() - local() - cached());
  }

  /** Whether so little is free that pages would have to be reclaimed. */
  boolean isShort() {
    return slack() - parked < usual;
  }

  /** How many pages programs can have, one by one. */
  public long spare() {
    return slack() - LEAST_LOCAL * cpus;
  }

  /** Whether there are two pages that lie together. */
  boolean hasPair() {
    return slack() - local() >= 2 || (parked == 0 && spare() >= 2);
  }

  /** A task has ended, and its pages went where its CPU finds them first. */
  void freed(long pages) {
    if (slack() - pages < usual) {
      parked = Math.min(parked + pages, Math.max(0, mostLocal - LEAST_LOCAL));
    } else {
      parked = 0;
    }
  }
}
