package org.pvpanic.options;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A command line that QEMU refuses, and what it says, from {@code refused-command-lines.txt}.
 *
 * @param argv the arguments
 * @param standardError the lines on standard error
 */
record RefusedCommandLine(List<String> argv, List<String> standardError) {

  static Stream<RefusedCommandLine> all() {
    return Stream.of(resource("refused-command-lines.txt").split("\n\n"))
        .filter(text -> text.startsWith("$ "))
        .map(RefusedCommandLine::parse);
  }

  private static RefusedCommandLine parse(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    List<String> argv = List.of(lines.remove(0).substring(2).split(" ", -1));
    return new RefusedCommandLine(argv, lines);
  }

  /** A libvirt command line among the test's resources. */
  static List<String> libvirtArguments(String name) {
    return resource(name + ".argv").lines().filter(line -> !line.startsWith("#")).toList();
  }

  private static String resource(String name) {
    try (InputStream in = RefusedCommandLine.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return String.join(" ", argv);
  }
}
