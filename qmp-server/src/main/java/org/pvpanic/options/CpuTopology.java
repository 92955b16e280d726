package org.pvpanic.options;

/**
 * How many CPUs there are and how they are arranged ({@code -smp}).
 *
 * @param cpus how many are there at the start
 * @param maxCpus how many there may be
 * @param sockets sockets of the machine
 * @param dies dies in a socket
 * @param cores cores in a die
 * @param threads threads in a core
 */
public record CpuTopology(int cpus, int maxCpus, int sockets, int dies, int cores, int threads) {

  /**
   * Reads and completes what the user said. What is missing is computed; machine types since 6.2
   * put CPUs into cores first, older ones into sockets.
   *
   * @param machine what was asked for
   * @param machineName the machine type's full name, for messages
   * @param limit how many CPUs the machine can have
   * @param coresFirst whether cores are filled before sockets
   * @throws QemuError for values that do not fit together
   */
  public static CpuTopology of(
      MachineSpec machine, String machineName, int limit, boolean coresFirst, Warnings warnings) {
    TextProperties smp = machine.smp();
    int cpus = count(smp, "cpus");
    int sockets = count(smp, "sockets");
    int dies = Math.max(1, count(smp, "dies"));
    int clusters = count(smp, "clusters");
    int cores = count(smp, "cores");
    int threads = count(smp, "threads");
    int max = count(smp, "maxcpus");
    smp.refuseOthers("cpus", "sockets", "dies", "clusters", "cores", "threads", "maxcpus");
    if (smp.names().stream().anyMatch(name -> count(smp, name) == 0)) {
      warnings.warn(
          "Deprecated CPU topology (considered invalid): CPU topology parameters must be greater"
              + " than zero",
          "");
    }
    if (clusters > 1) {
      throw new QemuError("clusters not supported by this machine's CPU topology");
    }
    int wanted = max != 0 ? max : cpus;
    if (wanted == 0) {
      sockets = or1(sockets);
      cores = or1(cores);
      threads = or1(threads);
    } else if (coresFirst) {
      if (cores == 0) {
        sockets = or1(sockets);
        threads = or1(threads);
        cores = divide(wanted, sockets * dies * threads);
      } else if (sockets == 0) {
        threads = or1(threads);
        sockets = divide(wanted, dies * cores * threads);
      }
    } else if (sockets == 0) {
      cores = or1(cores);
      threads = or1(threads);
      sockets = divide(wanted, dies * cores * threads);
    } else if (cores == 0) {
      threads = or1(threads);
      cores = divide(wanted, sockets * dies * threads);
    }
    if (threads == 0) {
      threads = divide(wanted, sockets * dies * cores);
    }
    int total = sockets * dies * cores * threads;
    max = wanted != 0 ? wanted : total;
    return new CpuTopology(cpus != 0 ? cpus : max, max, sockets, dies, cores, threads)
        .checked(machineName, limit);
  }

  private CpuTopology checked(String machineName, int limit) {
    String product =
        "sockets (%s) * dies (%s) * cores (%s) * threads (%s)"
            .formatted(show(sockets), show(dies), show(cores), show(threads));
    if (sockets * dies * cores * threads != maxCpus) {
      throw new QemuError(
          "Invalid CPU topology: product of the hierarchy must match maxcpus: %s != maxcpus (%s)"
              .formatted(product, show(maxCpus)));
    }
    if (Integer.compareUnsigned(maxCpus, cpus) < 0) {
      throw new QemuError(
          ("Invalid CPU topology: maxcpus must be equal to or greater than smp:"
                  + " %s == maxcpus (%s) < smp_cpus (%s)")
              .formatted(product, show(maxCpus), show(cpus)));
    }
    if (Integer.compareUnsigned(maxCpus, limit) > 0) {
      throw new QemuError(
          "Invalid SMP CPUs %d. The max CPUs supported by machine '%s' is %d"
              .formatted(maxCpus, machineName, limit));
    }
    return this;
  }

  /** A count as QEMU keeps it: 32 bits of a 64-bit number, 0 when not given. */
  private static int count(TextProperties smp, String name) {
    return (int) smp.signed(name, 64, 0);
  }

  private static int or1(int count) {
    return count != 0 ? count : 1;
  }

  private static int divide(int wanted, int by) {
    return by == 0 ? 0 : Integer.divideUnsigned(wanted, by);
  }

  private static String show(int count) {
    return Integer.toUnsignedString(count);
  }
}
