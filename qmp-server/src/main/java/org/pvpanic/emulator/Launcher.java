package org.pvpanic.emulator;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the script that started this program wants done once the program has started.
 *
 * <p>With {@code -daemonize} the script waits. A JVM cannot fork, so it was started detached, with
 * its standard error in a pipe, and the script at the other end passes on what comes, up to a line
 * that says that the emulator listens. With that line the script ends, and nothing of the caller's
 * stays open here.
 *
 * <p>Where the script found no class archive, one is to be made for the next start. That is another
 * process, which inherits no descriptor of this one.
 */
public final class Launcher {

  /** The number that the line must carry; unset when nobody waits. */
  private static final String READY = "pvpanic.ready";

  /** The program that makes the archive; unset when there is one, or none is wanted. */
  private static final String PREPARE = "pvpanic.prepare";

  private Launcher() {}

  /**
   * Does it. Sockets must listen by now, and the file of {@code -pidfile} must hold this process's
   * number. Nobody hears standard error after that if the script waited.
   */
  public static void started() {
    String number = System.getProperty(READY);
    if (number != null) {
      System.err.println("ready " + number);
      System.setErr(
          new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }
    String program = System.getProperty(PREPARE);
    if (program != null) {
      Thread preparing = new Thread(() -> prepare(program), "prepare");
      preparing.setDaemon(true);
      preparing.start();
    }
  }

  /** Without setsid it would hear the signals of this one's terminal, which does little harm. */
  private static void prepare(String program) {
    if (!start(List.of("setsid", program))) {
      start(List.of(program));
    }
  }

  private static boolean start(List<String> command) {
    File nowhere = new File("/dev/null");
    try {
      new ProcessBuilder(command)
          .redirectInput(nowhere)
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException e) {
      return false; // The next start is slower than it could be, and that is all.
    }
  }
}
