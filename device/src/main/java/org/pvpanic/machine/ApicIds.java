package org.pvpanic.machine;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The APIC ids of CPUs: fields for socket, die, core and thread, each as many bits wide as it
 * needs. Specification: Intel SDM, volume 3, 9.9.1 (hierarchical mapping of CPUID extended topology
 * leaf).
 */
public final class ApicIds {

  private ApicIds() {}

  /**
   * The ids of the first {@code count} CPUs.
   *
   * @param dies dies in a socket
   * @param cores cores in a die
   * @param threads threads in a core
   */
  public static List<Integer> of(int count, int dies, int cores, int threads) {
    int coreShift = bits(threads);
    int dieShift = coreShift + bits(cores);
    int socketShift = dieShift + bits(dies);
    return IntStream.range(0, count)
        .map(
            cpu -> {
              int core = cpu / threads;
              int die = core / cores;
              return ((die / dies) << socketShift)
                  | ((die % dies) << dieShift)
                  | ((core % cores) << coreShift)
                  | (cpu % threads);
            })
        .boxed()
        .toList();
  }

  /** How many bits numbers below {@code count} need. */
  private static int bits(int count) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
  }
}
