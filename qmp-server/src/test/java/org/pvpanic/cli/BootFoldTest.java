package org.pvpanic.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pvpanic.oncrash.QmpClient;

class BootFoldTest {

  private final Recorder printed = new Recorder();
  private final BootFold fold = new BootFold(printed);

  private void console(String... lines) {
    for (String line : lines) {
      fold.print(0, Entry.console(line));
    }
  }

  @Test
  void bootLogIsFoldedUpToItsBannerAndCounted() {
    console("Linux version", "a", "b", "c", "CentOS", "", "Kernel", "", "localhost login: root");
    console("[root@localhost ~]# ls", "a", "b", "c", "d");
    assertEquals(
        List.of(
            "console Linux version",
            "demo 3 more lines of the boot log (--boot shows them)",
            "console CentOS",
            "console Kernel",
            "console localhost login: root",
            "console [root@localhost ~]# ls",
            "console a",
            "console b",
            "console c",
            "console d"),
        printed.lines);
  }

  @Test
  void resetBeginsABootAndHandlingDoesNotUnfoldIt() {
    console("first", "localhost login: root", "oops");
    fold.print(0, Entry.event(new QmpClient.Event("RESET", Map.of())));
    console("again", "a", "b");
    fold.print(0, Entry.handling("cont", Map.of()));
    console("c", "localhost login: ");
    assertEquals(
        List.of(
            "console first",
            "console localhost login: root",
            "console oops",
            "event RESET",
            "console again",
            "handling cont",
            "demo 1 more line of the boot log (--boot shows them)",
            "console b",
            "console c",
            "console localhost login: "),
        printed.lines);
  }

  @Test
  void panicDuringBootShowsTheLastLinesBeforeIt() {
    console("first", "a", "b", "c");
    fold.print(0, Entry.portWrite(0x505, 1, 1));
    fold.end(0);
    assertEquals(
        List.of(
            "console first",
            "demo 1 more line of the boot log (--boot shows them)",
            "console b",
            "console c",
            "port write to port 0x505: 0x01"),
        printed.lines);
  }

  @Test
  void bootThatDoesNotEndShowsWhereItStopped() {
    console("first", "a", "b");
    fold.end(0);
    assertEquals(List.of("console first", "console a", "console b"), printed.lines);
  }
}
