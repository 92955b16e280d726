package org.pvpanic.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Programs of the machine. */
final class Tools {
  /** Where daemons live, which is not in everybody's PATH. */
  private static final List<String> SYSTEM = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

  private Tools() {}

  /** Those of the names for which there is no program, in their order. */
  static List<String> missing(List<String> names) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    List<Path> folders =
        Stream.concat(Arrays.stream(path.split(":", -1)), SYSTEM.stream()).map(Path::of).toList();
    return names.stream()
        .filter(name -> folders.stream().noneMatch(f -> Files.isExecutable(f.resolve(name))))
        .toList();
  }
}
