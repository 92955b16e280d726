package org.pvpanic.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherScriptsTest {

  private static final String TELL = "for word; do printf '%s\\n' \"$word\"; done";

  /** Says that it is ready if somebody waits for that; then tells on what nobody hears. */
  private static final String BE_READY =
      """
      for word; do
        case $word in -Dpvpanic.ready=*) echo "warning" >&2; echo "ready ${word#*=}" >&2 ;; esac
      done
      """
          + TELL
          + "; echo late >&2";

  @TempDir Path folder;

  @Test
  void javaIsGivenTheArgumentsAsTheyAre() throws Exception {
    Installation installed = new Installation(folder, "pv", TELL);
    List<String> arguments =
        List.of("-name", "a b", "", "*", "$HOME", "-device", "{\"driver\":\"x\"}");
    Installation.Run run =
        installed.run("bin/qemu-system-x86_64", arguments.toArray(String[]::new));
    assertEquals("", run.error());
    int main = run.lines().indexOf("org.pvpanic.emulator.QemuMain");
    assertEquals(arguments, run.lines().subList(main + 1, run.lines().size()));
  }

  @Test
  void javaIsGivenTheJarsInOrderAndTheNativeCodeBesideThem() throws Exception {
    Installation installed = new Installation(folder, "p v", TELL);
    List<String> lines = installed.run("bin/pvpanic", "demo").lines();
    String lib = installed.home.toRealPath() + "/lib";
    assertEquals(lib + "/a.jar:" + lib + "/b.jar", lines.get(lines.indexOf("-cp") + 1));
    assertTrue(lines.contains("-Djava.library.path=" + lib + "/native/x86_64"), lines.toString());
    assertEquals(
        List.of("org.pvpanic.cli.Main", "demo"), lines.subList(lines.size() - 2, lines.size()));
  }

  @Test
  void theProgramIsFoundThroughSymbolicLinks() throws Exception {
    Installation installed = new Installation(folder, "p v", TELL);
    Path link =
        Files.createSymbolicLink(folder.resolve("link"), installed.home.resolve("bin/pvpanic"));
    Path again = Files.createSymbolicLink(folder.resolve("again"), Path.of("link"));
    assertEquals(
        installed.run("bin/pvpanic", "x"), installed.run(Map.of(), List.of(link + "", "x")));
    assertEquals(
        installed.run("bin/pvpanic", "x"),
        installed.run(Map.of("PATH", folder + ":/usr/bin:/bin"), List.of("sh", "-c", "again x")));
    assertTrue(Files.exists(again));
  }

  @ParameterizedTest
  @CsvSource({"bin, 7.2", "qemu-10.0/bin, 10.0"})
  void eachEmulatorIsTheQemuThatItsPlaceSays(String place, String version) throws Exception {
    Installation installed = new Installation(folder, "p v", TELL);
    Path archive = Installation.write(installed.archive("17.0.15"), "");
    Path program = installed.home.resolve(place).resolve("qemu-system-x86_64");
    Path link = Files.createSymbolicLink(folder.resolve("qemu-system-x86_64"), program);
    for (Path called : List.of(program, link)) {
      List<String> lines = installed.run(Map.of(), List.of(called.toString(), "-S")).lines();
      assertTrue(lines.contains("-Dpvpanic.qemu=" + version), lines.toString());
      assertTrue(lines.contains("-XX:SharedArchiveFile=" + archive), "one archive serves both");
      assertEquals("-S", lines.get(lines.size() - 1));
    }
  }

  @Test
  void anOldJavaIsRefused() throws Exception {
    Installation installed = new Installation(folder, "pv", TELL);
    installed.javaVersion("1.8.0_402");
    Installation.Run run = installed.run("bin/pvpanic");
    assertEquals(1, run.status());
    assertEquals(
        "pvpanic: JAVA_HOME is " + installed.javaHome + ", which is no Java 17 or newer\n",
        run.error());
  }

  @Test
  void javaIsFoundInThePath() throws Exception {
    Installation installed = new Installation(folder, "pv", TELL);
    Path bin = Files.createDirectory(folder.resolve("links"));
    Files.createSymbolicLink(bin.resolve("java"), installed.javaHome.resolve("bin/java"));
    Map<String, String> environment = Map.of("JAVA_HOME", "", "PATH", bin + ":/usr/bin:/bin");
    List<String> command = List.of(installed.home + "/bin/pvpanic", "x");
    assertEquals(installed.run("bin/pvpanic", "x"), installed.run(environment, command));
  }

  @Test
  void aJavaThatDoesNotSayItsVersionIsAsked() throws Exception {
    Installation installed =
        new Installation(
            folder,
            "pv",
            "[ \"$1\" = -version ] && echo 'openjdk version \"21.0.2\" 2024' >&2\n" + TELL);
    Files.delete(installed.javaHome.resolve("release"));
    List<String> lines = installed.run("bin/pvpanic").lines();
    assertFalse(lines.contains("--enable-native-access=ALL-UNNAMED"), lines.toString());
    assertTrue(lines.contains("org.pvpanic.cli.Main"), lines.toString());
  }

  @Test
  void newerJavasAreAllowedWhatTheyWarnAbout() throws Exception {
    Installation installed = new Installation(folder, "pv", TELL);
    installed.javaVersion("25");
    List<String> lines = installed.run("bin/pvpanic").lines();
    assertTrue(lines.contains("--enable-native-access=ALL-UNNAMED"), lines.toString());
    assertTrue(lines.contains("--sun-misc-unsafe-memory-access=allow"), lines.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-daemonize",
        "--daemonize",
        "-S -daemonize",
        "-name -S -daemonize",
        "x -daemonize"
      })
  void withDaemonizeTheLauncherEndsOnceJavaIsReady(String words) throws Exception {
    Installation installed = new Installation(folder, "pv", BE_READY);
    Installation.Run run = installed.run("bin/qemu-system-x86_64", words.split(" "));
    assertEquals(new Installation.Run(0, "", "warning\n"), run);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-S", "-name -daemonize", "--pidfile -daemonize", "-daemonize -version"})
  void withoutItTheLauncherBecomesJava(String words) throws Exception {
    Installation installed = new Installation(folder, "pv", BE_READY);
    Installation.Run run = installed.run("bin/qemu-system-x86_64", words.split(" "));
    assertEquals(0, run.status());
    assertEquals("late\n", run.error());
  }

  @Test
  void withDaemonizeAFailureIsTold() throws Exception {
    Installation installed =
        new Installation(folder, "pv", "printf 'a\\n\\\\b\\nlast' >&2; exit 3");
    assertEquals(
        new Installation.Run(1, "", "a\n\\b\nlast"),
        installed.run("bin/qemu-system-x86_64", "-daemonize"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"17.0.15 -XX:SharedArchiveFile=", "25.0.3 -XX:AOTCache="})
  void anArchiveIsUsedUntilAJarIsReplaced(String versionAndOption) throws Exception {
    String version = versionAndOption.split(" ")[0];
    Installation installed = new Installation(folder, "p v", TELL);
    installed.javaVersion(version);
    Path archive = Installation.write(installed.archive(version), "");
    String used = versionAndOption.split(" ")[1] + archive;
    String wanted = "-Dpvpanic.prepare=" + installed.home.toRealPath() + "/lib/prepare.sh";

    List<String> lines = installed.run("bin/pvpanic").lines();
    assertTrue(lines.contains(used), lines.toString());
    assertFalse(lines.contains(wanted), lines.toString());

    Path jar = Installation.write(installed.home.resolve("lib/a.jar"), "new");
    Installation.makeOld(jar); // The date that it brings along counts for nothing.
    lines = installed.run("bin/pvpanic").lines();
    assertFalse(lines.contains(used), lines.toString());
    assertTrue(lines.contains(wanted), lines.toString());
  }

  @Test
  void noArchiveIsUsedOrWantedIfTheUserSaysSo() throws Exception {
    Installation installed = new Installation(folder, "pv", TELL);
    Installation.write(installed.archive("17.0.15"), "");
    String output =
        installed
            .run(Map.of("PVPANIC_CACHE", "none"), List.of(installed.home + "/bin/pvpanic"))
            .output();
    assertFalse(output.contains("rchive"), output);
    assertFalse(output.contains("pvpanic.prepare"), output);
  }

  @Test
  void furtherOptionsAreGivenToJava() throws Exception {
    Installation installed = new Installation(folder, "pv", TELL);
    List<String> lines =
        installed
            .run(
                Map.of("PVPANIC_JAVA_OPTS", "-Da=b -Xmx9m"),
                List.of(installed.home + "/bin/pvpanic"))
            .lines();
    assertEquals(
        List.of("-Da=b", "-Xmx9m", "org.pvpanic.cli.Main"),
        lines.subList(lines.size() - 3, lines.size()));
  }

  @Test
  void anArchiveIsMadeWholeAndOnce() throws Exception {
    Installation installed =
        new Installation(
            folder,
            "p v",
            """
            for word; do case $word in -XX:ArchiveClassesAtExit=*) file=${word#*=} ;; esac; done
            printf x >>"$file"
            echo "$file" >>"%s"
            """
                .formatted(folder.resolve("runs")));
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(
          installed.start(
              Map.of(),
              List.of(installed.home + "/lib/prepare.sh"),
              folder.resolve("output" + i),
              folder.resolve("error" + i)));
    }
    for (Process process : processes) {
      assertEquals(0, process.waitFor());
    }
    assertEquals("x", Files.readString(installed.archive("17.0.15")));
    assertEquals(1, Files.readAllLines(folder.resolve("runs")).size());
    try (var left = Files.list(folder.resolve("cache"))) {
      assertEquals(List.of(installed.archive("17.0.15")), left.toList());
    }
  }

  @Test
  void aRunThatFailsLeavesNoArchiveAndIsNotRepeatedAtOnce() throws Exception {
    Installation installed = new Installation(folder, "pv", "echo why >&2; exit 1");
    assertEquals(
        new Installation.Run(1, "", "prepare.sh: the emulator did not run to its end: why\n"),
        installed.run("lib/prepare.sh"));
    assertFalse(Files.exists(installed.archive("17.0.15")));
    assertEquals(new Installation.Run(0, "", ""), installed.run("lib/prepare.sh"));
  }
}
