package org.pvpanic.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  static Stream<Arguments> wrongUsage() {
    return Stream.of(
        Arguments.of(List.of(), "Missing required subcommand", "pvpanic"),
        Arguments.of(List.of("bar"), "Unmatched argument at index 0: 'bar'", "pvpanic"),
        Arguments.of(List.of("demo", "--foo"), "Unknown option: '--foo'", "pvpanic demo"),
        Arguments.of(List.of("demo", "x"), "Unmatched argument at index 1: 'x'", "pvpanic demo"),
        Arguments.of(
            List.of("demo", "--on-crash"),
            "Missing required parameter for option '--on-crash' (ACTION)",
            "pvpanic demo"),
        Arguments.of(
            List.of("demo", "--on-crash", "explode"),
            "Invalid value for option '--on-crash': unknown on_crash action 'explode', expected"
                + " one of: destroy, restart, preserve, coredump-destroy, coredump-restart",
            "pvpanic demo"),
        Arguments.of(
            List.of("demo", "--color=red"),
            "Invalid value for option '--color': 'red' is none of auto, always, never",
            "pvpanic demo"),
        Arguments.of(
            List.of("demo", "--on-crash=coredump-destroy", "--dump-dir=/nowhere"),
            "--dump-dir: '/nowhere' is not a directory",
            "pvpanic demo"),
        Arguments.of(
            List.of("demo", "--memory", "3X"),
            "--memory: Parameter 'size' expects a non-negative number below 2^64",
            "pvpanic demo"));
  }

  @ParameterizedTest
  @MethodSource
  void wrongUsage(List<String> args, String message, String command) {
    Run run = Run.of(args.toArray(String[]::new));
    assertEquals("", run.out());
    assertEquals(
        "pvpanic: %s%nTry '%s --help' for more information.%n".formatted(message, command),
        run.err());
    assertEquals(2, run.status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h"})
  void helpNamesTheCommands(String option) {
    Run run = Run.of(option);
    assertEquals(0, run.status());
    assertTrue(run.out().startsWith("Usage: pvpanic [-hV] COMMAND"), run.out());
    assertTrue(run.out().contains("\n  demo  "), run.out());
    assertEquals("", run.err());
  }

  @Test
  void helpOfDemoNamesItsOptionsAndExitStatus() {
    Run run = Run.of("demo", "--help");
    assertEquals(0, run.status());
    for (String option :
        List.of("--on-crash", "--json", "--dump-dir", "--color", "--memory", "--boot")) {
      assertTrue(run.out().contains("  " + option), option);
    }
    assertTrue(run.out().contains("Exit status: 0"), run.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V"})
  void versionIsOneLineWithTheProgramsName(String option) {
    Run run = Run.of(option);
    assertEquals(0, run.status());
    assertTrue(run.out().matches("pvpanic \\S.*\\R"), run.out());
    assertEquals(run.out(), Run.of("demo", option).out());
  }
}
