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

  /** All files of a root file system, with their contents. */
  public static SortedMap<String, byte[]> all(Kernel kernel, RootKind root) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (ModuleType type : ModuleCatalog.all(kernel.isEl7())) {
      byte[] image = ModuleImage.of(type, kernel.release());
      if (root == RootKind.INSTALLED) {
        files.put(path(kernel, type), image);
      }
      if (root != RootKind.INSTALLED || type.name().equals("lkcrash")) {
        files.put("/mod/" + type.file(), image);
      }
      if (root == RootKind.INITRAMFS) {
        files.put("/modfull/" + type.file(), image);
      }
    }
    return files;
  }

  /** What a bootable kernel's file begins with: the signature of its setup header. */
  public static String kernelImage() {
    return "\0".repeat(0x202) + "HdrS";
  }
}
