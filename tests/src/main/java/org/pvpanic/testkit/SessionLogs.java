package org.pvpanic.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The logs of a session, and what they have to say when something went wrong. */
record SessionLogs(SessionDir dir) {

  LogFile daemon() {
    return log(dir.daemonLog());
  }

  /** What the daemon printed instead of logging it. */
  LogFile daemonOutput() {
    return log(dir.daemonOutput());
  }

  LogFile domain(String name) {
    return log(dir.domainLogs().resolve(name + ".log"));
  }

  LogFile serial(String name) {
    return log(dir.serialLog(name));
  }

  private LogFile log(Path path) {
    return LogFile.of(path, this::explained);
  }

  /** The message with what the logs say: complaints first, then the last lines of each. */
  String explained(String message) {
    StringBuilder text = new StringBuilder(message);
    append(text, "complaints in libvirtd.log", complaints());
    append(text, "end of libvirtd.log", daemon().tail(15));
    append(text, "libvirtd's output", daemonOutput().tail(15));
    if (Files.isDirectory(dir.domainLogs())) {
      try (Stream<Path> logs = Files.list(dir.domainLogs())) {
        logs.sorted()
            .forEach(path -> append(text, "end of " + path.getFileName(), log(path).tail(8)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return text.toString();
  }

  private String complaints() {
    List<String> lines =
        daemon().lines().stream()
            .filter(line -> line.contains(": error :") || line.contains(": warning :"))
            .toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
  }

  private static void append(StringBuilder text, String title, String lines) {
    if (!lines.isEmpty()) {
      text.append("\n--- ").append(title).append('\n').append(lines);
    }
  }
}
