package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A shell of the machine that the tests run on. */
final class RealShell {

  private static final int SECONDS = 60;

  /** All programs that a script finds. */
  private static final List<String> TOOLS =
      List.of("cat", "chmod", "echo", "head", "mkdir", "rm", "sh", "sleep", "true", "wc");

  private final RealProgram program;
  private final @Nullable String applet;

  private RealShell(RealProgram program, @Nullable String applet) {
    this.program = program;
    this.applet = applet;
  }

  /** Busybox's shell, as {@link RealProgram#of} finds it. */
  static RealShell busybox() throws IOException, InterruptedException {
    return new RealShell(RealProgram.of("busybox", "BusyBox v1.35."), "sh");
  }

  /** Bash, as {@link RealProgram#of} finds it. */
  static RealShell bash() throws IOException, InterruptedException {
    return new RealShell(RealProgram.of("bash", "version 5.2."), null);
  }

  /**
   * Runs scripts, each in an empty directory below {@code folder} with nothing to read. They see
   * few programs, and none of them runs unless {@link HarmlessScript} lets all of them.
   */
  Map<String, ScriptRunner.Result> run(Path folder, Map<String, String> scripts)
      throws IOException, InterruptedException {
    scripts.forEach((name, text) -> assertNull(HarmlessScript.refusal(text), name));
    assertFalse(Files.exists(Path.of("/nope")), "a path that the scripts take for missing");
    Path tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : TOOLS) {
      Path target = applet == null ? RealProgram.find(tool) : program.file();
      Files.createSymbolicLink(tools.resolve(tool), target);
    }
    Map<String, ScriptRunner.Result> results = new LinkedHashMap<>();
    for (Map.Entry<String, String> script : scripts.entrySet()) {
      results.put(script.getKey(), run(folder, tools, script.getKey(), script.getValue()));
    }
    for (String tool : TOOLS) {
      Files.delete(tools.resolve(tool));
    }
    return results;
  }

  private ScriptRunner.Result run(Path folder, Path tools, String name, String text)
      throws IOException, InterruptedException {
    Path own = Files.createDirectory(folder.resolve(name));
    Files.writeString(own.resolve("t.sh"), text);
    Path out = folder.resolve(name + ".out");
    Path err = folder.resolve(name + ".err");
    List<String> words = new ArrayList<>();
    words.add(program.file().toString());
    if (applet != null) {
      words.add(applet);
    }
    words.addAll(List.of("t.sh", "a", "b"));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(own.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("HOME", own.toString());
    Process process = builder.start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      RealProgram.end(process);
      throw new AssertionError(name + " does not end");
    }
    return new ScriptRunner.Result(
        text(out, own, tools), text(err, own, tools), process.exitValue());
  }

  /** What was said, with the directories called as they are in the guest. */
  private static String text(Path file, Path own, Path tools) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return text.replace(own.toString(), "/tmp/" + own.getFileName())
        .replace(tools.toString(), "/usr/bin");
  }
}
