package org.pvpanic.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pvpanic.machine.VersionProfile;

class CommandLineTest {

  @Test
  void keepsTheOrderAndTheTextAsTyped() {
    assertEquals(
        List.of(
            new Option("S", null, "-S"),
            new Option("name", "a", "--name a"),
            new Option("M", "pc", "-M pc")),
        parse("-S", "--name", "a", "-M", "pc").options());
  }

  @Test
  void takesTheNextWordAsTheArgumentWhateverItLooksLike() {
    assertEquals(
        List.of(new Option("pidfile", "-daemonize", "-pidfile -daemonize")),
        parse("-pidfile", "-daemonize").options());
  }

  @Test
  void takesAWordWithoutDashesAsTheFirstHardDisk() {
    assertEquals(
        List.of(new Option("hda", "disk.img", "disk.img"), new Option("hda", "", "")),
        parse("disk.img", "").options());
  }

  @Test
  void findsTheLastOptionOfAName() {
    CommandLine line = parse("-cpu", "a", "-S", "-cpu", "b");
    assertEquals("b", line.value("cpu"));
    assertEquals(2, line.all("cpu").size());
    assertTrue(line.has("S"));
    assertNull(line.value("S"));
    assertFalse(line.has("daemonize"));
    assertNull(line.value("daemonize"));
  }

  private static CommandLine parse(String... argv) {
    return CommandLine.parse(VersionProfile.QEMU_7_2, List.of(argv));
  }
}
