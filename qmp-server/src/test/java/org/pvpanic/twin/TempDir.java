package org.pvpanic.twin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder with a name short enough for sockets; it goes with all that is in it. */
public final class TempDir implements AutoCloseable {

  private final Path directory;

  /** Makes one. */
  public TempDir() throws IOException {
    directory = Files.createTempDirectory("pv");
  }

  /** A path in it. */
  public Path path(String name) {
    return directory.resolve(name);
  }

  @Override
  public String toString() {
    return directory.toString();
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
