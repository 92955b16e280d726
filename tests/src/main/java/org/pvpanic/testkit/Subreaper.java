package org.pvpanic.testkit;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process tree that ends as a whole: {@code tini -s} with a small shell below it that starts what
 * it is told to.
 *
 * <p>Daemons and what daemons start are orphans, which go to the nearest subreaper. Without one of
 * our own they would go to process 1, and where that reaps late, libvirt takes seconds to see that
 * an emulator has ended. The tree has a session (setsid) of its own, so a Ctrl+C at the terminal
 * does not reach it; it ends because the input of its shell does.
 */
final class Subreaper implements Closeable {
  private static final int END_SECONDS = 20;

  private final Process tini;
  private final BufferedWriter commands;
  private final BufferedReader output;

  private Subreaper(Process tini) {
    this.tini = tini;
    this.commands = tini.outputWriter(StandardCharsets.UTF_8);
    this.output = tini.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts a tree in {@code dir}, which the end of the tree removes. */
  static Subreaper start(Account account, Map<String, String> environment, Path dir)
      throws IOException {
    List<String> line =
        List.of("setsid", "tini", "-s", "--", "sh", "-c", script(), "subreaper", dir.toString());
    ProcessBuilder builder = new ProcessBuilder(account.command(line)).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process tini = builder.start();
    // Java makes this pipe even if nothing is ever sent through it.
    tini.getErrorStream().close();
    Subreaper subreaper = new Subreaper(tini);
    String first = subreaper.output.readLine();
    if (!"ready".equals(first)) {
      subreaper.close();
      throw new IOException("cannot start " + String.join(" ", line.subList(0, 3)) + ": " + first);
    }
    return subreaper;
  }

  private static String script() throws IOException {
    try (InputStream in = Subreaper.class.getResourceAsStream("subreaper.sh")) {
      if (in == null) {
        throw new IOException("subreaper.sh is not beside " + Subreaper.class.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Runs a line of shell in the background, in the tree's directory, with /dev/null as its standard
   * input.
   */
  void run(String command) throws IOException {
    commands.write(command);
    commands.newLine();
    commands.flush();
  }

  /**
   * Ends every process of the tree and removes its directory. Does nothing if that was done before.
   *
   * @throws IOException if processes were left after some time; they have been killed
   */
  @Override
  public void close() throws IOException {
    if (!end()) {
      List<ProcessHandle> left = tini.descendants().toList();
      left.forEach(ProcessHandle::destroyForcibly);
      tini.destroyForcibly();
      throw new IOException("had to kill what was left of a session: " + left);
    }
  }

  private boolean end() throws IOException {
    try (output) {
      endInput();
      return tini.waitFor(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void endInput() {
    try {
      commands.close();
    } catch (IOException e) {
      // The shell has ended already, and everything with it.
    }
  }
}
