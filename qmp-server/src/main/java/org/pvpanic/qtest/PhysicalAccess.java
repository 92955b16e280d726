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
    eachPiece(
        address,
        length,
        (offset, done, piece) -> vm.loop().submit(new Input.RamFill(offset, piece, value)));
  }

  void write(long address, byte[] bytes) {
    eachPiece(
        address,
        bytes.length,
        (offset, done, piece) -> {
          byte[] part = Arrays.copyOfRange(bytes, done, done + piece);
          vm.loop().submit(new Input.RamWrite(offset, part));
        });
  }

  /** What is done to a part of a range that is RAM. */
  @FunctionalInterface
  private interface Piece {
    /**
     * Does it.
     *
     * @param offset where the piece is in RAM
     * @param done how much of the range lies before it
     * @param length of the piece, in bytes
     */
    void at(long offset, int done, int length);
  }

  private void eachPiece(long address, int length, Piece action) {
    for (int done = 0; done < length; ) {
      long at = address + done;
      int piece = (int) Math.min(length - done, layout.extent(at));
      if (layout.isRam(at)) {
        action.at(layout.offset(at), done, piece);
      }
      done += piece;
    }
  }
}
