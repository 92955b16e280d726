package org.pvpanic.guest.firmware;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A command of the script {@code etc/table-loader}, by which QEMU tells the firmware how to put
 * tables into memory.
 *
 * <p>Specification: the head of QEMU's {@code hw/acpi/bios-linker-loader.c}. A command is 128
 * bytes, little-endian; file names have 56. All numbers are unsigned. Unknown commands are skipped.
 */
sealed interface LoaderCommand {

  /** Reserves memory for a file and puts it there. */
  record Allocate(String file, long alignment, int zone) implements LoaderCommand {
    /** Anywhere below 4 GiB. */
    static final int HIGH = 1;

    /** Where an operating system looks for what has no other address: 0xf0000 to 0xfffff. */
    static final int F_SEGMENT = 2;
  }

  /** Adds the address of {@code source} to a number of {@code size} bytes in {@code file}. */
  record AddPointer(String file, String source, long offset, int size) implements LoaderCommand {}

  /** Sets the byte that makes the bytes of a range add up to 0. */
  record AddChecksum(String file, long offset, long start, long length) implements LoaderCommand {}

  /** Tells the device an address in {@code source}, by writing it into its own file. */
  record WritePointer(String file, String source, long offset, long sourceOffset, int size)
      implements LoaderCommand {}

  int SIZE = 128;
  int NAME = 56;

  /** The commands of a script; none of one that does not end with a command. */
  static List<LoaderCommand> parse(byte[] script) {
    if (script.length % SIZE != 0) {
      return List.of();
    }
    List<LoaderCommand> commands = new ArrayList<>(24);
    for (int at = 0; at < script.length; at += SIZE) {
      ByteBuffer command = ByteBuffer.wrap(script, at, SIZE).slice().order(ByteOrder.LITTLE_ENDIAN);
      int afterName = 4 + NAME;
      int afterNames = 4 + 2 * NAME;
      String file = name(command, 4);
      switch (command.getInt(0)) {
        case 1 ->
            commands.add(
                new Allocate(file, int32(command, afterName), int8(command, afterName + 4)));
        case 2 ->
            commands.add(
                new AddPointer(
                    file,
                    name(command, afterName),
                    int32(command, afterNames),
                    int8(command, afterNames + 4)));
        case 3 ->
            commands.add(
                new AddChecksum(
                    file,
                    int32(command, afterName),
                    int32(command, afterName + 4),
                    int32(command, afterName + 8)));
        case 4 ->
            commands.add(
                new WritePointer(
                    file,
                    name(command, afterName),
                    int32(command, afterNames),
                    int32(command, afterNames + 4),
                    int8(command, afterNames + 8)));
        default -> {}
      }
    }
    return commands;
  }

  private static long int32(ByteBuffer command, int at) {
    return Integer.toUnsignedLong(command.getInt(at));
  }

  private static int int8(ByteBuffer command, int at) {
    return Byte.toUnsignedInt(command.get(at));
  }

  private static String name(ByteBuffer command, int at) {
    int length = 0;
    while (length < NAME && command.get(at + length) != 0) {
      length++;
    }
    byte[] bytes = new byte[length];
    command.get(at, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
