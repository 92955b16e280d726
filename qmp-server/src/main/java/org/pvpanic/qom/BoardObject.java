package org.pvpanic.qom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An object that a kind of board has, with what it is made of, in the order it is made. */
public final class BoardObject {

  private final String path;
  private final String type;
  private final List<Row> rows = new ArrayList<>(0);
  private final Map<String, Object> values = new HashMap<>();
  private Optional<String> bus = Optional.empty();
  private int number;

  /** A step in making an object. */
  public sealed interface Row {}

  /** Has a child. */
  public record Child(BoardObject object) implements Row {}

  /** Has a property that its type does not declare. */
  public record Own(QomProperty property) implements Row {}

  /** What was there goes. */
  public record Gone(String name) implements Row {}

  BoardObject(String path, String type) {
    this.path = path;
    this.type = type;
  }

  void add(BoardObject child) {
    rows.add(new Child(child));
  }

  void add(QomProperty property) {
    rows.add(new Own(property));
  }

  void addGone(String name) {
    rows.add(new Gone(name));
  }

  void plug(String onBus, int asNumber) {
    bus = Optional.of(onBus);
    number = asNumber;
  }

  /** Its path on a machine with one CPU. */
  public String path() {
    return path;
  }

  /** Its name in its parent, on a machine with one CPU. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The name of its type, or a {@code $NAME}. */
  public String type() {
    return type;
  }

  /** The bus that it is on. */
  public Optional<String> bus() {
    return bus;
  }

  /** Its number on the bus. */
  public int number() {
    return number;
  }

  /** What it is made of, in order. */
  public List<Row> rows() {
    return rows;
  }

  /** What its properties are; strings that start with {@code $} stand for what differs. */
  public Map<String, Object> values() {
    return values;
  }

  /** The objects that it is made of. */
  public List<BoardObject> children() {
    List<BoardObject> children = new ArrayList<>();
    for (Row row : rows) {
      if (row instanceof Child child) {
        children.add(child.object());
      }
    }
    return children;
  }
}
