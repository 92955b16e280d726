package org.pvpanic.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.regex.Pattern.MULTILINE;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.twin.RealQemu;

/** Asks the installed QEMU 7.2 whether it still says what the recording says it did. */
class RealQemuTest {

  @Test
  void qemuRefusesTheSameCommandLinesInTheSameWords() throws Exception {
    Path qemu = RealQemu.program();
    assertAll(
        RefusedCommandLine.all()
            .map(refused -> () -> assertEquals(said(refused), run(qemu, refused.argv()))));
  }

  @Test
  void qemuListsNoOptionThatWeDoNotKnow() throws Exception {
    Process process = new ProcessBuilder(RealQemu.program().toString(), "-help").start();
    String help = new String(process.getInputStream().readAllBytes(), UTF_8);
    Set<String> names = new TreeSet<>();
    Matcher listed = Pattern.compile("^--?(?:h or -)?([\\w-]+)", MULTILINE).matcher(help);
    while (listed.find()) {
      names.add(listed.group(1));
    }
    assertTrue(names.size() > 90, names.toString());
    names.removeIf(name -> OptionTable.find(VersionProfile.QEMU_7_2, name) != null);
    assertEquals(Set.of(), names);
  }

  private static String said(RefusedCommandLine refused) {
    return String.join("\n", refused.standardError()) + "\n";
  }

  private static String run(Path qemu, List<String> argv) throws IOException, InterruptedException {
    List<String> args = new ArrayList<>(List.of("-S", "-display", "none", "-nodefaults"));
    args.addAll(argv);
    return RealQemu.refusal(qemu, args);
  }
}
