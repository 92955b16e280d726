package org.pvpanic.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.device.FirmwareRom;
import org.pvpanic.options.CommandLine;
import org.pvpanic.options.Option;
import org.pvpanic.options.QemuError;
import org.pvpanic.vm.MachineType;
import org.pvpanic.vm.MachineType.Family;

/**
 * The firmware that the user wants ({@code -bios}, {@code -machine firmware=}). It is loaded, and
 * nobody runs it. What QEMU brings itself is not here: the memory for it stays empty.
 *
 * @param name of its file, or null
 * @param folders where it is looked for if it is not there ({@code -L})
 */
record Firmware(@Nullable String name, List<String> folders) {

  private static final Set<String> COMES_WITH_QEMU =
      Set.of("bios.bin", "bios-256k.bin", "bios-microvm.bin", "qboot.rom");
  private static final String PROPERTY = "firmware=";
  private static final int NEW_SIZE = 256 << 10;

  /** More would reach the I/O APIC's addresses; QEMU takes up to 2 GiB all the same. */
  private static final int LARGEST = 16 << 20;

  private static final int OLD_SIZE = 128 << 10;
  private static final byte[] NONE = {};

  /** What the command line asks for: the last word counts. */
  static Firmware of(CommandLine line) {
    String name = null;
    for (Option option : line.options()) {
      if (option.name().equals("bios")) {
        name = option.value();
      } else if (option.name().equals("machine") || option.name().equals("M")) {
        for (String part : option.argument().split(",", -1)) {
          name = part.startsWith(PROPERTY) ? part.substring(PROPERTY.length()) : name;
        }
      }
    }
    return new Firmware(name, line.all("L").stream().map(Option::argument).toList());
  }

  /**
   * The memory that holds it on a board.
   *
   * @param pci memory of its PCI bus; null for none
   * @throws QemuError when it cannot be loaded
   */
  FirmwareRom rom(MachineType type, @Nullable MemoryRegion pci) {
    byte[] image = name == null ? NONE : load(name);
    int emptySize = pci != null && !type.isVersionedBefore("2.0") ? NEW_SIZE : OLD_SIZE;
    int size = image.length > 0 ? image.length : emptySize;
    return new FirmwareRom(image, size, pci == null, type.family() != Family.MICROVM, pci);
  }

  private byte[] load(String file) {
    Path found =
        Stream.concat(Stream.of(Path.of(file)), folders.stream().map(f -> Path.of(f, file)))
            .filter(Files::isReadable)
            .findFirst()
            .orElse(null);
    if (found == null && COMES_WITH_QEMU.contains(file)) {
      return NONE;
    }
    try {
      byte[] image = found == null ? NONE : read(found);
      if (image.length > 0 && image.length % FirmwareRom.GRANULE == 0) {
        return image;
      }
    } catch (IOException unreadable) {
      // QEMU says the same of all firmware that it cannot use
    }
    throw QemuError.plain("qemu: could not load PC BIOS '" + file + "'");
  }

  /** As many bytes as the file has by its size: a device, which may never end, has none. */
  private static byte[] read(Path file) throws IOException {
    long size = Files.size(file);
    if (size == 0 || size > LARGEST) {
      return NONE;
    }
    try (InputStream content = Files.newInputStream(file)) {
      return content.readNBytes((int) size);
    }
  }
}
