package org.pvpanic.cases;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pvpanic.twin.TempDir;

/**
 * Runs cases on an emulator that is a program, and tells what monitor and console show.
 *
 * <p>The kernel is a real one in an initramfs with the cases' scripts. An emulator with a guest of
 * its own is told of the same scripts by files of the firmware configuration device, which mean
 * nothing to any other.
 *
 * @param emulator the program, and arguments before those of a case
 * @param kernel the kernel; null where the emulator has a guest of its own
 */
record CaseRecorder(List<String> emulator, @Nullable GuestKernel kernel) {

  private static final int SECONDS_TO_START = 30;
  private static final int SECONDS_TO_END = 10;

  /**
   * What a case came to.
   *
   * @param messages what was said at the monitor
   * @param console what the serial console showed, a character for a byte
   * @param status the program's exit status
   * @param complete whether everything came that the host awaited
   */
  record Recording(List<Message> messages, String console, int status, boolean complete) {

    /** Writes {@code NAME.qmp.jsonl} and {@code NAME.console.txt}. */
    void write(Path folder, String name) throws IOException {
      Files.createDirectories(folder);
      Files.write(
          folder.resolve(name + ".qmp.jsonl"), messages.stream().map(Message::line).toList());
      Files.writeString(folder.resolve(name + ".console.txt"), console, ISO_8859_1);
    }
  }

  /** Runs a case. */
  Recording record(RecordedCase recorded) throws IOException, InterruptedException {
    try (TempDir directory = new TempDir()) {
      CaseCommand command = new CaseCommand(recorded, directory.path("."));
      List<String> argv = new ArrayList<>(emulator);
      argv.addAll(command.board());
      argv.addAll(kernel == null ? command.ourGuest() : boot(command, kernel));
      Path errors = directory.path("errors");
      Process process =
          new ProcessBuilder(argv)
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(errors.toFile())
              .start();
      try {
        return look(command, process, errors);
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private static Recording look(CaseCommand command, Process process, Path errors)
      throws IOException, InterruptedException {
    try (CaseHost host = connect(command, process, errors)) {
      boolean complete = host.act(command.recorded().host());
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        throw new IOException("the emulator does not end");
      }
      List<Message> messages =
          host.messages().stream().map(each -> each.unplaced(command)).toList();
      return new Recording(messages, host.console(), process.exitValue(), complete);
    }
  }

  /** As soon as it listens. */
  private static CaseHost connect(CaseCommand command, Process process, Path errors)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
    RealPace pace = new RealPace();
    while (true) {
      try {
        return new CaseHost(command, pace);
      } catch (IOException notYet) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw new IOException("the emulator does not start: " + Files.readString(errors).trim());
        }
        Thread.sleep(2);
      }
    }
  }

  private static List<String> boot(CaseCommand command, GuestKernel kernel)
      throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>();
    argv.addAll(List.of("-kernel", kernel.image().toString()));
    argv.addAll(List.of("-append", command.kernelArguments()));
    if (!command.withoutRamDisk()) {
      Path image = command.directory().resolve("initramfs");
      Files.write(image, Initramfs.of(kernel, List.of(command.recorded())));
      argv.addAll(List.of("-initrd", image.toString()));
    }
    return argv;
  }
}
