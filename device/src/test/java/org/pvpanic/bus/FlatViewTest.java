package org.pvpanic.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatViewTest {

  private static final int SPACE = 64;

  private static MemoryRegion registers(String name, long size) {
    IoRegion io =
        new IoRegion() {
          @Override
          public String name() {
            return name;
          }

          @Override
          public int read(int offset, int size) {
            return offset;
          }

          @Override
          public void write(int offset, int size, int value) {}
        };
    return MemoryRegion.io(io, size);
  }

  private static String seen(MemoryRegion root) {
    List<String> text = new ArrayList<>();
    for (FlatView.Range range : new FlatView(root).ranges()) {
      text.add(
          "%x-%x %s+%x"
              .formatted(range.first(), range.last(), range.region().name(), range.offset()));
    }
    return String.join(", ", text);
  }

  @Test
  void higherPriorityHidesAndTheRestShowsAround() {
    MemoryRegion root = MemoryRegion.container("root", 0x100);
    root.add(0x10, registers("low", 0x20), -1);
    root.add(0x18, registers("high", 8), 1);
    assertEquals("10-17 low+0, 18-1f high+0, 20-2f low+10", seen(root));
  }

  @Test
  void windowsThatContinueEachOtherAreOneRange() {
    MemoryRegion root = MemoryRegion.container("root", 0x100);
    MemoryRegion device = registers("device", 0x40);
    root.add(0, MemoryRegion.alias("a", device, 0, 8));
    root.add(8, MemoryRegion.alias("b", device, 8, 8));
    root.add(0x10, MemoryRegion.alias("c", device, 0x10, 8));
    root.add(0x18, MemoryRegion.alias("elsewhere", device, 0x20, 8));
    root.add(0x28, MemoryRegion.alias("behind a hole", device, 0x30, 8));
    root.add(0x30, registers("other", 8));
    MemoryRegion locked = MemoryRegion.alias("locked", device, 0x38, 4);
    locked.setReadOnly(true);
    root.add(0x38, MemoryRegion.alias("open", device, 0x34, 4));
    root.add(0x3c, locked);
    assertEquals(
        "0-17 device+0, 18-1f device+20, 28-2f device+30, 30-37 other+0,"
            + " 38-3b device+34, 3c-3f device+38",
        seen(root));
    assertEquals("", seen(MemoryRegion.container("empty", 1)));
  }

  @Test
  void newestOfEqualsIsSeen() {
    MemoryRegion root = MemoryRegion.container("root", 0x100);
    MemoryRegion old = registers("old", 8);
    root.add(0, old);
    root.add(4, registers("new", 8));
    assertEquals("0-3 old+0, 4-b new+0", seen(root));
    old.setAddress(1);
    assertEquals("1-8 old+0, 9-b new+5", seen(root));
  }

  @Test
  void containerShowsWhatLiesBehindIt() {
    MemoryRegion root = MemoryRegion.container("root", 0x100);
    root.add(0, registers("behind", 0x10), -1);
    MemoryRegion window = MemoryRegion.container("window", 0x10);
    window.add(8, registers("in", 0x10));
    root.add(0, window);
    assertEquals("0-7 behind+0, 8-f in+0", seen(root));
    window.setEnabled(false);
    assertEquals("0-f behind+0", seen(root));
  }

  @Test
  void aliasOfTheWholeSpaceReachesItsEnd() {
    MemoryRegion pci = MemoryRegion.container("pci", MemoryRegion.ALL);
    pci.add(0xffff_ffff_ffff_fff0L, registers("top", 0x10));
    MemoryRegion root = MemoryRegion.container("system", MemoryRegion.ALL);
    root.add(
        0xf000_0000_0000_0000L, MemoryRegion.alias("a", pci, 0xf000_0000_0000_0000L, 1L << 60));
    assertEquals("fffffffffffffff0-ffffffffffffffff top+0", seen(root));
  }

  @Test
  void changeBehindAnAliasIsSeenAtOnce() {
    MemoryRegion elsewhere = MemoryRegion.container("elsewhere", 0x1000);
    MemoryRegion device = registers("device", 4);
    MemoryRegion root = MemoryRegion.container("system", 0x100);
    root.add(0x10, MemoryRegion.alias("window", elsewhere, 0x800, 0x10));
    AddressSpace space = new AddressSpace("memory", root);
    assertEquals(List.of(), space.view().ranges());
    elsewhere.add(0x804, device);
    assertSame(device, space.view().ranges().get(0).region());
    elsewhere.remove(device);
    assertEquals(List.of(), space.view().ranges());
  }

  @Test
  void writesOfCpusThroughReadOnlyAliasAreLost() {
    PhysicalMemory memory = new PhysicalMemory(PhysicalMemory.PAGE_SIZE);
    MemoryRegion ram = MemoryRegion.ram("ram", memory);
    MemoryRegion root = MemoryRegion.container("system", MemoryRegion.ALL);
    root.add(0, ram);
    MemoryRegion shadow = MemoryRegion.alias("shadow", ram, 0x10, 0x10);
    shadow.setReadOnly(true);
    root.add(0x2000, shadow);
    AddressSpace space = new AddressSpace("memory", root);
    space.store(0x10, 4, 0x12345678);
    space.forCpu().store(0x2000, 4, 0);
    space.forCpu().write(0x2000, new byte[4], 0, 4);
    assertEquals(0x12345678, space.load(0x2000, 4));
    space.store(0x2000, 1, 0x99);
    space.write(0x2001, new byte[] {0x55}, 0, 1);
    assertEquals(0x12345599, space.load(0x10, 4), "what a device writes");
    shadow.setReadOnly(false);
    space.store(0x2000, 8, -1);
    assertEquals(-1, space.load(0x10, 8));
    assertEquals(0xffffffffL, space.load(0x14, 8), "what follows is zeros");
  }

  @Test
  void windowsSideBySideAreOneRange() {
    MemoryRegion rom = registers("rom", 0x40);
    MemoryRegion root = MemoryRegion.container("root", 0x100);
    for (int at = 0; at < 0x40; at += 0x10) {
      root.add(at, MemoryRegion.alias("window", rom, at == 0x30 ? 0 : at, 0x10));
    }
    root.add(0x40, MemoryRegion.alias("window", registers("other", 0x40), 0x10, 0x10));
    assertEquals("0-2f rom+0, 30-3f rom+0, 40-4f other+10", seen(root));
    MemoryRegion locked = MemoryRegion.alias("locked", rom, 0x10, 0x10);
    locked.setReadOnly(true);
    root.add(0x10, locked, 1);
    assertEquals("0-f rom+0, 10-1f rom+10, 20-2f rom+20, 30-3f rom+0, 40-4f other+10", seen(root));
  }

  /** Random trees: every address is asked for by itself, by descending into the tree. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void equalsWhatADescentFinds(long seed) {
    Random random = new Random(seed);
    for (int tree = 0; tree < 200; tree++) {
      MemoryRegion root = MemoryRegion.container("root", SPACE);
      List<MemoryRegion> all = new ArrayList<>(List.of(root));
      for (int i = 1; i < 12; i++) {
        MemoryRegion made = random(random, all, i);
        List<MemoryRegion> homes =
            all.stream().filter(r -> r.kind() == MemoryRegion.Kind.CONTAINER).toList();
        homes
            .get(random.nextInt(homes.size()))
            .add(random.nextInt(SPACE), made, random.nextInt(3) - 1);
        made.setEnabled(random.nextInt(8) > 0);
        all.add(made);
      }
      FlatView view = new FlatView(root);
      for (int at = 0; at < SPACE; at++) {
        FlatView.Range range = view.find(at);
        String flat =
            range == null ? "" : range.region() + "+" + (at - range.first() + range.offset());
        assertEquals(descend(root, at), flat, "tree %d, address %d".formatted(tree, at));
      }
      long end = -1;
      for (FlatView.Range range : view.ranges()) {
        assertTrue(range.first() > end && range.last() >= range.first(), "in order");
        end = range.last();
      }
    }
  }

  /** An alias shows what is older than itself, so that there is no circle. */
  private static MemoryRegion random(Random random, List<MemoryRegion> all, int number) {
    int size = 1 + random.nextInt(SPACE);
    return switch (random.nextInt(3)) {
      case 0 -> MemoryRegion.container("c" + number, size);
      case 1 -> registers("r" + number, size);
      default -> {
        List<MemoryRegion> leaves =
            all.stream().filter(r -> r.kind() == MemoryRegion.Kind.IO).toList();
        yield leaves.isEmpty()
            ? registers("r" + number, size)
            : MemoryRegion.alias(
                "a" + number,
                leaves.get(random.nextInt(leaves.size())),
                random.nextInt(SPACE / 2),
                size);
      }
    };
  }

  private static String descend(MemoryRegion region, long offset) {
    String found = descendOrNull(region, offset, 0);
    return found == null ? "" : found;
  }

  private static @Nullable String descendOrNull(MemoryRegion region, long offset, int depth) {
    if (!region.enabled() || offset < 0 || offset >= region.size() || depth > 40) {
      return null;
    }
    MemoryRegion target = region.target();
    if (target != null) {
      return descendOrNull(target, offset + region.targetOffset(), depth + 1);
    }
    for (MemoryRegion child : region.children()) {
      String found = descendOrNull(child, offset - child.address(), depth + 1);
      if (found != null) {
        return found;
      }
    }
    return region.kind() == MemoryRegion.Kind.CONTAINER ? null : region.name() + "+" + offset;
  }
}
