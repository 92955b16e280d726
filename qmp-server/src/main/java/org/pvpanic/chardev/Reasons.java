package org.pvpanic.chardev;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the system's words for an error (as {@code strerror} has them) in Java's exceptions. */
public final class Reasons {
  /** Netty's {@code connect(..) failed with error(-111): Connection refused}. */
  private static final Pattern NETTY = Pattern.compile("error\\(-\\d+\\): ?(.*)");

  /** The JDK's {@code /nonexistent/file (No such file or directory)}. */
  private static final Pattern JDK = Pattern.compile("\\(([^()]*)\\)$");

  /** JNA's {@code [2] No such file or directory}. */
  private static final Pattern JNA = Pattern.compile("^\\[\\d+\\] (.*)");

  private Reasons() {}

  /** The system's words. */
  public static String of(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "No such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "Permission denied";
    }
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    String message = e.getMessage();
    if (message == null) {
      // Netty has exceptions without a message for a few errors.
      return e instanceof FileNotFoundException
          ? "No such file or directory"
          : e instanceof NoRouteToHostException ? "No route to host" : "Input/output error";
    }
    for (Pattern pattern : new Pattern[] {NETTY, JDK, JNA}) {
      Matcher matcher = pattern.matcher(message);
      if (matcher.find()) {
        return matcher.group(1);
      }
    }
    return message;
  }
}
