package org.pvpanic.guest.linux;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of modules on a disk: below /lib/modules/RELEASE where a distribution is installed, and
 * all in /mod in an initramfs. The crash module is in /mod everywhere.
 */
public final class ModuleFiles {

  private ModuleFiles() {}

  /** The path of a module on the disk that {@code kernel} was booted with, or null. */
  public static @Nullable String pathOf(Kernel kernel, String name) {
    ModuleType type = ModuleCatalog.find(kernel.isEl7(), name);
    return type == null || kernel.root() != RootKind.INSTALLED ? null : path(kernel, type);
  }

  private static String path(Kernel kernel, ModuleType type) {
    return "/lib/modules/" + kernel.release() + "/" + type.folder() + "/" + type.file();
  }

  /** The content of the file at a path, or null when no module is there. */
  static byte @Nullable [] find(Kernel kernel, String path) {
    if (!path.endsWith(".ko") || !(path.startsWith("/mod") || path.startsWith("/lib/modules/"))) {
      return null;
    }
    for (ModuleType type : ModuleCatalog.all(kernel.isEl7())) {
      if (isAt(kernel, type, path)) {
        return ModuleImage.of(type, kernel.release());
      }
    }
    return null;
  }

  private static boolean isAt(Kernel kernel, ModuleType type, String path) {
    boolean installed = kernel.root() == RootKind.INSTALLED;
    boolean loose = path.equals("/mod/" + type.file()) || path.equals("/modfull/" + type.file());
    return installed
        ? path.equals(path(kernel, type)) || (loose && type.name().equals("lkcrash"))
        : loose;
  }

  /** All files with their contents. */
  public static SortedMap<String, byte[]> all(Kernel kernel) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (ModuleType type : ModuleCatalog.all(kernel.isEl7())) {
      byte[] image = ModuleImage.of(type, kernel.release());
      if (kernel.root() == RootKind.INSTALLED) {
        files.put(path(kernel, type), image);
      }
      if (kernel.root() != RootKind.INSTALLED || type.name().equals("lkcrash")) {
        files.put("/mod/" + type.file(), image);
      }
    }
    return files;
  }
}
