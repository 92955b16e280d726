package org.pvpanic.qom;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An object in the tree that {@code qom-list} walks: a type, properties that can be read, and
 * children.
 */
public final class QomObject {

  /**
   * A property of an object.
   *
   * @param type its type's name
   * @param get how to read it; throws {@link QomException} when it cannot be
   * @param set how to change it; throws {@link QomException} when it cannot be
   */
  public record Property(String type, Supplier<Object> get, Consumer<Object> set) {}

  private final QomTypes types;
  private final String type;
  private final @Nullable QomObject parent;
  private final String name;
  private final Map<String, QomObject> children = new LinkedHashMap<>();
  private final Map<String, Property> properties = new LinkedHashMap<>();

  private QomObject(QomTypes types, String type, @Nullable QomObject parent, String name) {
    this.types = types;
    this.type = type;
    this.parent = parent;
    this.name = name;
    property("type", "string", () -> type);
  }

  /** The root of a tree of objects of those types. */
  public static QomObject root(QomTypes types) {
    return new QomObject(types, "container", null, "");
  }

  /** Adds a child. A name that ends in {@code [*]} gets the next free number. */
  public QomObject add(String childName, String childType) {
    String unique = childName;
    if (childName.endsWith("[*]")) {
      String base = childName.substring(0, childName.length() - 2);
      int n = 0;
      while (children.containsKey(base + n + "]")) {
        n++;
      }
      unique = base + n + "]";
    }
    QomObject child = new QomObject(types, childType, this, unique);
    children.put(unique, child);
    return child;
  }

  /** Declares a property that can only be read. */
  public QomObject property(String property, String propertyType, Supplier<Object> get) {
    return property(
        property,
        propertyType,
        get,
        value -> {
          throw new QomException("Property '" + type + "." + property + "' is not writable");
        });
  }

  /**
   * Declares a property.
   *
   * @param set throws {@link QomException} for what the property cannot be
   */
  public QomObject property(
      String property, String propertyType, Supplier<Object> get, Consumer<Object> set) {
    properties.put(property, new Property(propertyType, get, set));
    return this;
  }

  /** Takes this object out of the tree. */
  public void remove() {
    if (parent != null) {
      parent.children.remove(name);
    }
  }

  /** The types of all objects of the tree. */
  public QomTypes types() {
    return types;
  }

  /** Its name in its parent; empty for the root. */
  public String name() {
    return name;
  }

  /** The name of its type. */
  public String type() {
    return type;
  }

  /** The names of the children in the order in which QEMU lists those of a container. */
  public List<String> childrenInOrder() {
    return HashOrder.of(children.keySet());
  }

  /** The children by name. */
  public Map<String, QomObject> children() {
    return Collections.unmodifiableMap(children);
  }

  /** The properties by name, {@code type} first. */
  public Map<String, Property> properties() {
    return Collections.unmodifiableMap(properties);
  }

  /** The value of a property that is a number; 0 when there is none. */
  public long number(String property) {
    Property found = properties.get(property);
    return found != null && found.get().get() instanceof Long number ? number : 0;
  }

  /** Whether an object of that type, or of one that extends it, is in the tree from here on. */
  public boolean contains(String wantedType) {
    return types.find(type).map(t -> t.isA(wantedType)).orElse(false)
        || children.values().stream().anyMatch(child -> child.contains(wantedType));
  }

  /** The absolute path, such as {@code /machine/peripheral/serial0}. */
  public String path() {
    if (parent == null) {
      return "/";
    }
    String above = parent.path();
    return (above.equals("/") ? "" : above) + "/" + name;
  }

  /**
   * Finds an object by absolute path, or by a partial path that fits one object alone.
   *
   * @return the object, or null when there is none or more than one
   */
  public @Nullable QomObject resolve(String wanted) {
    return wanted.startsWith("/") ? descend(wanted) : new PartialSearch(this, wanted).result();
  }

  /** Whether a partial path fits more than one object; the empty one fits all. */
  public boolean isAmbiguous(String wanted) {
    return wanted.isEmpty()
        || (!wanted.startsWith("/") && new PartialSearch(this, wanted).ambiguous);
  }

  private @Nullable QomObject descend(String wanted) {
    QomObject at = this;
    for (String part : wanted.split("/")) {
      if (!part.isEmpty()) {
        at = at.children.get(part);
        if (at == null) {
          return null;
        }
      }
    }
    return at;
  }

  /** A search over the whole tree that gives up when a second object fits. */
  private static final class PartialSearch {
    private final String wanted;
    private @Nullable QomObject found;
    private boolean ambiguous;

    PartialSearch(QomObject root, String wanted) {
      this.wanted = wanted;
      visit(root);
    }

    @Nullable QomObject result() {
      return ambiguous ? null : found;
    }

    private void visit(QomObject at) {
      QomObject hit = at.descend(wanted);
      if (hit != null && hit != at) {
        ambiguous |= found != null && found != hit;
        found = hit;
      }
      at.children.values().forEach(this::visit);
    }
  }
}
