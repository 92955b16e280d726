package org.pvpanic.oncrash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnCrashTest {

  @Test
  void actionsAreNamedAsInTheXmlOfADomain() {
    List<String> names = Arrays.stream(OnCrash.values()).map(OnCrash::toString).toList();
    assertEquals(
        List.of("destroy", "restart", "preserve", "coredump-destroy", "coredump-restart"), names);
    for (OnCrash action : OnCrash.values()) {
      assertEquals(action, OnCrash.of(action.toString()));
    }
  }

  @Test
  void unknownActionIsRefusedWithThoseThereAre() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> OnCrash.of("rename-restart"));
    assertEquals(
        "unknown on_crash action 'rename-restart', expected one of: destroy, restart, preserve,"
            + " coredump-destroy, coredump-restart",
        e.getMessage());
  }

  @Test
  void dumpFileIsNamedAsLibvirtNamesIt() {
    LocalDateTime time = LocalDateTime.of(2026, 11, 22, 20, 3, 43);
    assertEquals(
        Path.of("/dump/4-c-coredump-destroy-2026-11-22-20:03:43"),
        new DumpFiles(Path.of("/dump"), 4, "c-coredump-destroy").at(time));
    assertEquals(
        Path.of("/dump/12-abcdefghijklmnopqrst-2026-11-22-20:03:43"),
        new DumpFiles(Path.of("/dump/."), 12, "abcdefghijklmnopqrstuvwxyz").at(time));
  }
}
