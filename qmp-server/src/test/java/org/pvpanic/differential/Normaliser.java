package org.pvpanic.differential;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** Takes out of a message what differs from run to run. */
final class Normaliser {

  private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\": \\{[^}]*},\\s+");
  private static final Pattern THREAD = Pattern.compile("(?<=\"thread-id\": |thread_id=)\\d+");

  private final String directory;

  Normaliser(Path directory) {
    this.directory = directory.toString();
  }

  String apply(String message) {
    String plain = message.replace(directory, "$DIR");
    return THREAD.matcher(TIMESTAMP.matcher(plain).replaceAll("")).replaceAll("N");
  }
}
