package org.pvpanic.vm;

import java.util.List;
import org.pvpanic.machine.ApicIds;

/**
 * The CPUs of a machine: threads sit in cores, cores in dies, dies in sockets, and numbers are
 * given out in that order.
 *
 * @param type the name of their QOM type
 * @param present how many there are
 * @param max how many places there are for them
 * @param dies dies in a socket
 * @param cores cores in a die
 * @param threads threads in a core
 */
public record Cpus(String type, int present, int max, int dies, int cores, int threads) {

  /** Where a CPU sits. */
  public record Place(int socket, int die, int core, int thread) {}

  /** The APIC ids of all places, by CPU number. */
  public List<Integer> apicIds() {
    return ApicIds.of(max, dies, cores, threads);
  }

  /** Where CPU {@code number} sits. */
  public Place place(int number) {
    int core = number / threads;
    int die = core / cores;
    return new Place(die / dies, die % dies, core % cores, number % threads);
  }
}
