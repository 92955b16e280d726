package org.pvpanic.vm;

import java.util.Arrays;
import org.pvpanic.bus.FlatView;
import org.pvpanic.bus.PhysicalMemory;
import org.pvpanic.machine.Machine;

/**
 * Guest-physical addresses, 64 bits of them, as somebody finds them who looks without touching:
 * memory where the board has it now, zeros elsewhere. The registers of devices are not read.
 *
 * @param view what is seen
 */
public record PhysicalAddressSpace(FlatView view) {

  /** The addresses of a machine. */
  public static PhysicalAddressSpace of(Machine machine) {
    return new PhysicalAddressSpace(machine.physical().view());
  }

  /**
   * Reads from {@code address} on.
   *
   * @param length in bytes; they go to the beginning of {@code into}
   * @return whether there is something at all of these addresses
   */
  public boolean read(long address, byte[] into, int length) {
    Arrays.fill(into, 0, length, (byte) 0);
    boolean complete = true;
    for (int done = 0; done < length; ) {
      long at = address + done;
      FlatView.Range range = view.find(at);
      long more = range == null ? view.gapBehind(at) : range.last() - at;
      int piece = Long.compareUnsigned(more, length - done) < 0 ? (int) more + 1 : length - done;
      PhysicalMemory memory = range == null ? null : range.region().memory();
      if (range != null && memory != null) {
        memory.read(at - range.first() + range.offset(), into, done, piece);
      }
      complete &= range != null;
      done += piece;
    }
    return complete;
  }
}
