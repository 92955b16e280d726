package org.pvpanic.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real kernel to boot.
 *
 * @param image the kernel
 * @param modules the folder with its modules, at any depth
 */
record GuestKernel(Path image, Path modules) {

  /** Debian's kernel for virtual machines; what it depends on is the newest one. */
  private static final String PACKAGE = "linux-image-cloud-amd64";

  private static final int QUICKLY = 20;
  private static final int DOWNLOAD = 300;

  /**
   * The one that {@code KERNEL} and {@code MODULES} name, or else Debian's, which apt fetches into
   * the user's cache.
   *
   * @throws IOException when there is none; it says why
   */
  static GuestKernel find(Map<String, String> environment)
      throws IOException, InterruptedException {
    String kernel = environment.getOrDefault("KERNEL", "");
    if (!kernel.isEmpty()) {
      Path modules = Path.of(environment.getOrDefault("MODULES", "/nonexistent"));
      return new GuestKernel(readable(Path.of(kernel)), modules);
    }
    Path cache = cache(environment);
    Optional<GuestKernel> cached = in(cache);
    if (cached.isPresent()) {
      return cached.get();
    }
    fetch(cache);
    return in(cache).orElseThrow(() -> new IOException("no kernel in " + cache));
  }

  private static Path readable(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException("cannot read " + file);
    }
    return file;
  }

  private static Path cache(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "/root");
    String cache = environment.getOrDefault("XDG_CACHE_HOME", home + "/.cache");
    return Path.of(cache, "pvpanic", "guest-kernel");
  }

  private static Optional<GuestKernel> in(Path root) throws IOException {
    Path boot = root.resolve("boot");
    if (!Files.isDirectory(boot)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(boot)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("vmlinuz-"))
          .findFirst()
          .map(image -> new GuestKernel(image, root.resolve("lib/modules")));
    }
  }

  private static void fetch(Path cache) throws IOException, InterruptedException {
    if (Programs.find("apt-get").isEmpty() || Programs.find("dpkg-deb").isEmpty()) {
      throw new IOException("there is no apt-get here to fetch " + PACKAGE);
    }
    Path work = Files.createTempDirectory("pv");
    try {
      Programs.run(
          work,
          DOWNLOAD,
          List.of("apt-get", "-q", "-o", "Acquire::Retries=0", "download", packageName(work)));
      try (Stream<Path> files = Files.list(work)) {
        for (Path file : files.toList()) {
          Files.createDirectories(cache);
          Programs.run(
              work, DOWNLOAD, List.of("dpkg-deb", "-x", file.toString(), cache.toString()));
          Files.delete(file);
        }
      }
    } finally {
      Files.delete(work);
    }
  }

  private static String packageName(Path work) throws IOException, InterruptedException {
    String says = Programs.run(work, QUICKLY, List.of("apt-cache", "depends", PACKAGE));
    List<String> names = new ArrayList<>();
    for (String line : says.split("\n")) {
      int at = line.indexOf("Depends: linux-image-");
      if (at >= 0) {
        names.add(line.substring(at + "Depends: ".length()).trim());
      }
    }
    if (names.isEmpty()) {
      throw new IOException("apt knows no package " + PACKAGE);
    }
    return names.get(0);
  }
}
