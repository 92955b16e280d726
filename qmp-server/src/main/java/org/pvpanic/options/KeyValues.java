package org.pvpanic.options;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The values of one comma-separated option such as {@code socket,id=a,path=/tmp/x,server=on}, or of
 * all options of a group that merges. Where a key was given twice the last value counts.
 */
public final class KeyValues {

  private record Entry(String key, String value) {}

  private final OptionGroup group;
  private final @Nullable Option origin;
  private final @Nullable String id;
  private final List<Entry> entries = new ArrayList<>();

  KeyValues(OptionGroup group, @Nullable Option origin, @Nullable String id) {
    this.group = group;
    this.origin = origin;
    this.id = id;
  }

  /**
   * Reads one option's text.
   *
   * @param text {@code key=value,…}; {@code ,,} is a comma within a value; a key alone is switched
   *     on, and off with {@code no} before it, which is deprecated
   * @throws QemuError for a key that the group has not, or a value that is not of its type
   * @throws HelpRequest for {@code help} or {@code ?} in place of a key, where the group lists its
   *     keys
   */
  public static KeyValues parse(String text, OptionGroup group, Warnings warnings) {
    KeyValueReader reader = new KeyValueReader(text);
    KeyValues values = new KeyValues(group, null, reader.id(group));
    reader.readInto(values, warnings);
    return values;
  }

  /** What kind of option it is. */
  public OptionGroup group() {
    return group;
  }

  /** The option that it was read from, the first one of them where options merge; null if none. */
  public @Nullable Option origin() {
    return origin;
  }

  /** The value of {@code id}, which is no key like others: the first one counts. Null if none. */
  public @Nullable String id() {
    return id;
  }

  /** The keys that were given, in order. */
  public Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    entries.forEach(entry -> keys.add(entry.key()));
    return keys;
  }

  /** The value of a key, or null when it was not given. */
  public @Nullable String get(String key) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).key().equals(key)) {
        return entries.get(i).value();
      }
    }
    return null;
  }

  /** The value of a key as a boolean. */
  public boolean flag(String key, boolean otherwise) {
    String value = get(key);
    return value == null ? otherwise : located(() -> ValueType.flag(key, value));
  }

  /** The value of a key as an unsigned 64-bit number. */
  public long number(String key, long otherwise) {
    String value = get(key);
    return value == null ? otherwise : located(() -> ValueType.number(key, value));
  }

  /** The value of a key as a size in bytes, an unsigned 64-bit number. */
  public long size(String key, long otherwise) {
    String value = get(key);
    return value == null ? otherwise : located(() -> ValueType.size(key, value, Warnings.NONE));
  }

  /** An error about this option. */
  public QemuError error(String message) {
    return new QemuError(message).at(origin);
  }

  /** Checks a value and adds it. */
  void put(String key, String value, Warnings warnings) {
    ValueType type = group.type(key);
    if (type == null) {
      throw new QemuError("Invalid parameter '" + key + "'");
    }
    type.check(key, value, warnings);
    entries.add(new Entry(key, value));
  }

  private <T> T located(Supplier<T> read) {
    try {
      return read.get();
    } catch (QemuError e) {
      throw e.at(origin);
    }
  }
}
