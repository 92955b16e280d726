package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.Step;

/**
 * How a kernel comes to its first program (init/main.c, init/do_mounts.c): {@code /init} of the
 * initial RAM disk or what {@code rdinit=} names; failing that the root file system, with what
 * {@code init=} names or one of the usual programs.
 *
 * <p>The initial RAM disk of an installed system is part of what its init does.
 */
final class InitStart {

  private static final List<String> DEFAULTS =
      List.of("/sbin/init", "/etc/init", "/bin/init", "/bin/sh");

  /** What the first partitions of a disk are called. */
  private static final List<String> PARTITIONS =
      List.of("/dev/sda1", "/dev/sda2", "/dev/sda3", "/dev/vda1", "/dev/vda2", "/dev/vda3");

  private static final String RAMDISK_INIT = "/init";
  private static final int ENOENT = -2;
  private static final int EACCES = -13;

  private final Kernel kernel;
  private final CommandLine arguments;
  private final boolean isNew;
  private @Nullable String ramdiskInit;

  InitStart(Kernel kernel) {
    this.kernel = kernel;
    this.arguments = kernel.arguments();
    this.isNew = kernel.profile().era() == Era.LINUX_6_1;
    String named = arguments.value("rdinit");
    this.ramdiskInit = named == null ? RAMDISK_INIT : named;
  }

  /**
   * Mounts the root file system when the RAM disk has no init. There is no driver built in for the
   * disk that it would be on, so that ends here, unless nobody names one.
   */
  void mountRoot() {
    String root = arguments.value("root");
    boolean ramdisk = ramdiskInit != null && status(ramdiskInit) != ENOENT;
    if (kernel.root() == RootKind.INSTALLED && hasRoot(root)) {
      ramdisk |= RAMDISK_INIT.equals(ramdiskInit);
    } else if (kernel.root() == RootKind.INSTALLED) {
      ramdisk = false;
    }
    if (!ramdisk) {
      ramdiskInit = null;
      noRoot(root == null ? "(null)" : root);
    }
  }

  /**
   * Whether an installed system finds its root: it has that of its boot loader's arguments, and its
   * initial RAM disk finds that by the name of a partition, too.
   */
  private boolean hasRoot(@Nullable String root) {
    String own = new CommandLine(kernel.profile().arguments()).value("root");
    return root == null
        || root.equals(own)
        || (kernel.memoryMap().initrdSize() > 0 && PARTITIONS.contains(root));
  }

  private void noRoot(String root) {
    String device = root.startsWith("/dev/") ? root.substring(5) : root;
    List<Step> steps = new ArrayList<>(4);
    if (isNew) {
      steps.add(() -> print(Printk.ERROR, "/dev/root: Can't open blockdev"));
    }
    steps.add(
        () ->
            print(
                Printk.WARNING,
                "VFS: Cannot open root device \"" + device + "\" or unknown-block(0,0): error -6"));
    steps.add(
        () ->
            print(
                Printk.WARNING,
                "Please append a correct \"root=\" boot option; here are the available"
                    + " partitions:"));
    steps.add(
        () ->
            kernel
                .crashPath()
                .panic("VFS: Unable to mount root fs on unknown-block(0,0)", mountingRoot()));
    kernel.cpu().call(steps.toArray(Step[]::new));
  }

  /** Runs the first program that can be run. */
  void run() {
    List<String> candidates = new ArrayList<>(5);
    if (ramdiskInit != null) {
      candidates.add(ramdiskInit);
    }
    String wanted = arguments.value("init");
    if (wanted != null) {
      candidates.add(wanted);
    } else {
      candidates.addAll(DEFAULTS);
    }
    attempt(candidates, wanted);
  }

  private void attempt(List<String> candidates, @Nullable String wanted) {
    String path = candidates.get(0);
    List<String> rest = candidates.subList(1, candidates.size());
    int status = status(path);
    List<Step> steps = new ArrayList<>(3);
    if (isNew) {
      steps.add(() -> print(Printk.INFO, "Run " + path + " as init process"));
      steps.add(() -> tellHow(path));
    }
    if (status == 0) {
      steps.add(() -> start(path));
    } else {
      if (path.equals(ramdiskInit)) {
        String error = isNew ? " (error " + status + ")" : "";
        steps.add(() -> print(Printk.ERROR, "Failed to execute " + path + error));
      } else if (path.equals(wanted) && !isNew) {
        steps.add(
            () -> print(Printk.ERROR, "Failed to execute " + path + ".  Attempting defaults..."));
        steps.add(() -> attempt(DEFAULTS, null));
      }
      if (!rest.isEmpty()) {
        steps.add(() -> attempt(rest, wanted));
      } else if (path.equals(wanted) && isNew) {
        steps.add(
            () ->
                kernel
                    .crashPath()
                    .panic(
                        "Requested init " + path + " failed (error " + status + ").",
                        becomingInit()));
      } else if (!path.equals(wanted)) {
        steps.add(() -> kernel.crashPath().panic(noWorkingInit(), becomingInit()));
      }
    }
    kernel.cpu().call(steps.toArray(Step[]::new));
  }

  /** run_init_process tells of what it passes, whether that can be run or not. */
  private void tellHow(String path) {
    UnknownArguments unknown = UnknownArguments.of(arguments);
    List<String> lines = new ArrayList<>(8);
    lines.add("  with arguments:");
    lines.add("    " + path);
    unknown.words().forEach(word -> lines.add("    " + word));
    lines.add("  with environment:");
    lines.add("    HOME=/");
    lines.add("    TERM=linux");
    unknown.environment().forEach(variable -> lines.add("    " + variable));
    kernel.crashPath().print(Printk.DEBUG, lines);
  }

  private CrashSite mountingRoot() {
    return TaskCrash.inInit(
        kernel,
        List.of(
            "mount_block_root+0x14e/0x1e6",
            "prepare_namespace+0x136/0x165",
            "kernel_init_freeable+0x250/0x27a",
            "? rest_init+0xd0/0xd0",
            "kernel_init+0x16/0x130",
            "ret_from_fork+0x22/0x30"),
        Stack310.MOUNT_ROOT);
  }

  private CrashSite becomingInit() {
    return TaskCrash.inInit(
        kernel,
        List.of("? rest_init+0xd0/0xd0", "kernel_init+0xce/0x130", "ret_from_fork+0x22/0x30"),
        Stack310.NO_INIT);
  }

  private String noWorkingInit() {
    return isNew
        ? "No working init found.  Try passing init= option to kernel. See Linux"
            + " Documentation/admin-guide/init.rst for guidance."
        : "No init found.  Try passing init= option to kernel. See Linux Documentation/init.txt for"
            + " guidance.";
  }

  private void print(int level, String text) {
    kernel.printk().print(level, text);
  }

  /** 0 when the file can be run, or what execve(2) fails with. */
  private int status(String path) {
    if (kernel.programs().find(path) != null) {
      return 0;
    }
    try {
      kernel.files().openToRead(path);
      return EACCES;
    } catch (SysError e) {
      return ENOENT;
    }
  }

  private void start(String path) {
    Program program = kernel.programs().find(path);
    if (program == null) {
      return;
    }
    if (kernel.root() == RootKind.INITRAMFS) {
      kernel.endBoot();
    }
    UnknownArguments unknown = UnknownArguments.of(arguments);
    List<String> words = new ArrayList<>(unknown.words());
    words.add(0, path);
    Tty console = kernel.console();
    String name = path.substring(path.lastIndexOf('/') + 1);
    FileTable files = console == null ? FileTable.empty() : FileTable.allOn(console);
    Task task = kernel.tasks().spawn(name, 0, files, program, words, status -> {});
    task.environment().put("HOME", "/");
    task.environment().put("TERM", "linux");
    for (String variable : unknown.environment()) {
      int equals = variable.indexOf('=');
      task.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
    }
  }
}
