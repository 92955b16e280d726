package org.pvpanic.guest.linux.proc;

import java.util.Locale;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.MemoryUse;

/** /proc/meminfo. */
final class MemoryText {

  private MemoryText() {}

  static String meminfo(Kernel kernel) {
    MemoryUse use = kernel.view().memory();
    boolean isNew = ProcText.isNew(kernel);
    StringBuilder out = new StringBuilder(1500);
    add(out, "MemTotal", use.totalKib());
    add(out, "MemFree", use.freeKib());
    add(out, "MemAvailable", use.availableKib());
    add(out, "Buffers", use.buffersKib());
    add(out, "Cached", use.cachedKib());
    add(out, "SwapCached", 0);
    add(out, "Active", use.activeKib());
    add(out, "Inactive", use.inactiveKib());
    add(out, "Active(anon)", use.sharedKib());
    add(out, "Inactive(anon)", use.anonymousKib());
    add(out, "Active(file)", Math.max(0, use.activeKib() - use.sharedKib()));
    add(out, "Inactive(file)", Math.max(0, use.inactiveKib() - use.anonymousKib()));
    add(out, "Unevictable", 0);
    add(out, "Mlocked", 0);
    add(out, "SwapTotal", 0);
    add(out, "SwapFree", 0);
    if (isNew) {
      add(out, "Zswap", 0);
      add(out, "Zswapped", 0);
    }
    add(out, "Dirty", 0);
    add(out, "Writeback", 0);
    add(out, "AnonPages", use.anonymousKib());
    add(out, "Mapped", use.mappedKib());
    add(out, "Shmem", use.sharedKib());
    if (isNew) {
      add(out, "KReclaimable", use.slabKib() / 2);
    }
    add(out, "Slab", use.slabKib());
    add(out, "SReclaimable", use.slabKib() / 2);
    add(out, "SUnreclaim", use.slabKib() - use.slabKib() / 2);
    add(out, "KernelStack", use.stackKib());
    add(out, "PageTables", use.pageTablesKib());
    if (isNew) {
      add(out, "SecPageTables", 0);
    }
    add(out, "NFS_Unstable", 0);
    add(out, "Bounce", 0);
    add(out, "WritebackTmp", 0);
    add(out, "CommitLimit", use.totalKib() / 2);
    add(out, "Committed_AS", use.anonymousKib() * 3);
    add(out, "VmallocTotal", 34_359_738_367L);
    add(out, "VmallocUsed", isNew ? use.vmallocKib() : use.vmallocKib() * 2);
    add(out, "VmallocChunk", isNew ? 0 : 34_359_310_332L);
    if (isNew) {
      add(out, "Percpu", 200L * kernel.view().cpus());
    }
    add(out, "HardwareCorrupted", 0);
    add(out, "AnonHugePages", 0);
    if (isNew) {
      add(out, "ShmemHugePages", 0);
      add(out, "ShmemPmdMapped", 0);
      add(out, "FileHugePages", 0);
      add(out, "FilePmdMapped", 0);
    }
    count(out, "HugePages_Total");
    count(out, "HugePages_Free");
    count(out, "HugePages_Rsvd");
    count(out, "HugePages_Surp");
    add(out, "Hugepagesize", 2048);
    if (isNew) {
      add(out, "Hugetlb", 0);
    }
    add(out, "DirectMap4k", 40_832);
    add(out, "DirectMap2M", Math.max(0, use.boardKib() - 40_832) / 2048 * 2048);
    return out.toString();
  }

  private static void add(StringBuilder out, String name, long kib) {
    out.append(String.format(Locale.ROOT, "%-15s %8d kB\n", name + ":", kib));
  }

  private static void count(StringBuilder out, String name) {
    out.append(String.format(Locale.ROOT, "%-15s %8d\n", name + ":", 0));
  }
}
