package org.pvpanic.differential;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** Takes out of a message what differs from run to run: names, and what the host's clock says. */
final class Normaliser {

  private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\": \\{[^}]*},\\s+");
  private static final Pattern THREAD = Pattern.compile("(?<=\"thread-id\": |thread_id=)\\d+");

  private static final Pattern CLOCK_CHANGE =
      Pattern.compile("(?<=\"RTC_CHANGE\", \"data\": \\{\"offset\": )-?\\d+");

  private final String directory;

  Normaliser(Path directory) {
    this.directory = directory.toString();
  }

  String apply(String message) {
    String plain = message.replace(directory, "$DIR");
    String timeless = TIMESTAMP.matcher(plain).replaceAll("");
    String clockless = CLOCK_CHANGE.matcher(timeless).replaceAll("N");
    return THREAD.matcher(clockless).replaceAll("N");
  }
}
