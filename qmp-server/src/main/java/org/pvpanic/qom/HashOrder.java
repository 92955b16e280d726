package org.pvpanic.qom;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order in which QEMU lists the children of a container. It keeps them in GLib's hash table,
 * and lists that from its last slot to its first. Where a name is found there depends on the names
 * that came before it.
 *
 * <p>The slot of a name is its hash (33 times what came before, plus the next byte, from 5381 on)
 * times 11, modulo the largest prime below the size; taken slots are passed in steps of 1, 2, 3 and
 * so on. What was removed leaves its slot marked: it counts as taken until the table is laid out
 * again, which happens when all but one slot in 16 is taken, but the next name that comes by may
 * have it.
 */
final class HashOrder {

  /** Before a name in the history of a table: it was removed. */
  static final String REMOVED = "\0";

  private static final int SMALLEST = 8;

  /** The largest primes below 8, 16, 32 and so on. */
  private static final int[] PRIMES = {7, 13, 31, 61, 127, 251, 509, 1021, 2039, 4093, 8191};

  private @Nullable String[] slots = new String[SMALLEST];
  private int used;
  private int taken;

  private HashOrder() {}

  /**
   * Puts names in QEMU's order.
   *
   * @param names in the order in which they came, or with {@link #REMOVED} before them went; at
   *     most some thousands
   */
  static List<String> of(Iterable<String> names) {
    HashOrder table = new HashOrder();
    for (String name : names) {
      if (name.startsWith(REMOVED)) {
        table.remove(name.substring(1));
      } else {
        table.add(name);
      }
    }
    List<String> ordered = new ArrayList<>(table.used);
    for (int i = table.slots.length - 1; i >= 0; i--) {
      String name = table.slots[i];
      if (name != null && !name.equals(REMOVED)) {
        ordered.add(name);
      }
    }
    return ordered;
  }

  private void add(String name) {
    int slot = firstSlot(name);
    int mark = -1;
    for (int step = 1; slots[slot] != null && !name.equals(slots[slot]); step++) {
      if (mark < 0 && REMOVED.equals(slots[slot])) {
        mark = slot;
      }
      slot = slot + step & slots.length - 1;
    }
    if (slots[slot] != null) {
      return;
    }
    slots[mark < 0 ? slot : mark] = name;
    used++;
    if (mark < 0) {
      taken++;
      layOutAgainWhenFull();
    }
  }

  private void remove(String name) {
    int slot = firstSlot(name);
    for (int step = 1; slots[slot] != null; step++) {
      if (name.equals(slots[slot])) {
        slots[slot] = REMOVED;
        used--;
        return;
      }
      slot = slot + step & slots.length - 1;
    }
  }

  private void layOutAgainWhenFull() {
    if (slots.length <= taken + taken / 16) {
      int wanted = 32 - Integer.numberOfLeadingZeros((int) (used * 1.333));
      layOut(Math.max(slots.length, 1 << wanted));
    }
  }

  private int firstSlot(String name) {
    int hash = 5381;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = 33 * hash + b;
    }
    int prime = PRIMES[Integer.numberOfTrailingZeros(slots.length / SMALLEST)];
    return Integer.remainderUnsigned(hash * 11, prime);
  }

  /** In place: a name that has to move takes the slot of another one, which moves next. */
  private void layOut(int size) {
    int before = slots.length;
    slots = Arrays.copyOf(slots, size);
    taken = used;
    BitSet settled = new BitSet();
    for (int i = 0; i < before; i++) {
      if (REMOVED.equals(slots[i])) {
        slots[i] = null;
      }
    }
    for (int i = 0; i < before; i++) {
      String moving = settled.get(i) ? null : slots[i];
      if (moving != null) {
        slots[i] = null;
      }
      while (moving != null) {
        int slot = firstSlot(moving);
        for (int step = 1; settled.get(slot); step++) {
          slot = slot + step & slots.length - 1;
        }
        settled.set(slot);
        String displaced = slots[slot];
        slots[slot] = moving;
        moving = displaced;
      }
    }
  }
}
