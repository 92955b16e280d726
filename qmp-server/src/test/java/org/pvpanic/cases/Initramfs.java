package org.pvpanic.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The first root file system of the guests that are recorded: a static busybox, the modules that
 * cases insert, each case's script, and what they load as capture kernel.
 */
final class Initramfs {

  /** What cases insert; lkcrash is not a part of any kernel. */
  private static final Set<String> MODULES =
      Set.of("pvpanic.ko", "pvpanic-mmio.ko", "pvpanic-pci.ko", "qemu_fw_cfg.ko", "lkcrash.ko");

  private static final List<String> FOLDERS =
      List.of(
          "bin",
          "sbin",
          "usr",
          "usr/bin",
          "usr/sbin",
          "boot",
          "cases",
          "dev",
          "etc",
          "mod",
          "proc",
          "root",
          "sys",
          "tmp");

  private static final String MOUNT =
      """
      #!/bin/sh
      /bin/busybox mount -t proc proc /proc
      /bin/busybox mount -t sysfs sysfs /sys
      /bin/busybox mount -t devtmpfs devtmpfs /dev
      /bin/busybox --install -s
      export PATH=/sbin:/usr/sbin:/bin:/usr/bin
      """;

  /** The kernel hands on to it, as a variable, the argument that it does not know. */
  private static final String INIT =
      MOUNT
          + """
          . "/cases/$case"
          echo "### init end of case $case"
          while :; do sleep 3600; done
          """;

  private static final String CAPTURE_INIT =
      MOUNT
          + """
          echo "### capture kernel up; /proc/vmcore:"
          ls -l /proc/vmcore
          cat /proc/cmdline
          if [ "$ck" = panic ]; then
            echo "### capture kernel panics too"
            for m in pvpanic pvpanic-mmio pvpanic-pci; do insmod /mod/$m.ko; done
            sleep 1
            echo c > /proc/sysrq-trigger
          fi
          echo "### capture kernel: saving vmcore (pretend), then reboot -f"
          sleep 1
          reboot -f
          """;

  private Initramfs() {}

  /**
   * Makes one.
   *
   * @throws IOException when a file that it needs cannot be read
   */
  static byte[] of(GuestKernel kernel, List<RecordedCase> cases)
      throws IOException, InterruptedException {
    byte[] busybox = Files.readAllBytes(busybox());
    byte[] capture = base(kernel, busybox, CAPTURE_INIT).finish();
    CpioArchive archive = base(kernel, busybox, INIT);
    for (RecordedCase each : cases) {
      archive.file("cases/" + each.name(), 0644, each.script().getBytes(UTF_8));
    }
    if (cases.stream().anyMatch(each -> each.script().contains("kexec "))) {
      archive.file("boot/vmlinuz", 0644, Files.readAllBytes(kernel.image()));
      archive.file("boot/crash.img", 0644, capture);
      addKexec(archive);
    }
    return archive.finish();
  }

  private static Path busybox() throws IOException {
    return Programs.find("busybox")
        .orElseThrow(() -> new IOException("there is no busybox (package busybox-static)"));
  }

  private static CpioArchive base(GuestKernel kernel, byte[] busybox, String init)
      throws IOException, InterruptedException {
    CpioArchive archive = new CpioArchive();
    FOLDERS.forEach(archive::directory);
    archive.device("dev/console", 5, 1);
    archive.file("bin/busybox", 0755, busybox).link("bin/sh", "busybox");
    archive.file("init", 0755, init.getBytes(UTF_8));
    for (Path module : modules(kernel)) {
      String name = module.getFileName().toString();
      archive.file("mod/" + name, 0644, Files.readAllBytes(module));
    }
    return archive;
  }

  private static List<Path> modules(GuestKernel kernel) throws IOException {
    if (!Files.isDirectory(kernel.modules())) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(kernel.modules())) {
      return files
          .filter(file -> MODULES.contains(file.getFileName().toString()))
          .sorted()
          .toList();
    }
  }

  /** With its libraries, at the paths where its loader looks for them. */
  private static void addKexec(CpioArchive archive) throws IOException, InterruptedException {
    Path kexec =
        Programs.find("kexec")
            .orElseThrow(() -> new IOException("there is no kexec (package kexec-tools)"));
    archive.file("sbin/kexec", 0755, Files.readAllBytes(kexec));
    Set<String> folders = new TreeSet<>();
    Set<String> libraries = new TreeSet<>();
    String uses = Programs.run(Path.of("/"), 20, List.of("ldd", kexec.toString()));
    for (String word : uses.split("\\s+")) {
      if (word.startsWith("/")) {
        libraries.add(word.substring(1));
        Path library = Path.of(word.substring(1));
        for (int names = 1; names < library.getNameCount(); names++) {
          folders.add(library.subpath(0, names).toString());
        }
      }
    }
    folders.removeAll(FOLDERS);
    folders.forEach(archive::directory);
    for (String library : libraries) {
      archive.file(library, 0755, Files.readAllBytes(Path.of("/", library)));
    }
  }
}
