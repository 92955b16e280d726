package org.pvpanic.guest.linux.proc;

import java.util.TreeMap;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.fs.Directory;
import org.pvpanic.guest.linux.fs.FileSystem;
import org.pvpanic.guest.linux.fs.FsStat;
import org.pvpanic.guest.linux.fs.MemoryBudget;
import org.pvpanic.guest.linux.fs.RootImage;

/** devtmpfs: a file system in memory with a node for every device that a driver has. */
final class DevFs implements FileSystem {

  private static final int DEVICE = 5;

  private final Kernel kernel;
  private final FileSystem files;

  private DevFs(Kernel kernel, FileSystem files) {
    this.kernel = kernel;
    this.files = files;
  }

  /** With what udev adds on an installed system. */
  static DevFs make(Kernel kernel, MemoryBudget budget) {
    RootImage image = kernel.view().isInstalled() ? RootImage.DEVICES_AND_LINKS : RootImage.DEVICES;
    long pages = kernel.view().memory().totalKib() / 8;
    return new DevFs(kernel, image.mount(kernel::realtimeNs, DEVICE, budget, pages, TreeMap::new));
  }

  @Override
  public Directory root() {
    return new DevFolder(kernel, "/dev", files.root());
  }

  @Override
  public FsStat statistics() {
    return files.statistics();
  }
}
