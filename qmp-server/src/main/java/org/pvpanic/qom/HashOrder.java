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
 * so on. The table doubles when all but one slot in 16 is taken.
 */
final class HashOrder {

  private static final int SMALLEST = 8;

  /** The largest primes below 8, 16, 32 and so on. */
  private static final int[] PRIMES = {7, 13, 31, 61, 127, 251, 509, 1021, 2039, 4093, 8191};

  private @Nullable String[] slots = new String[SMALLEST];
  private int used;

  private HashOrder() {}

  /**
   * Puts names in QEMU's order.
   *
   * @param names in the order in which they came; at most some thousands
   */
  static List<String> of(Iterable<String> names) {
    HashOrder table = new HashOrder();
    names.forEach(table::add);
    List<String> ordered = new ArrayList<>(table.used);
    for (int i = table.slots.length - 1; i >= 0; i--) {
      String name = table.slots[i];
      if (name != null) {
        ordered.add(name);
      }
    }
    return ordered;
  }

  private void add(String name) {
    int slot = firstSlot(name);
    for (int step = 1; slots[slot] != null; step++) {
      slot = slot + step & slots.length - 1;
    }
    slots[slot] = name;
    used++;
    if (slots.length <= used + used / 16) {
      grow();
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
  private void grow() {
    int before = slots.length;
    slots = Arrays.copyOf(slots, 2 * before);
    BitSet settled = new BitSet();
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
