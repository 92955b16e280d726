package org.pvpanic.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyValuesTest {

  @Test
  void readsKeysAndAnImpliedFirstOne() {
    KeyValues values = parse(OptionGroup.CHARDEV, "socket,id=c,path=/tmp/x,server=on,wait=off");
    assertEquals("c", values.id());
    assertEquals(Set.of("backend", "path", "server", "wait"), values.keys());
    assertEquals("socket", values.get("backend"));
    assertTrue(values.flag("server", false));
    assertFalse(values.flag("wait", true));
    assertTrue(values.flag("telnet", true));
    assertNull(values.get("id"));
  }

  @Test
  void takesTwoCommasForOneInAValue() {
    KeyValues values = parse(OptionGroup.FW_CFG, "opt/a,,b,string=x,,y=z,,");
    assertEquals("opt/a,b", values.get("name"));
    assertEquals("x,y=z,", values.get("string"));
  }

  @Test
  void letsTheLastValueCountButTheFirstId() {
    KeyValues values = parse(OptionGroup.DEVICE, "pvpanic,id=a,ioport=1,ioport=0x20,id=b");
    assertEquals("a", values.id());
    assertEquals("0x20", values.get("ioport"));
  }

  @Test
  void takesAnEmptyTextAndATrailingComma() {
    assertEquals(Set.of(), parse(OptionGroup.NAME, "").keys());
    assertEquals("", parse(OptionGroup.NAME, ",").get("guest"));
    assertEquals(Set.of("guest"), parse(OptionGroup.NAME, "a,").keys());
  }

  @Test
  void switchesABareKeyOnOrOffAndWarns() {
    List<String> warnings = new ArrayList<>();
    KeyValues values =
        KeyValues.parse(
            "null,mux,nowait",
            OptionGroup.CHARDEV,
            (message, hint) -> warnings.add(message + "|" + hint));
    assertTrue(values.flag("mux", false));
    assertFalse(values.flag("wait", true));
    assertEquals(
        List.of(
            "short-form boolean option 'mux' deprecated|Please use mux=on instead",
            "short-form boolean option 'nowait' deprecated|Please use wait=off instead"),
        warnings);
  }

  @Test
  void readsNumbersAndSizes() {
    KeyValues memory = parse(OptionGroup.MEMORY, "size=524288k,slots=0x10");
    assertEquals(512L << 20, memory.size("size", 0));
    assertEquals(16, memory.number("slots", 0));
    assertEquals(7, memory.number("maxmem", 7));
  }

  @Test
  void listsTheKeysOfAGroupForHelp() {
    HelpRequest help =
        assertThrows(HelpRequest.class, () -> parse(OptionGroup.ADD_FD, "fd=3,help"));
    assertEquals("add-fd options:\n  fd=<num>\n  opaque=<str>\n  set=<num>", help.text());
    assertEquals(1, help.status());
  }

  @Test
  void takesHelpAsAKeyWhereAnyKeyIsTaken() {
    assertEquals("on", parse(OptionGroup.DEVICE, "pvpanic,help").get("help"));
  }

  private static KeyValues parse(OptionGroup group, String text) {
    return KeyValues.parse(
        text,
        group,
        (message, hint) -> {
          throw new AssertionError(message);
        });
  }
}
