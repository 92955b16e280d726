package org.pvpanic.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DottedValuesTest {

  private final Map<String, Object> tree = new LinkedHashMap<>();

  @Test
  void makesATree() {
    assertFalse(DottedValues.parse("pc,smp.cpus=2,smp.cores=1,usb=on", "type", tree));
    assertEquals(Map.of("type", "pc", "smp", Map.of("cpus", "2", "cores", "1"), "usb", "on"), tree);
  }

  @Test
  void makesListsOfNumberedKeys() {
    DottedValues.parse("a.1.x=q,a.0.x=p,a.0.y=r,b.0=s", null, tree);
    assertEquals(
        Map.of("a", List.of(Map.of("x", "p", "y", "r"), Map.of("x", "q")), "b", List.of("s")),
        tree);
  }

  @Test
  void takesTwoCommasForOneOnlyAfterAnEqualsSign() {
    DottedValues.parse("type=a,,b,c=d,", "type", tree);
    assertEquals(Map.of("type", "a,b", "c", "d"), tree);
  }

  @Test
  void takesADownstreamPrefixWithDots() {
    DottedValues.parse("__org.example_x=1", null, tree);
    assertEquals(Map.of("__org.example_x", "1"), tree);
  }

  @Test
  void tellsThatHelpWasAskedFor() {
    assertTrue(DottedValues.parse("pc,help", "type", tree));
    assertTrue(DottedValues.parse("?", "type", tree));
  }

  @Test
  void letsTheLastOptionCount() {
    DottedValues.parse("pc,usb=on", "type", tree);
    DottedValues.parse("q35", "type", tree);
    DottedValues.merge(tree, new LinkedHashMap<>(Map.of("usb", "off", "a", Map.of("b", "1"))), "");
    assertEquals(Map.of("type", "q35", "usb", "off", "a", Map.of("b", "1")), tree);
  }
}
