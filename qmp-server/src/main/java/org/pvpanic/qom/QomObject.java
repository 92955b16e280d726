package org.pvpanic.qom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An object in the tree that {@code qom-list} walks: a type, properties, and children. Its type
 * declares most of its properties, and what each object of that type is made of; the object itself
 * keeps what differs. It is made up when somebody first looks at it.
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

  /** Children, {@link Property} and {@link QomProperty} of its own, in the order they came. */
  private Map<String, Object> own = Map.of();

  /** What properties are, where it is not what the type says; a {@link Property} is asked. */
  private Map<String, Object> values = Map.of();

  /** The order in which its own came and went; only if any went. */
  private @Nullable List<String> history;

  private @Nullable Consumer<QomObject> filler;

  private QomObject(QomTypes types, String type, @Nullable QomObject parent, String name) {
    this.types = types;
    this.type = type;
    this.parent = parent;
    this.name = name;
    this.filler = QomObject::addWhatItsTypeDeclares;
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
      while (own().containsKey(base + n + "]")) {
        n++;
      }
      unique = base + n + "]";
    }
    return put(new QomObject(types, childType, this, unique));
  }

  /** Makes a child without adding it: see {@link #put}. */
  public QomObject make(String childName, String childType) {
    return new QomObject(types, childType, this, childName);
  }

  /** Adds a child that {@link #make} made, in the place of one of that name. */
  public QomObject put(QomObject child) {
    putOwn(child.name, child);
    return child;
  }

  /**
   * Has the object made up in another way than as its type declares, once somebody looks at it.
   *
   * @param way may call {@link #addWhatItsTypeDeclares}
   */
  public QomObject fillBy(Consumer<QomObject> way) {
    filler = way;
    return this;
  }

  /** Adds the properties and children that every object of the type has. */
  public void addWhatItsTypeDeclares() {
    Optional<QomType> known = types.find(type);
    if (known.isPresent()) {
      known.get().ofObject().forEach(this::addDeclared);
      known.get().ofRealized().forEach(this::addDeclared);
    }
  }

  private void addDeclared(QomProperty property) {
    if (property.settable()) {
      putOwn(property.name(), property);
    } else {
      add(property.name(), property.childType());
    }
  }

  /** Adds a property of this object alone. */
  public QomObject add(QomProperty property) {
    putOwn(property.name(), property);
    return this;
  }

  /** Declares a property that can only be read. */
  public QomObject property(String property, String propertyType, Supplier<Object> get) {
    return property(
        property,
        propertyType,
        get,
        value -> {
          throw notWritable(property);
        });
  }

  /**
   * Declares a property, or how one of the type's is read and set.
   *
   * @param set throws {@link QomException} for what the property cannot be
   */
  public QomObject property(
      String property, String propertyType, Supplier<Object> get, Consumer<Object> set) {
    Property made = new Property(propertyType, get, set);
    if (ofClass().containsKey(property) || own().get(property) instanceof QomProperty) {
      value(property, made);
    } else {
      putOwn(property, made);
    }
    return this;
  }

  /** Sets what a property is, whether it can be written or not. */
  public QomObject value(String property, Object value) {
    if (!(values instanceof HashMap)) {
      values = new HashMap<>(values);
    }
    values.put(property, value);
    return this;
  }

  /** Sets what properties are; {@code shared} is not changed. */
  public QomObject values(Map<String, Object> shared) {
    values = shared;
    return this;
  }

  /** The root of its tree. */
  QomObject root() {
    return parent == null ? this : parent.root();
  }

  /** Takes this object out of the tree. */
  public void remove() {
    if (parent != null) {
      parent.remove(name);
    }
  }

  /** Takes a property or child away. */
  public void remove(String ownName) {
    if (own().containsKey(ownName)) {
      if (history == null) {
        history = new ArrayList<>(own.keySet());
      }
      own.remove(ownName);
      history.add(HashOrder.REMOVED + ownName);
    }
  }

  private void putOwn(String key, Object what) {
    if (!(own() instanceof HashMap)) {
      own = new LinkedHashMap<>();
    }
    if (own.put(key, what) == null && history != null) {
      history.add(key);
    }
  }

  private Map<String, Object> own() {
    Consumer<QomObject> way = filler;
    if (way != null) {
      filler = null;
      way.accept(this);
    }
    return own;
  }

  private Map<String, QomProperty> ofClass() {
    return types.find(type).or(() -> types.find("object")).map(QomType::ofClass).orElse(Map.of());
  }

  /** Whether somebody has looked at it. */
  public boolean isFilled() {
    return filler == null;
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

  /** Whether it is of that type, or of one that extends it. */
  public boolean isA(String wanted) {
    return type.equals(wanted) || types.find(type).map(t -> t.isA(wanted)).orElse(false);
  }

  /** The names of the children in the order in which QEMU lists those of a container. */
  public List<String> childrenInOrder() {
    return properties().stream().filter(key -> own.get(key) instanceof QomObject).toList();
  }

  /** The children by name, in the order in which they came. */
  public Map<String, QomObject> children() {
    Map<String, QomObject> children = new LinkedHashMap<>();
    own()
        .forEach(
            (key, what) -> {
              if (what instanceof QomObject child) {
                children.put(key, child);
              }
            });
    return children;
  }

  /** The child of that name. */
  public @Nullable QomObject child(String key) {
    return own().get(key) instanceof QomObject child ? child : null;
  }

  /** The names of its properties and children in the order in which QEMU lists them. */
  public List<String> properties() {
    List<String> names = new ArrayList<>(ofClass().keySet());
    Map<String, Object> mine = own();
    names.addAll(HashOrder.of(history == null ? mine.keySet() : history));
    return names;
  }

  /** The names of its own properties and children, in the order in which they came. */
  public List<String> ownProperties() {
    return List.copyOf(own().keySet());
  }

  /** The property of that name, or null; a child is one that can be read alone. */
  public @Nullable Property property(String key) {
    Object what = own().get(key);
    if (what instanceof QomObject child) {
      return new Property("child<" + child.type + ">", child::path, refusal(key));
    }
    if (what instanceof Property mine) {
      return mine;
    }
    QomProperty declared = what instanceof QomProperty row ? row : ofClass().get(key);
    if (declared == null) {
      return null;
    }
    if (key.equals("type")) {
      return new Property(declared.type(), () -> type, refusal(key));
    }
    if (values.get(key) instanceof Property other) {
      return other;
    }
    return new PropertyAccess(this, declared).property();
  }

  private Consumer<Object> refusal(String key) {
    return value -> {
      throw notWritable(key);
    };
  }

  QomException notWritable(String key) {
    return new QomException("Property '" + type + "." + key + "' is not writable");
  }

  /** What a property is that its type declares. */
  Object value(QomProperty declared) {
    Object value = values.get(declared.name());
    if (value == null) {
      value = types.find(type).map(t -> t.initialValue(declared)).orElseGet(declared::initialValue);
    }
    return value;
  }

  /** The value of a property that is a number; 0 when there is none. */
  public long number(String key) {
    Property found = property(key);
    return found != null && found.get().get() instanceof Long number ? number : 0;
  }

  /** Whether an object of that type, or of one that extends it, is in the tree from here on. */
  public boolean contains(String wantedType) {
    return isA(wantedType)
        || children().values().stream().anyMatch(child -> child.contains(wantedType));
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
        at = at.child(part);
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
      at.children().values().forEach(this::visit);
    }
  }
}
