package org.pvpanic.cases;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code tests/record-cases}: runs cases with a real guest in real QEMU, and writes
 * what console and monitor showed.
 */
final class RecordCases {

  private static final String QEMU = "qemu-system-x86_64";

  private RecordCases() {}

  /**
   * Records the named cases.
   *
   * @param args the folder to write to, and names of cases; none for all
   */
  public static void main(String[] args) throws InterruptedException {
    System.exit(run(List.of(args), System.getenv()));
  }

  private static int run(List<String> args, Map<String, String> environment)
      throws InterruptedException {
    Path folder = Path.of(args.get(0));
    List<String> names = args.subList(1, args.size());
    List<RecordedCase> cases =
        RecordedCase.all().stream()
            .filter(each -> names.isEmpty() || names.contains(each.name()))
            .toList();
    for (String name : names) {
      if (RecordedCase.find(name).isEmpty()) {
        System.err.println("record-cases: there is no case '" + name + "'");
        return 1;
      }
    }
    try {
      String emulator = environment.getOrDefault("EMULATOR", QEMU);
      GuestKernel kernel = kernel(environment);
      CaseRecorder recorder = new CaseRecorder(List.of(emulator), kernel);
      int failures = 0;
      for (RecordedCase each : cases) {
        failures += record(recorder, each, folder) ? 0 : 1;
      }
      return failures == 0 ? 0 : 1;
    } catch (IOException e) {
      System.err.println("record-cases: " + e.getMessage());
      return 1;
    }
  }

  /** An emulator that somebody names may have a guest of its own. */
  private static @Nullable GuestKernel kernel(Map<String, String> environment)
      throws IOException, InterruptedException {
    boolean mayHaveGuest = environment.containsKey("EMULATOR");
    if (mayHaveGuest && !environment.containsKey("KERNEL")) {
      System.out.println("No KERNEL is named: the emulator's own guest runs.");
      return null;
    }
    return GuestKernel.find(environment);
  }

  /** Records a case; whether everything came that its host awaited. */
  private static boolean record(CaseRecorder recorder, RecordedCase each, Path folder)
      throws InterruptedException {
    try {
      CaseRecorder.Recording recording = recorder.record(each);
      recording.write(folder, each.name());
      List<Message> messages = recording.messages();
      double seconds = messages.get(messages.size() - 1).seconds();
      String missing = recording.complete() ? "" : ", and not all came that was awaited";
      System.out.printf(
          Locale.ROOT,
          "%s: %.1f s, exit status %d%s%n",
          each.name(),
          seconds,
          recording.status(),
          missing);
      return true;
    } catch (IOException e) {
      System.err.println(each.name() + ": " + e.getMessage());
      return false;
    }
  }
}
