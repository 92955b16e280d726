package org.pvpanic.guest.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Arguments of a kernel as lib/params.c reads them. */
final class CommandLineTest {

  @Test
  void quotesJoinBlanks() {
    CommandLine line = new CommandLine(" a=\"b c\"  \"d e\" f=g=h\tquiet ");
    assertEquals("b c", line.value("a"));
    assertTrue(line.has("d e"));
    assertEquals("g=h", line.value("f"));
    assertTrue(line.has("quiet"));
    assertFalse(line.has("f"));
    assertNull(line.value("quiet"));
  }

  @Test
  void theLastValueCountsAndDashesAreUnderscores() {
    CommandLine line = new CommandLine("panic=1 panic-on-oops=2 panic=0x10");
    assertEquals(16, line.number("panic", 0));
    assertEquals(2, line.number("panic_on_oops", 0));
    assertEquals(7, line.number("loglevel", 7));
  }

  @Test
  void whatStandsBehindTwoDashesIsForInit() {
    CommandLine line = new CommandLine("quiet -- single console=ttyS0");
    assertFalse(line.hasConsole("ttyS0"));
    assertEquals(List.of("single", "console=ttyS0"), line.forInit());
  }

  @Test
  void consolesMayBeSeveral() {
    CommandLine line = new CommandLine("console=tty0 console=ttyS1,38400n8 console=ttyS0,115200");
    assertTrue(line.hasConsole("ttyS1"));
    assertTrue(line.isMainConsole("ttyS0"));
    assertFalse(line.isMainConsole("tty0"));
    assertEquals(38_400, line.baud("ttyS1"));
    assertEquals(115_200, line.baud("ttyS0"));
  }

  @Test
  void argumentsThatNobodyKnowsAreInits() {
    UnknownArguments unknown =
        UnknownArguments.of(
            new CommandLine("console=ttyS0 single LANG=C rd.lvm.lv=cl/root sysrq_always_enabled"));
    assertEquals(List.of("single"), unknown.words());
    assertEquals(List.of("LANG=C"), unknown.environment());
    assertEquals("single LANG=C", unknown.listed());
  }
}
