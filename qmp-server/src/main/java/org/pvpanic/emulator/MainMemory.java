package org.pvpanic.emulator;

import org.pvpanic.options.Blueprint;
import org.pvpanic.options.Diagnostics;
import org.pvpanic.options.MemorySize;
import org.pvpanic.options.OptionGroup;
import org.pvpanic.options.QemuError;
import org.pvpanic.options.Settings;

/** How much memory a machine has: {@code -m}, or the back end that {@code -machine} names. */
final class MainMemory {

  /** More than any guest needs, and few enough that sums of sizes stay in a long. */
  private static final long MOST = 1L << 50;

  private MainMemory() {}

  /**
   * Its size in bytes.
   *
   * @throws QemuError when the two disagree, or it is too much
   */
  static long size(Settings settings, Diagnostics diagnostics) {
    long bytes = MemorySize.of(settings.merged(OptionGroup.MEMORY), diagnostics.at(null)).bytes();
    String id = settings.machine().properties().string("memory-backend");
    if (id != null) {
      long size = backend(settings, id).properties().size("size", 0);
      if (settings.commandLine().has("m") && bytes != size) {
        throw new QemuError("Machine memory size does not match the size of the memory backend");
      }
      bytes = size;
    }
    if (bytes < 0 || bytes > MOST) {
      throw new QemuError("cannot set up guest memory 'pc.ram': Cannot allocate memory");
    }
    return bytes;
  }

  private static Blueprint backend(Settings settings, String id) {
    return settings.objects().stream()
        .filter(object -> id.equals(object.id()))
        .findFirst()
        .orElseThrow(() -> new QemuError("Memory backend '" + id + "' not found"));
  }
}
