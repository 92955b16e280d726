package org.pvpanic.qtest;

import java.util.Arrays;
import org.pvpanic.machine.Input;
import org.pvpanic.vm.PhysicalAddressSpace;
import org.pvpanic.vm.RamLayout;
import org.pvpanic.vm.Vm;

/**
 * Guest-physical addresses, 64 bits of them, as an access from outside finds them: RAM where the
 * board has it; elsewhere a read gives zeros, and a write is lost.
 */
final class PhysicalAccess {

  private final Vm vm;
  private final RamLayout layout;

  PhysicalAccess(Vm vm) {
    this.vm = vm;
    this.layout = RamLayout.of(vm.type(), vm.machine().memory().size());
  }

  byte[] read(long address, int length) {
    byte[] bytes = new byte[length];
    PhysicalAddressSpace.of(vm).read(address, bytes, length);
    return bytes;
  }

  void fill(long address, int length, int value) {
    for (int done = 0; done < length; ) {
      long at = address + done;
      int piece = (int) Math.min(length - done, layout.extent(at));
      if (layout.isRam(at)) {
        vm.loop().submit(new Input.RamFill(layout.offset(at), piece, value));
      }
      done += piece;
    }
  }

  void write(long address, byte[] bytes) {
    for (int done = 0; done < bytes.length; ) {
      long at = address + done;
      int piece = (int) Math.min(bytes.length - done, layout.extent(at));
      if (layout.isRam(at)) {
        byte[] part = Arrays.copyOfRange(bytes, done, done + piece);
        vm.loop().submit(new Input.RamWrite(layout.offset(at), part));
      }
      done += piece;
    }
  }
}
