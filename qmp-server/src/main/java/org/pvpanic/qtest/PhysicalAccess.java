package org.pvpanic.qtest;

import org.pvpanic.bus.AddressSpace;
import org.pvpanic.machine.Input;
import org.pvpanic.vm.Vm;

/**
 * Physical memory as an access from outside finds it. What only reads RAM is no input: it changes
 * nothing.
 */
final class PhysicalAccess {

  private final Vm vm;

  PhysicalAccess(Vm vm) {
    this.vm = vm;
  }

  byte[] read(long address, int length) {
    AddressSpace memory = vm.machine().physical();
    byte[] bytes = new byte[length];
    for (int done = 0; done < length; ) {
      long at = address + done;
      int piece = memory.piece(at, length - done);
      if (memory.isRegister(at)) {
        long value = vm.loop().submit(new Input.MemoryRead(at, piece));
        for (int i = 0; i < piece; i++) {
          bytes[done + i] = (byte) (value >>> (Byte.SIZE * i));
        }
      } else {
        memory.read(at, bytes, done, piece);
      }
      done += piece;
    }
    return bytes;
  }

  void fill(long address, int length, int value) {
    vm.loop().submit(new Input.MemoryFill(address, length, value));
  }

  void write(long address, byte[] bytes) {
    vm.loop().submit(new Input.MemoryWrite(address, bytes));
  }
}
