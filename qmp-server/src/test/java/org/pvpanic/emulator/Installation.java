package org.pvpanic.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The program as it is installed, except that its java is a shell script that tells what it was
 * given.
 */
final class Installation {

  private static final int SECONDS = 20;

  /** What a run left behind. */
  record Run(int status, String output, String error) {

    List<String> lines() {
      return output.lines().toList();
    }
  }

  private final Path folder;
  final Path home;
  final Path javaHome;

  /**
   * Installs it.
   *
   * @param folder an empty folder
   * @param name what the program's own folder is called
   * @param script what java does
   */
  Installation(Path folder, String name, String script) throws IOException {
    this.folder = folder;
    home = folder.resolve(name);
    javaHome = folder.resolve("jdk");
    for (String part :
        List.of(
            "bin/qemu-system-x86_64",
            "qemu-10.0/bin/qemu-system-x86_64",
            "bin/pvpanic",
            "lib/emulator.sh",
            "lib/launcher.sh",
            "lib/prepare.sh")) {
      write(home.resolve(part), Files.readString(Path.of("src/main/dist", part)));
    }
    write(home.resolve("lib/b.jar"), "");
    write(home.resolve("lib/a.jar"), "");
    write(javaHome.resolve("bin/java"), "#!/bin/sh\n" + script + "\n");
    write(javaHome.resolve("lib/modules"), "");
    javaVersion("17.0.15");
  }

  void javaVersion(String version) throws IOException {
    write(
        javaHome.resolve("release"),
        "IMPLEMENTOR=\"A B\"\nJAVA_VERSION=\"" + version + "\"\nOS_ARCH=\"x86_64\"\n");
  }

  /** Where the class archive is looked for. */
  Path archive(String version) throws IOException {
    String name = version + javaHome.toRealPath() + "/bin/java" + home.toRealPath();
    return folder.resolve("cache").resolve(name.replace('/', '_') + ".archive");
  }

  static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Makes everything look older than any file that is written from now on. */
  static void makeOld(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
  }

  Run run(String script, String... arguments) throws IOException, InterruptedException {
    return run(
        Map.of(), Stream.concat(Stream.of(home + "/" + script), Stream.of(arguments)).toList());
  }

  /** Runs with the environment that libvirt gives its emulators, and some more. */
  Run run(Map<String, String> more, List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", "");
    Path error = Files.createTempFile(folder, "error", "");
    Process process = start(more, command, output, error);
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(command + " does not end: " + Files.readString(error));
      }
      return new Run(process.exitValue(), Files.readString(output, UTF_8), Files.readString(error));
    } finally {
      process.destroyForcibly();
    }
  }

  Process start(Map<String, String> more, List<String> command, Path output, Path error)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(command))
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile())
            .redirectError(error.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("LC_ALL", "C");
    environment.put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put("JAVA_HOME", javaHome.toString());
    environment.put("PVPANIC_CACHE", folder.resolve("cache").toString());
    environment.putAll(more);
    return builder.start();
  }
}
