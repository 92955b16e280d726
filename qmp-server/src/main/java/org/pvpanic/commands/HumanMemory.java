package org.pvpanic.commands;

import java.util.List;
import org.pvpanic.bus.PhysicalMemory;
import org.pvpanic.hmp.DisplayFormat;
import org.pvpanic.hmp.HmpArgument;
import org.pvpanic.hmp.HmpCall;
import org.pvpanic.hmp.HmpCommand;
import org.pvpanic.machine.Input;
import org.pvpanic.vm.PhysicalAddressSpace;
import org.pvpanic.vm.Vm;

/** The commands of the human monitor about ports, memory and numbers. */
final class HumanMemory {

  private final Vm vm;

  HumanMemory(Vm vm) {
    this.vm = vm;
  }

  List<HmpCommand> commands() {
    return List.of(
        HmpCommand.of(
            "i",
            "/fmt addr",
            "I/O port read",
            this::portRead,
            HmpArgument.format(),
            HmpArgument.integer("addr"),
            HmpArgument.dotted("index")),
        HmpCommand.of(
            "o",
            "/fmt addr value",
            "I/O port write",
            this::portWrite,
            HmpArgument.format(),
            HmpArgument.integer("addr"),
            HmpArgument.integer("val")),
        HmpCommand.of(
            "print|p",
            "/fmt expr",
            "print expression value (use $reg for CPU register access)",
            call -> call.println(number(call.number("val"), call.format().radix())),
            HmpArgument.format(),
            HmpArgument.wide("val")),
        HmpCommand.of(
            "sum",
            "addr size",
            "compute the checksum of a memory region",
            this::sum,
            HmpArgument.integer("start"),
            HmpArgument.integer("size")));
  }

  /** {@code i /fmt addr[.index]}: an index is written to the port, and the next port is read. */
  private void portRead(HmpCall call) {
    int port = (int) call.number("addr");
    if (call.optionalNumber("index").isPresent()) {
      int index = (int) call.number("index") & 0xff;
      vm.submit(new Input.PortWrite(port & 0xffff, 1, index));
      port++;
    }
    int width = call.format().width();
    int value = (int) vm.submit(new Input.PortRead(port & 0xffff, portWidth(width)));
    // The number is as wide as was asked for, even where the access is not.
    String digits = width == DisplayFormat.NO_WIDTH ? "%-2x" : "%0" + 2 * width + "x";
    char suffix = portWidth(width) == 4 ? 'l' : portWidth(width) == 2 ? 'w' : 'b';
    call.println(("port%c[0x%04x] = 0x" + digits).formatted(suffix, port & 0xffff, value));
  }

  private void portWrite(HmpCall call) {
    int port = (int) call.number("addr") & 0xffff;
    int value = (int) call.number("val");
    vm.submit(new Input.PortWrite(port, portWidth(call.format().width()), value));
  }

  /** Ports are 1, 2 or 4 bytes wide; every other width is taken for 1. */
  private static int portWidth(int width) {
    return width == 2 || width == 4 ? width : 1;
  }

  private static String number(long value, char radix) {
    return switch (radix) {
      case 'o' -> (value == 0 ? "" : "0") + Long.toOctalString(value);
      case 'x' -> (value == 0 ? "" : "0x") + Long.toHexString(value);
      case 'u' -> Long.toUnsignedString(value);
      case 'c' -> "'" + character((int) value) + "'";
      default -> Long.toString(value);
    };
  }

  private static String character(int c) {
    return switch (c) {
      case '\'', '\\' -> "\\" + (char) c;
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      default -> c >= ' ' && c <= '~' ? String.valueOf((char) c) : "\\x%02x".formatted(c);
    };
  }

  /** The checksum of the BSD program sum; the end of the range, too, is a number of 32 bits. */
  private void sum(HmpCall call) {
    long start = call.number("start") & 0xffff_ffffL;
    long end = (start + call.number("size")) & 0xffff_ffffL;
    PhysicalAddressSpace memory = PhysicalAddressSpace.of(vm.machine());
    byte[] piece = new byte[PhysicalMemory.PAGE_SIZE];
    int sum = 0;
    for (long at = start; at < end; at += piece.length) {
      int length = (int) Math.min(piece.length, end - at);
      memory.read(at, piece, length);
      for (int i = 0; i < length; i++) {
        sum = ((sum >> 1 | sum << 15) + (piece[i] & 0xff)) & 0xffff;
      }
    }
    call.println("%05d".formatted(sum));
  }
}
