package org.pvpanic.vm;

import java.util.Arrays;
import org.pvpanic.bus.PhysicalMemory;

/**
 * Guest-physical addresses, 64 bits of them, as a read from outside finds them: RAM where the board
 * has it, zeros elsewhere.
 *
 * @param layout where the board has the RAM of {@code memory}
 */
public record PhysicalAddressSpace(PhysicalMemory memory, RamLayout layout) {

  /** The addresses of a machine. */
  public static PhysicalAddressSpace of(Vm vm) {
    PhysicalMemory memory = vm.machine().memory();
    return new PhysicalAddressSpace(memory, RamLayout.of(vm.type(), memory.size()));
  }

  /**
   * Reads from {@code address} on.
   *
   * @param length in bytes; they go to the beginning of {@code into}
   * @return whether all of it is RAM
   */
  public boolean read(long address, byte[] into, int length) {
    Arrays.fill(into, 0, length, (byte) 0);
    boolean complete = true;
    for (int done = 0; done < length; ) {
      long at = address + done;
      int piece = (int) Math.min(length - done, layout.extent(at));
      if (layout.isRam(at)) {
        memory.read(layout.offset(at), into, done, piece);
      } else {
        complete = false;
      }
      done += piece;
    }
    return complete;
  }
}
