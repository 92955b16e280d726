package org.pvpanic.emulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pvpanic.device.FwCfg;
import org.pvpanic.device.FwCfgEntry;
import org.pvpanic.options.QemuError;
import org.pvpanic.options.Settings;

/**
 * A kernel that is booted without a boot loader ({@code -kernel}, {@code -append}, {@code -initrd},
 * and the machine's properties of these names). The guest finds its arguments through fw_cfg, as
 * from QEMU. The files need only be there: nobody looks into them, and the guest is that of the
 * profile.
 *
 * @param kernel name of the kernel's file, or null
 * @param arguments its arguments, or null
 * @param initrd name of the initial RAM disk's file, or null
 */
record DirectBoot(@Nullable String kernel, @Nullable String arguments, @Nullable String initrd) {

  private static final int KERNEL_SIZE = 0x08;
  private static final int INITRD_SIZE = 0x0b;
  private static final int COMMAND_LINE_SIZE = 0x14;
  private static final int COMMAND_LINE = 0x15;

  /**
   * What the command line asks for.
   *
   * @throws QemuError when it says something of a kernel and names none
   */
  static DirectBoot of(Settings settings) {
    DirectBoot wanted =
        new DirectBoot(
            value(settings, "kernel"), value(settings, "append"), value(settings, "initrd"));
    if (wanted.kernel == null && wanted.arguments != null) {
      throw new QemuError("-append only allowed with -kernel option");
    }
    if (wanted.kernel == null && wanted.initrd != null) {
      throw new QemuError("-initrd only allowed with -kernel option");
    }
    return wanted;
  }

  /** An option is the same as the machine's property of that name. */
  private static @Nullable String value(Settings settings, String name) {
    String option = settings.commandLine().value(name);
    return option != null ? option : settings.machine().properties().string(name);
  }

  /**
   * Tells firmware and guest of it.
   *
   * @throws QemuError when a file is not there
   */
  void addTo(FwCfg fwCfg) {
    if (kernel == null) {
      return;
    }
    Path file = Path.of(kernel);
    if (!Files.isReadable(file)) {
      throw QemuError.plain("qemu: could not open kernel file '" + kernel + "': " + reason(file));
    }
    if (Files.isDirectory(file)) {
      throw QemuError.plain("qemu: could not load kernel '" + kernel + "': Is a directory");
    }
    byte[] line = ((arguments == null ? "" : arguments) + "\0").getBytes(StandardCharsets.UTF_8);
    fwCfg.addNumber(KERNEL_SIZE, 4, Math.max(1, size(file)));
    fwCfg.addNumber(COMMAND_LINE_SIZE, 4, line.length);
    fwCfg.addItem(COMMAND_LINE, FwCfgEntry.of(line));
    fwCfg.addNumber(INITRD_SIZE, 4, initrdSize());
  }

  private long initrdSize() {
    if (initrd == null) {
      return 0;
    }
    Path file = Path.of(initrd);
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      String why = Files.isDirectory(file) ? "Is a directory" : reason(file);
      throw QemuError.plain(
          "qemu: error reading initrd "
              + initrd
              + ": Failed to open file “"
              + initrd
              + "”: "
              + why);
    }
    return Math.max(1, size(file));
  }

  private static String reason(Path file) {
    return Files.exists(file) ? "Permission denied" : "No such file or directory";
  }

  private static long size(Path file) {
    try {
      return Math.min(Files.size(file), Integer.MAX_VALUE);
    } catch (IOException e) {
      return 0;
    }
  }
}
