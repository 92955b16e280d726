package org.pvpanic.guest.firmware;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.MemoryIo;
import org.pvpanic.guest.firmware.LoaderCommand.AddChecksum;
import org.pvpanic.guest.firmware.LoaderCommand.AddPointer;
import org.pvpanic.guest.firmware.LoaderCommand.Allocate;
import org.pvpanic.guest.firmware.LoaderCommand.WritePointer;
import org.pvpanic.guest.io.FwCfgItems;
import org.pvpanic.guest.io.FwCfgItems.File;

/**
 * Executes the script {@code etc/table-loader}: what puts the ACPI tables into memory.
 *
 * <p>QEMU pads its tables to 128 KiB, so that they may grow. Of a file with checksums only what the
 * commands speak of is loaded; the rest of its place is reserved and left alone.
 */
final class TableLoader {

  private final MemoryIo memory;
  private final FwCfgItems items;
  private final Map<String, File> files;
  private final @Nullable FwCfgDma dma;
  private final Zones zones;
  private final Map<String, Long> places = new HashMap<>();

  /**
   * A loader.
   *
   * @param files the files that there are
   * @param dma how to write files, or null
   */
  TableLoader(
      MemoryIo memory,
      FwCfgItems items,
      Map<String, File> files,
      @Nullable FwCfgDma dma,
      Zones zones) {
    this.memory = memory;
    this.items = items;
    this.files = files;
    this.dma = dma;
    this.zones = zones;
  }

  /**
   * Executes the script, if there is one. A command about a file that is not there does nothing.
   */
  void run() {
    File script = files.get("etc/table-loader");
    if (script == null) {
      return;
    }
    List<LoaderCommand> commands = LoaderCommand.parse(items.item(script.key(), script.size()));
    for (LoaderCommand command : commands) {
      if (command instanceof Allocate allocate) {
        allocate(allocate, commands);
      } else if (command instanceof AddPointer pointer) {
        addPointer(pointer);
      } else if (command instanceof AddChecksum checksum) {
        addChecksum(checksum);
      } else if (command instanceof WritePointer pointer) {
        writePointer(pointer);
      }
    }
  }

  private void allocate(Allocate command, List<LoaderCommand> commands) {
    File file = files.get(command.file());
    if (file != null) {
      long place = zones.allocate(command.zone(), file.size(), command.alignment());
      places.put(command.file(), place);
      items.load(file.key(), used(command.file(), file.size(), commands), place);
    }
  }

  /** How much of a file holds tables: up to the last byte under a checksum. */
  private static int used(String file, int size, List<LoaderCommand> commands) {
    int end = 0;
    for (LoaderCommand command : commands) {
      if (command instanceof AddChecksum sum && sum.file().equals(file)) {
        end = Math.max(end, sum.start() + sum.length());
      }
    }
    return end == 0 ? size : Math.min(end, size);
  }

  private void addPointer(AddPointer command) {
    Long file = places.get(command.file());
    Long source = places.get(command.source());
    if (file != null && source != null) {
      long at = file + command.offset();
      memory.store(at, command.size(), memory.load(at, command.size()) + source);
    }
  }

  private void addChecksum(AddChecksum command) {
    Long file = places.get(command.file());
    if (file != null) {
      byte[] range = new byte[command.length()];
      memory.read(file + command.start(), range, 0, range.length);
      int sum = 0;
      for (byte b : range) {
        sum += b;
      }
      long at = file + command.offset();
      memory.store(at, 1, memory.load(at, 1) - sum);
    }
  }

  private void writePointer(WritePointer command) {
    File file = files.get(command.file());
    Long source = places.get(command.source());
    if (dma != null && file != null && source != null) {
      byte[] address =
          ByteBuffer.allocate(Long.BYTES)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putLong(source + command.sourceOffset())
              .array();
      dma.write(file.key(), command.offset(), Arrays.copyOf(address, command.size()));
    }
  }
}
