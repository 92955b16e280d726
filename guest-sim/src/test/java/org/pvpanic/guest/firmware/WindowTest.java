package org.pvpanic.guest.firmware;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {

  private final List<String> placed = new ArrayList<>();

  private void claim(Window window, String name, long size, long alignment) {
    window.claim(size, alignment, at -> placed.add("%s %x".formatted(name, at)));
  }

  @Test
  void theCoarsestComesFirstThenTheLargestThenTheFirst() {
    Window window = new Window();
    claim(window, "small", 0x10, 0x10);
    claim(window, "page", 0x1000, 0x1000);
    claim(window, "other", 0x10, 0x10);
    claim(window, "pages", 0x3000, 0x1000);
    assertEquals(0x4020, window.size());
    assertEquals(0x1000, window.alignment());
    window.place(0xc000);
    assertEquals(List.of("pages c000", "page f000", "small 10000", "other 10010"), placed);
  }

  @Test
  void nothingNeedsNothing() {
    assertEquals(0, new Window().size());
    assertEquals(1, new Window().alignment());
  }
}
