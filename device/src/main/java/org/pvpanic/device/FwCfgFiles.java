package org.pvpanic.device;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The files of {@link FwCfg}: names for items, with keys in the order of a directory that the guest
 * can list.
 *
 * <p>Files are sorted by name, in machine types since 2.6. In older ones each known file has a
 * fixed place, and the others follow.
 */
final class FwCfgFiles {

  /** Bytes for a file name, the ending zero included. */
  static final int NAME_SIZE = 56;

  private static final int ENTRY_SIZE = 4 + 2 + 2 + NAME_SIZE;
  private static final int USER_ORDER = 100;
  private static final int LAST_ORDER = 200;

  private static final Map<String, Integer> OLD_ORDER =
      Map.ofEntries(
          Map.entry("etc/boot-menu-wait", 10),
          Map.entry("bootsplash.jpg", 11),
          Map.entry("bootsplash.bmp", 12),
          Map.entry("etc/boot-fail-wait", 15),
          Map.entry("etc/smbios/smbios-tables", 20),
          Map.entry("etc/smbios/smbios-anchor", 30),
          Map.entry("etc/e820", 40),
          Map.entry("etc/reserved-memory-end", 50),
          Map.entry("genroms/kvmvapic.bin", 55),
          Map.entry("genroms/linuxboot.bin", 60),
          Map.entry("etc/system-states", 90),
          Map.entry("etc/extra-pci-roots", 120),
          Map.entry("etc/acpi/tables", 130),
          Map.entry("etc/table-loader", 140),
          Map.entry("etc/tpm/log", 150),
          Map.entry("etc/acpi/rsdp", 160),
          Map.entry("bootorder", 170),
          Map.entry("etc/msr_feature_control", 180));

  private final int slots;
  private final @Nullable ToIntFunction<File> order;
  private final List<File> files = new ArrayList<>();

  private record File(String name, FwCfgEntry item, boolean user) {}

  /**
   * No files yet.
   *
   * @param slots how many there may be
   * @param byName whether they are sorted by name
   */
  FwCfgFiles(int slots, boolean byName) {
    this.slots = slots;
    this.order =
        byName
            ? null
            : file -> file.user() ? USER_ORDER : OLD_ORDER.getOrDefault(file.name(), LAST_ORDER);
  }

  int slots() {
    return slots;
  }

  /**
   * Adds a file where it belongs.
   *
   * @param user whether it is the user's ({@code -fw_cfg})
   * @throws IllegalArgumentException {@code duplicate fw_cfg file name: NAME}, or when there are
   *     too many or the name is too long
   */
  void add(String name, FwCfgEntry item, boolean user) {
    if (name.length() >= NAME_SIZE || files.size() == slots) {
      throw new IllegalArgumentException("no room for fw_cfg file: " + name);
    }
    if (files.stream().anyMatch(file -> file.name().equals(name))) {
      throw new IllegalArgumentException("duplicate fw_cfg file name: " + name);
    }
    File added = new File(name, item, user);
    int at = files.size();
    while (at > 0 && precedes(added, files.get(at - 1))) {
      at--;
    }
    files.add(at, added);
  }

  private boolean precedes(File one, File other) {
    return order == null
        ? one.name().compareTo(other.name()) < 0
        : order.applyAsInt(one) < order.applyAsInt(other);
  }

  /** The item of the file with that number, or null. */
  @Nullable FwCfgEntry item(int number) {
    return number < files.size() ? files.get(number).item() : null;
  }

  /**
   * The directory: the number of files, then an entry for each slot, used or not, with size, key,
   * two bytes that are zero, and name. Numbers are big-endian.
   */
  byte[] directory() {
    ByteBuffer out = ByteBuffer.allocate(4 + slots * ENTRY_SIZE);
    out.putInt(files.size());
    for (int i = 0; i < files.size(); i++) {
      File file = files.get(i);
      out.putInt(file.item().content().get().length);
      out.putShort((short) (FwCfg.FILE_FIRST + i)).putShort((short) 0);
      byte[] name = file.name().getBytes(StandardCharsets.US_ASCII);
      out.put(name).position(out.position() + NAME_SIZE - name.length);
    }
    return out.array();
  }
}
