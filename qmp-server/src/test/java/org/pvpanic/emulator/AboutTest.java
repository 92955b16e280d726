package org.pvpanic.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.options.Diagnostics;
import org.pvpanic.options.HelpRequest;
import org.pvpanic.twin.RealQemu;

class AboutTest {

  private static @Nullable String answer(VersionProfile version, String... args) {
    return About.answer(
        CommandLineReader.read(
            version, List.of(args), new Diagnostics(line -> {}, InstantSource.system())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-version",
        "-machine help",
        "-device pvpanic,help",
        "-device isa-serial,?",
        "-device pcie-root-port,help",
        "-device qemu-xhci,help",
        "-device pvpanic,help,nope=1"
      })
  void qemu72SaysTheSameOfItself(String line) throws Exception {
    Process process =
        new ProcessBuilder((RealQemu.program() + " " + line).split(" "))
            .redirectErrorStream(true)
            .start();
    String real = new String(process.getInputStream().readAllBytes(), UTF_8);
    real = real.lines().filter(l -> !l.startsWith("x-remote")).collect(Collectors.joining("\n"));
    assertEquals(real + "\n", answer(VersionProfile.QEMU_7_2, line.split(" ")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-d help",
        "-d guest_errors,nope",
        "-d guest_errors,",
        "-d trace:",
        "-d register) -device help",
        "-d int -M nope -d foo"
      })
  void itemsOfTheLogAreListed(String line) throws Exception {
    Process process = new ProcessBuilder((RealQemu.program() + " " + line).split(" ")).start();
    String real = new String(process.getInputStream().readAllBytes(), UTF_8);
    HelpRequest help =
        assertThrows(HelpRequest.class, () -> answer(VersionProfile.QEMU_7_2, line.split(" ")));
    assertEquals(real, help.text() + "\n");
    assertEquals(process.waitFor(), help.status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"all,int", "guest_errors", "trace:x,nochain", "op,op_opt,plugin,page"})
  void itemsOfTheLogAreTaken(String items) {
    assertNull(answer(VersionProfile.QEMU_7_2, "-d", items));
  }

  @Test
  void qemu10HasAVersionOfItsOwn() {
    assertEquals(
        """
        QEMU emulator version 10.0.2 (Debian 1:10.0.2+ds-2+deb13u1~bpo12+1)
        Copyright (c) 2003-2025 Fabrice Bellard and the QEMU Project developers
        """,
        answer(VersionProfile.QEMU_10_0, "-version"));
  }

  /** Types that are older than three years are deprecated; those before 2.4 are gone. */
  @Test
  void qemu10HasMachineTypesOfItsOwn() {
    String help = String.valueOf(answer(VersionProfile.QEMU_10_0, "-M", "help"));
    List<String> lines = help.lines().toList();
    assertEquals("pc-i440fx-9.2        Standard PC (i440FX + PIIX, 1996)", lines.get(2));
    assertEquals(
        """
        pc-i440fx-7.1        Standard PC (i440FX + PIIX, 1996)
        pc-i440fx-7.0        Standard PC (i440FX + PIIX, 1996) (deprecated)\
        """,
        String.join("\n", lines.subList(9, 11)));
    assertEquals(
        """
        pc-i440fx-2.10       Standard PC (i440FX + PIIX, 1996) (deprecated)
        pc                   Standard PC (i440FX + PIIX, 1996) (alias of pc-i440fx-10.0)
        pc-i440fx-10.0       Standard PC (i440FX + PIIX, 1996) (default)
        pc-q35-9.2           Standard PC (Q35 + ICH9, 2009)\
        """,
        String.join("\n", lines.subList(30, 34)));
    assertEquals(67, lines.size());
  }

  @Test
  void aMachineIsNoQuestion() {
    assertNull(answer(VersionProfile.QEMU_7_2, "-machine", "pc", "-S"));
  }
}
