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
 *
 * <p>A user may write the script ({@code -fw_cfg}). A command about a file that is not there, or
 * about what is outside of its file, is skipped, as SeaBIOS does.
 */
final class TableLoader {

  /** Where a file is in memory, and its size. */
  private record Place(long address, int size) {

    boolean has(long offset, long length) {
      return offset + length <= size;
    }
  }

  private final MemoryIo memory;
  private final FwCfgItems items;
  private final Map<String, File> files;
  private final @Nullable FwCfgDma dma;
  private final Zones zones;
  private final Map<String, Place> places = new HashMap<>();

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

  /** Executes the script, if there is one. */
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
      zones
          .allocate(command.zone(), file.size(), command.alignment())
          .ifPresent(
              address -> {
                places.put(command.file(), new Place(address, file.size()));
                items.load(file.key(), used(command.file(), file.size(), commands), address);
              });
    }
  }

  /** How much of a file holds tables: up to the last byte under a checksum. */
  private static int used(String file, int size, List<LoaderCommand> commands) {
    long end = 0;
    for (LoaderCommand command : commands) {
      if (command instanceof AddChecksum sum && sum.file().equals(file)) {
        end = Math.max(end, sum.start() + sum.length());
      }
    }
    return end == 0 ? size : (int) Math.min(end, size);
  }

  private static boolean isPointer(int size) {
    return size <= Long.BYTES && Integer.bitCount(size) == 1;
  }

  private void addPointer(AddPointer command) {
    Place file = places.get(command.file());
    Place source = places.get(command.source());
    int size = command.size();
    if (file != null && source != null && isPointer(size) && file.has(command.offset(), size)) {
      long at = file.address() + command.offset();
      memory.store(at, size, memory.load(at, size) + source.address());
    }
  }

  private void addChecksum(AddChecksum command) {
    Place file = places.get(command.file());
    if (file != null
        && file.has(command.offset(), 1)
        && file.has(command.start(), command.length())) {
      byte[] range = new byte[(int) command.length()];
      memory.read(file.address() + command.start(), range, 0, range.length);
      int sum = 0;
      for (byte b : range) {
        sum += b;
      }
      long at = file.address() + command.offset();
      memory.store(at, 1, memory.load(at, 1) - sum);
    }
  }

  private void writePointer(WritePointer command) {
    File file = files.get(command.file());
    Place source = places.get(command.source());
    int size = command.size();
    if (dma != null
        && file != null
        && source != null
        && isPointer(size)
        && command.offset() + size <= file.size()
        && source.has(command.sourceOffset(), 1)) {
      byte[] address =
          ByteBuffer.allocate(Long.BYTES)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putLong(source.address() + command.sourceOffset())
              .array();
      dma.write(file.key(), (int) command.offset(), Arrays.copyOf(address, size));
    }
  }
}
