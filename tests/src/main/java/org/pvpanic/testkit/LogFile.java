package org.pvpanic.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A text file that somebody else writes, or what is written to it from a moment on. It need not
 * exist yet.
 */
public final class LogFile {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Path path;
  private final long start;

  private final UnaryOperator<String> explained;

  private LogFile(Path path, long start, UnaryOperator<String> explained) {
    this.path = path;
    this.start = start;
    this.explained = explained;
  }

  /**
   * The whole file.
   *
   * @param explained adds to the message of a failure
   */
  static LogFile of(Path path, UnaryOperator<String> explained) {
    return new LogFile(path, 0, explained);
  }

  /** What will be written to the file from now on. */
  public LogFile fromNow() {
    try {
      return new LogFile(path, Files.exists(path) ? Files.size(path) : 0, explained);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text so far, a character a byte (ISO 8859-1). */
  public String text() {
    if (!Files.exists(path)) {
      return "";
    }
    try (SeekableByteChannel channel = Files.newByteChannel(path)) {
      channel.position(start);
      return new String(
          Channels.newInputStream(channel).readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines so far, without their ends. */
  public List<String> lines() {
    return text().lines().toList();
  }

  /**
   * Waits until the file holds this text.
   *
   * @throws AssertionError if it did not within 30 seconds
   */
  public void await(String text) {
    await("'" + text + "'", written -> written.contains(text));
  }

  /**
   * Waits until what is written is as wanted.
   *
   * @param what what is wanted, for the message
   * @throws AssertionError if it was not within 30 seconds
   */
  public void await(String what, Predicate<String> wanted) {
    Await.answer(
        LIMIT,
        () -> wanted.test(text()) ? path : null,
        () -> explained.apply("no " + what + " in " + path + ", which ends with:\n" + tail(25)));
  }

  /** The last lines. */
  String tail(int count) {
    List<String> lines = lines();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
  }
}
