package org.pvpanic.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of this machine. */
final class Programs {

  private Programs() {}

  /** Where a program is, if it is there. */
  static Optional<Path> find(String name) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "") + ":/usr/sbin:/sbin";
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Runs a program and returns what it prints on standard output.
   *
   * @throws IOException when it fails or takes more than so many seconds; it says what it printed
   *     on standard error
   */
  static String run(Path directory, int seconds, List<String> command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("pv", ".out");
    Path error = Files.createTempFile("pv", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectInput(new File("/dev/null"))
              .redirectOutput(out.toFile())
              .redirectError(error.toFile())
              .start();
      boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      if (!ended || process.exitValue() != 0) {
        String why = ended ? Files.readString(error, UTF_8).trim() : "takes too long";
        throw new IOException(command.get(0) + ": " + why);
      }
      return Files.readString(out, UTF_8);
    } finally {
      Files.delete(out);
      Files.delete(error);
    }
  }
}
