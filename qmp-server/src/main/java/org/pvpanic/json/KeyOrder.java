package org.pvpanic.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The order in which QEMU lists an object's members: that of a hash table with 512 buckets. Within
 * a bucket, the member that was inserted last comes first.
 */
public final class KeyOrder {
  private static final int BUCKETS = 512;

  private KeyOrder() {}

  /** Returns a key's bucket, 0 to 511, by the hash that QEMU's dictionaries use. */
  public static int bucket(String key) {
    byte[] bytes = hashed(key);
    int hash = 0x238F13AF * bytes.length;
    for (int i = 0; i < bytes.length; i++) {
      hash += (bytes[i] & 0xff) << (i * 5 % 24);
    }
    return Integer.remainderUnsigned(1103515243 * hash + 12345, BUCKETS);
  }

  /** Lists an object's members, whose own order is that of insertion, in QEMU's order. */
  public static List<Map.Entry<String, Object>> sorted(Map<String, Object> object) {
    List<Map.Entry<String, Object>> entries = new ArrayList<>(object.entrySet());
    if (entries.size() < 2) {
      return entries;
    }
    long[] order = new long[entries.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = ((long) bucket(entries.get(i).getKey()) << 32) | (order.length - i);
    }
    Arrays.sort(order);
    List<Map.Entry<String, Object>> sorted = new ArrayList<>(order.length);
    for (long place : order) {
      sorted.add(entries.get(order.length - (int) place));
    }
    return sorted;
  }

  /** The key's bytes as QEMU holds them: UTF-8, but U+0000 as C0 80. */
  private static byte[] hashed(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    if (key.indexOf('\0') < 0) {
      return bytes;
    }
    byte[] modified = new byte[2 * bytes.length];
    int length = 0;
    for (byte b : bytes) {
      if (b == 0) {
        modified[length++] = (byte) 0xc0;
        modified[length++] = (byte) 0x80;
      } else {
        modified[length++] = b;
      }
    }
    return Arrays.copyOf(modified, length);
  }
}
