package org.pvpanic.guest.linux.proc;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Disk;
import org.pvpanic.guest.linux.Era;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.ModuleFiles;
import org.pvpanic.guest.linux.RootKind;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.fs.FileSystem;
import org.pvpanic.guest.linux.fs.FileSystems;
import org.pvpanic.guest.linux.fs.MemoryBudget;
import org.pvpanic.guest.linux.fs.MemoryFs;
import org.pvpanic.guest.linux.fs.Mount;
import org.pvpanic.guest.linux.fs.MountOptions;
import org.pvpanic.guest.linux.fs.RootImage;

/** The types of file systems that a kernel knows. */
public final class KernelFileSystems implements FileSystems {

  private static final long DISK_PAGES = 4_452_864;
  private static final int FIRST_DEVICE = 20;
  private static final int ROOT_DEVICE = 0xfd00;
  private static final int RAM_DEVICE = 2;
  private static final long BOOT_PAGES = 259_584;

  private final Kernel kernel;
  private final MemoryBudget budget;
  private @Nullable MemoryFs root;
  private @Nullable FileSystem proc;
  private @Nullable FileSystem sys;
  private @Nullable FileSystem dev;
  private int nextDevice = FIRST_DEVICE;

  /** Those of one machine. */
  public KernelFileSystems(Kernel kernel, MemoryBudget budget) {
    this.kernel = kernel;
    this.budget = budget;
    budget.setMemory(() -> kernel.view().memory().pagesForFiles());
  }

  @Override
  public FileSystem atStart(Mount.Facts facts) {
    if (facts.target().equals("/boot")) {
      return new Partition(rootFs(), "boot", BOOT_PAGES);
    }
    if (facts.target().equals("/")) {
      return rootFs();
    }
    try {
      return make(facts.source(), facts.type(), facts.options());
    } catch (SysError e) {
      throw new IllegalStateException("image mounts " + facts.type(), e);
    }
  }

  /** The root file system; of an initramfs, with the script that the board's user wants as init. */
  private FileSystem rootFs() {
    MemoryFs known = root;
    if (known == null && kernel.view().isInstalled()) {
      known = disk();
      root = known;
    } else if (known == null) {
      known =
          kernel
              .files()
              .image()
              .mount(
                  kernel::realtimeNs,
                  RAM_DEVICE,
                  budget,
                  halfOfMemory(),
                  () -> ModuleFiles.all(kernel, RootKind.INITRAMFS));
      String init = kernel.options().init();
      if (init != null) {
        known.put("init", 0755, init.getBytes(StandardCharsets.UTF_8));
      }
      root = known;
    }
    return known;
  }

  /** The root file system on the disk, as whoever had it before has left it. */
  private MemoryFs disk() {
    Disk disk = kernel.disk();
    return disk.root(
        kernel::realtimeNs,
        () ->
            RootImage.ofRelease(kernel.release())
                .mount(
                    disk::now,
                    ROOT_DEVICE,
                    disk.budget(),
                    DISK_PAGES,
                    () -> ModuleFiles.all(kernel, RootKind.INSTALLED))
                .onDisk());
  }

  private long halfOfMemory() {
    return kernel.view().memory().totalKib() / 4 / 2;
  }

  @Override
  public FileSystem make(String source, String type, String options) throws SysError {
    return switch (type) {
      case "proc" -> proc();
      case "sysfs" -> sys();
      case "devtmpfs" -> dev();
      case "tmpfs", "ramfs" -> memory(type, options);
      case "devpts" -> empty(0755);
      case "securityfs", "debugfs", "tracefs", "configfs", "pstore", "mqueue", "hugetlbfs" ->
          empty(0755);
      case "cgroup", "bpf", "selinuxfs" -> empty(0755);
      case "cgroup2", "binfmt_misc" -> {
        if (kernel.profile().era() == Era.LINUX_3_10 && type.equals("cgroup2")) {
          throw new SysError(Errno.ENODEV);
        }
        yield empty(0755);
      }
      case "xfs", "ext4", "ext3", "ext2" -> disk(source, type);
      default -> throw new SysError(Errno.ENODEV);
    };
  }

  /** Only what is mounted when the installed system starts is on the disk. */
  private FileSystem disk(String source, String type) throws SysError {
    for (Mount.Facts facts : RootImage.ofRelease(kernel.release()).mounts()) {
      boolean wanted = facts.source().equals(source) && facts.type().equals(type);
      if (wanted && kernel.root() != RootKind.INITRAMFS) {
        return facts.target().equals("/boot") ? new Partition(disk(), "boot", BOOT_PAGES) : disk();
      }
    }
    boolean known = ProcText.of(kernel, "filesystems").contains("\t" + type + "\n");
    if (!known) {
      throw new SysError(Errno.ENODEV);
    }
    boolean there = source.startsWith("/") && kernel.nodes().find(source) != null;
    throw new SysError(there ? Errno.EINVAL : Errno.ENOENT);
  }

  private FileSystem empty(int mode) {
    return MemoryFs.empty(kernel::realtimeNs, nextDevice++, budget, mode, 1024).withoutSize();
  }

  private FileSystem memory(String type, String options) throws SysError {
    long all = kernel.view().memory().totalKib() / 4;
    String size = MountOptions.value(options, "size");
    String mode = MountOptions.value(options, "mode");
    for (String option : options.split(",")) {
      int equals = option.indexOf('=');
      String name = equals < 0 ? option : option.substring(0, equals);
      switch (name) {
        case "", "ro", "rw", "nosuid", "nodev", "noexec", "relatime", "seclabel" -> {}
        case "size", "mode", "nr_inodes", "nr_blocks", "uid", "gid", "mpol", "inode64", "huge" -> {}
        default -> {
          if (type.equals("tmpfs")) {
            throw new SysError(Errno.EINVAL);
          }
        }
      }
    }
    long pages = size == null ? all / 2 : MountOptions.pages(size, all);
    int permissions;
    try {
      permissions =
          mode == null ? (type.equals("ramfs") ? 0755 : 01777) : Integer.parseInt(mode, 8);
    } catch (NumberFormatException e) {
      throw new SysError(Errno.EINVAL);
    }
    return MemoryFs.empty(
        kernel::realtimeNs, nextDevice++, budget, permissions, pages == 0 ? all : pages);
  }

  @Override
  public String shownOptions(String type, FileSystem fs, String options) {
    StringBuilder out = new StringBuilder();
    if (type.equals("tmpfs") && MountOptions.value(options, "size") != null) {
      out.append(",size=").append(fs.statistics().blocks() * 4).append('k');
    }
    if (type.equals("tmpfs") && MountOptions.value(options, "mode") != null) {
      out.append(",mode=").append(MountOptions.value(options, "mode"));
    }
    if (type.equals("devtmpfs")) {
      long kib = kernel.view().memory().totalKib() / 2;
      out.append(",size=").append(kib).append("k,nr_inodes=").append(kib / 4).append(",mode=755");
    }
    if (kernel.profile().era() != Era.LINUX_3_10
        && (type.equals("tmpfs") || type.equals("devtmpfs"))) {
      out.append(",inode64");
    }
    return out.toString();
  }

  @Override
  public boolean isSingle(String type) {
    return switch (type) {
      case "proc", "sysfs", "devtmpfs", "securityfs", "debugfs", "tracefs", "cgroup2" -> true;
      default -> false;
    };
  }

  private FileSystem proc() {
    FileSystem known = proc;
    if (known == null) {
      known = new ProcFs(kernel);
      proc = known;
    }
    return known;
  }

  private FileSystem sys() {
    FileSystem known = sys;
    if (known == null) {
      known = new SysFs(kernel);
      sys = known;
    }
    return known;
  }

  private FileSystem dev() {
    FileSystem known = dev;
    if (known == null) {
      known = DevFs.make(kernel, budget);
      dev = known;
    }
    return known;
  }
}
