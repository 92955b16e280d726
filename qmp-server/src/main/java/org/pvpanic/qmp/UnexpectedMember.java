package org.pvpanic.qmp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pvpanic.json.KeyOrder;

/**
 * Finds which of several unexpected members QEMU complains about. It puts all members into a GLib
 * hash table, takes out those that it knows, and names the first that is left; so this replays GLib
 * 2.74's table: its hash function, its probing, and how it grows and shrinks.
 */
final class UnexpectedMember {
  private static final int SMALLEST = 8;

  private @Nullable String[] slots = new String[SMALLEST];
  private int modulus = largestPrimeBelow(SMALLEST);
  private int count;

  private UnexpectedMember() {}

  /**
   * Names the member.
   *
   * @param object an object that has at least one unknown member
   * @param known the names of the members that it may have
   */
  static String of(Map<String, Object> object, Set<String> known) {
    UnexpectedMember table = new UnexpectedMember();
    List<String> expected = new ArrayList<>();
    for (Map.Entry<String, Object> member : KeyOrder.sorted(object)) {
      table.insert(member.getKey());
      if (known.contains(member.getKey())) {
        expected.add(member.getKey());
      }
    }
    expected.forEach(table::remove);
    for (String key : table.slots) {
      if (key != null) {
        return key;
      }
    }
    throw new IllegalArgumentException("no unexpected member");
  }

  private void insert(String key) {
    int at = home(key);
    for (int step = 1; slots[at] != null; step++) {
      at = (at + step) & (slots.length - 1);
    }
    slots[at] = key;
    count++;
    if (slots.length <= count + count / 16) {
      resize();
    }
  }

  private void remove(String key) {
    slots[Arrays.asList(slots).indexOf(key)] = null;
    count--;
    if (slots.length > SMALLEST && slots.length > 4 * count) {
      resize();
    }
  }

  /** Rearranges in place: a key that comes to a slot drives out the one that is still there. */
  private void resize() {
    int oldSize = slots.length;
    int newSize = Math.max(SMALLEST, 2 * Integer.highestOneBit((int) (count * 1.333)));
    modulus = largestPrimeBelow(newSize);
    @Nullable String[] moving = Arrays.copyOf(slots, Math.max(oldSize, newSize));
    boolean[] settled = new boolean[moving.length];
    for (int i = 0; i < oldSize; i++) {
      if (settled[i]) {
        continue;
      }
      String key = moving[i];
      moving[i] = null;
      while (key != null) {
        int at = home(key);
        for (int step = 1; settled[at]; step++) {
          at = (at + step) & (newSize - 1);
        }
        settled[at] = true;
        String evicted = moving[at];
        moving[at] = key;
        key = evicted;
      }
    }
    slots = Arrays.copyOf(moving, newSize);
  }

  private int home(String key) {
    int hash = 5381;
    for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
      hash = hash * 33 + b;
    }
    return Integer.remainderUnsigned(hash * 11, modulus);
  }

  private static int largestPrimeBelow(int powerOfTwo) {
    int candidate = powerOfTwo - 1;
    while (!isPrime(candidate)) {
      candidate -= 2;
    }
    return candidate;
  }

  private static boolean isPrime(int odd) {
    for (int divisor = 3; divisor * divisor <= odd; divisor += 2) {
      if (odd % divisor == 0) {
        return false;
      }
    }
    return true;
  }
}
