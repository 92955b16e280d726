package org.pvpanic.options;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The other of QEMU's comma-separated forms: {@code pc,smp.cpus=2,usb=on}. Dots make a tree,
 * numbers between dots make lists, every key has a value, and there is no short form. {@code
 * -machine}, {@code -smp}, {@code -boot}, {@code -blockdev}, {@code -audiodev} and {@code -compat}
 * are written so.
 *
 * <p>The tree's leaves are strings; its nodes are maps and lists.
 */
final class DottedValues {

  private static final int LONGEST_FRAGMENT = 127;
  private static final Pattern NAME =
      Pattern.compile("(?:__[a-zA-Z0-9.-]+_)?[a-zA-Z][a-zA-Z0-9_-]*");
  private static final Pattern INDEX = Pattern.compile("[0-9]+");

  private final String text;
  private final Map<String, Object> tree;
  private int at;

  private DottedValues(String text, Map<String, Object> tree) {
    this.text = text;
    this.tree = tree;
  }

  /**
   * Reads one option's text.
   *
   * @param impliedKey the key of a first value written without one, or null
   * @param tree takes the values; what it holds already may be replaced
   * @return whether {@code help} or {@code ?} stood in place of a key
   */
  static boolean parse(String text, @Nullable String impliedKey, Map<String, Object> tree) {
    DottedValues values = new DottedValues(text, tree);
    boolean help = false;
    String implied = impliedKey;
    while (values.at < text.length()) {
      help |= values.next(implied);
      implied = null;
    }
    listify(tree, "");
    return help;
  }

  private boolean next(@Nullable String implied) {
    int end = at;
    while (end < text.length() && text.charAt(end) != '=' && text.charAt(end) != ',') {
      end++;
    }
    String key = text.substring(at, end);
    boolean hasValue = text.startsWith("=", end);
    at = end + 1;
    if (!hasValue && implied != null && !key.isEmpty()) {
      tree.put(implied, key); // Up to the comma: there is no escape here.
      return key.equals("help") || key.equals("?");
    }
    if (!hasValue && (key.equals("help") || key.equals("?"))) {
      return true;
    }
    List<String> path = fragments(key);
    if (!hasValue) {
      throw new QemuError("Expected '=' after parameter '" + key + "'");
    }
    put(path, value());
    return false;
  }

  private static List<String> fragments(String key) {
    List<String> fragments = new ArrayList<>();
    int from = 0;
    do {
      Matcher name = NAME.matcher(key).region(from, key.length());
      Matcher index = INDEX.matcher(key).region(from, key.length());
      Matcher found = name.lookingAt() ? name : index;
      boolean valid = found == name || (from > 0 && index.lookingAt());
      if (!valid || (found.end() < key.length() && key.charAt(found.end()) != '.')) {
        throw new QemuError("Invalid parameter '" + key + "'");
      }
      if (found.end() - from > LONGEST_FRAGMENT) {
        String what = found.end() - from == key.length() ? "Parameter" : "Parameter fragment";
        throw new QemuError(what + " '" + found.group() + "' is too long");
      }
      fragments.add(found.group());
      from = found.end() + 1;
    } while (from <= key.length());
    return fragments;
  }

  private String value() {
    int end = Commas.valueEnd(text, at);
    String value = Commas.value(text, at, end);
    at = Math.min(end + 1, text.length());
    return value;
  }

  private void put(List<String> path, String value) {
    Map<String, Object> node = tree;
    for (int i = 0; i < path.size() - 1; i++) {
      Object child = node.computeIfAbsent(path.get(i), key -> new LinkedHashMap<String, Object>());
      if (!(child instanceof Map<?, ?>)) {
        throw inconsistent(path.subList(0, i + 1));
      }
      node = asNode(child);
    }
    Object old = node.put(path.get(path.size() - 1), value);
    if (old != null && !(old instanceof String)) {
      throw inconsistent(path);
    }
  }

  private static QemuError inconsistent(List<String> path) {
    return new QemuError("Parameters '" + String.join(".", path) + ".*' used inconsistently");
  }

  /** Turns every node whose keys are numbers into a list. */
  private static void listify(Map<String, Object> node, String prefix) {
    node.replaceAll(
        (key, child) -> {
          if (!(child instanceof Map<?, ?>)) {
            return child;
          }
          String path = prefix + key + ".";
          listify(asNode(child), path);
          return toList(asNode(child), path);
        });
  }

  private static Object toList(Map<String, Object> node, String path) {
    Map<BigInteger, Object> elements = new TreeMap<>();
    node.forEach(
        (key, child) -> {
          if (INDEX.matcher(key).matches()) {
            elements.put(new BigInteger(key), child);
          }
        });
    if (elements.isEmpty()) {
      return node;
    }
    if (!node.keySet().stream().allMatch(key -> INDEX.matcher(key).matches())) {
      throw new QemuError("Parameters '" + path + "*' used inconsistently");
    }
    for (int i = 0; i < elements.size(); i++) {
      if (!elements.containsKey(BigInteger.valueOf(i))) {
        throw new QemuError("Parameter '" + path + i + "' missing");
      }
    }
    return new ArrayList<>(elements.values());
  }

  /**
   * Adds one tree to another; the added one's values count.
   *
   * @param prefix the path of the trees, with a dot after it, or ""
   */
  static void merge(Map<String, Object> into, Map<String, Object> added, String prefix) {
    added.forEach(
        (key, value) -> {
          Object old = into.get(key);
          if (old instanceof Map<?, ?> && value instanceof Map<?, ?>) {
            merge(asNode(old), asNode(value), prefix + key + ".");
          } else if (old != null && (old instanceof String) != (value instanceof String)) {
            throw new QemuError("Parameter '" + prefix + key + "' used inconsistently");
          } else {
            into.put(key, value);
          }
        });
  }

  @SuppressWarnings("unchecked") // Every map in the tree was put there by this class.
  static Map<String, Object> asNode(Object node) {
    return (Map<String, Object>) node;
  }
}
