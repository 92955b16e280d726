package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * How the variables that every CPU has for itself lie in memory: in areas of 2 MiB, each with a
 * unit for as many CPUs as is least waste (pcpu_build_alloc_info of mm/percpu.c).
 */
final class PerCpuLayout {

  private static final int AREA = 2 << 20;
  private static final int PAGE = 4096;

  /** Columns that a line of the log may have. */
  private static final int COLUMNS = 60;

  private static final String SIZES_61 = "s212992 r8192 d28672";
  private static final int NEEDED_61 = 212_992 + 8_192 + 28_672;
  private static final String SIZES_310 = "s92800 r8192 d30080";
  private static final int NEEDED_310 = 92_800 + 8_192 + 30_080;

  private final String sizes;
  private final int cpus;
  private final int inArea;

  PerCpuLayout(Kernel kernel) {
    this(kernel.isEl7(), kernel.view().cpus());
  }

  /** The layout of a kernel with that many CPUs. */
  PerCpuLayout(boolean el7, int cpus) {
    this.sizes = el7 ? SIZES_310 : SIZES_61;
    this.cpus = cpus;
    this.inArea = best(AREA / (el7 ? NEEDED_310 : NEEDED_61), cpus);
  }

  private static int best(int most, int cpus) {
    int best = 1;
    int fewest = Integer.MAX_VALUE;
    for (int units = most; units > 0; units--) {
      int areas = (cpus + units - 1) / units;
      boolean fits = AREA % units == 0 && AREA / units % PAGE == 0;
      if (fits && areas * units - cpus <= cpus / 3) {
        if (areas > fewest) {
          break;
        }
        fewest = areas;
        best = units;
      }
    }
    return best;
  }

  /** Bytes of a CPU's unit. */
  int unit() {
    return AREA / inArea;
  }

  /** What the log says of it, at level DEBUG (pcpu_dump_ai_info). */
  List<String> lines() {
    List<String> lines = new ArrayList<>(2);
    int digits = Integer.toString(cpus).length();
    int width = inArea * (digits + 1) + 4;
    int inLine = Integer.highestOneBit(Math.max(COLUMNS / width, 1));
    int areas = (cpus + inArea - 1) / inArea;
    lines.add("pcpu-alloc: " + sizes + " u" + unit() + " alloc=" + areas + "*" + AREA);
    StringBuilder line = new StringBuilder();
    for (int area = 0; area < areas; area++) {
      if (area > 0 && area % inLine == 0) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "pcpu-alloc: [0] " : "[0] ");
      for (int cpu = area * inArea; cpu < (area + 1) * inArea; cpu++) {
        line.append(cpu < cpus ? Hex.zeros(cpu, digits) : "-".repeat(digits)).append(' ');
      }
    }
    lines.add(line.toString());
    return lines;
  }
}
