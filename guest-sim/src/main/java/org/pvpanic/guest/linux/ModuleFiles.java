package org.pvpanic.guest.linux;

import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of modules on a disk: below /lib/modules/RELEASE where a distribution is installed, and
 * side by side in the /mod of an initramfs. The crash module is in /mod everywhere.
 */
public final class ModuleFiles {

  private ModuleFiles() {}

  private static boolean isEl7(String release) {
    return release.startsWith("3.");
  }

  /** The path of a module of an installed system, or null when there is no such module. */
  public static @Nullable String pathOf(Kernel kernel, String name) {
    ModuleType type = ModuleCatalog.find(kernel.isEl7(), name);
    return type == null || kernel.root() != RootKind.INSTALLED
        ? null
        : path(kernel.release(), type);
  }

  private static String path(String release, ModuleType type) {
    return "/lib/modules/" + release + "/" + type.folder() + "/" + type.file();
  }

  /**
   * The files of the modules of a kernel, with their contents.
   *
   * @param folder {@code /lib/modules} for an installed system; any other for all side by side
   */
  public static SortedMap<String, String> of(String release, String folder) {
    SortedMap<String, String> files = new TreeMap<>();
    for (ModuleType type : ModuleCatalog.all(isEl7(release))) {
      String image = new String(ModuleImage.of(type, release), StandardCharsets.UTF_8);
      boolean installed = folder.equals("/lib/modules");
      files.put(installed ? path(release, type) : folder + "/" + type.file(), image);
      if (installed && type.name().equals("lkcrash")) {
        files.put("/mod/" + type.file(), image);
      }
    }
    return files;
  }

  /** What a bootable kernel's file begins with: the signature of its setup header. */
  public static String kernelImage() {
    return "\0".repeat(0x202) + "HdrS";
  }
}
