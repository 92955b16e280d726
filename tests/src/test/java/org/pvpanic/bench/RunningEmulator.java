package org.pvpanic.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of an emulator with one negotiated monitor. */
final class RunningEmulator implements AutoCloseable {

  private final Process process;
  private final ProbeClient client;
  private final double greetingMs;

  /** Starts {@code emulator} and waits for its greeting. */
  RunningEmulator(Path emulator, Path directory, List<String> args) throws IOException {
    Path socket = directory.resolve("q" + System.nanoTime());
    List<String> command = new ArrayList<>(List.of(emulator.toString()));
    command.addAll(args);
    command.addAll(List.of("-qmp", "unix:" + socket + ",server=on,wait=off"));
    long begin = System.nanoTime();
    process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(directory.resolve("stderr").toFile())
            .start();
    client = connect(socket);
    greetingMs = (System.nanoTime() - begin) / 1e6;
    client.negotiate();
  }

  /** The file is not there at first, and it is there a moment before the socket listens. */
  private ProbeClient connect(Path socket) throws IOException {
    while (true) {
      if (!process.isAlive()) {
        throw new IOException("the emulator ended with status " + process.exitValue());
      }
      try {
        if (Files.exists(socket)) {
          return new ProbeClient(socket);
        }
      } catch (ConnectException notYet) {
        Thread.onSpinWait();
      }
    }
  }

  ProbeClient client() {
    return client;
  }

  /** From the start of the process until its greeting had been read. */
  double greetingMs() {
    return greetingMs;
  }

  /** Its memory that is in RAM now. */
  double residentMib() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElseThrow()
        / 1024.0;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().orTimeout(5, TimeUnit.SECONDS).join();
    client.close();
  }
}
