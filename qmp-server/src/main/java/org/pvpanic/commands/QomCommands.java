package org.pvpanic.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.pvpanic.machine.VersionProfile.Change;
import org.pvpanic.qmp.ErrorClass;
import org.pvpanic.qmp.Name;
import org.pvpanic.qmp.QmpCommands;
import org.pvpanic.qmp.QmpException;
import org.pvpanic.qom.QomException;
import org.pvpanic.qom.QomObject;
import org.pvpanic.qom.QomProperty;
import org.pvpanic.qom.QomType;
import org.pvpanic.vm.Vm;

/** The object model: types, properties, and the tree of objects. */
final class QomCommands {

  private final Vm vm;

  QomCommands(Vm vm) {
    this.vm = vm;
  }

  /** A property, in several commands. */
  record ObjectPropertyInfo(
      String name, String type, Optional<String> description, Optional<Object> defaultValue) {}

  /** Arguments of {@code qom-list}. */
  record QomList(String path) {}

  /** Arguments of {@code qom-get}. */
  record QomGet(String path, String property) {}

  /** Arguments of {@code qom-set}. */
  record QomSet(String path, String property, Object value) {}

  /** Arguments of {@code qom-list-types}. */
  record QomListTypes(
      @Name("implements") Optional<String> implementing,
      @Name("abstract") Optional<Boolean> isAbstract) {}

  /** An entry of {@code qom-list-types}. */
  record ObjectTypeInfo(
      String name, @Name("abstract") Optional<Boolean> isAbstract, Optional<String> parent) {}

  /** Arguments of the two commands that list a type's properties. */
  record Typename(String typename) {}

  /** Declares the commands. */
  static void addTo(QmpCommands commands, Vm vm) {
    QomCommands group = new QomCommands(vm);
    commands
        .add("qom-list")
        .takes(QomList.class)
        .preconfig()
        .returnsListOf(ObjectPropertyInfo.class)
        .does((client, args) -> group.qomList(args));
    commands
        .add("qom-get")
        .takes(QomGet.class)
        .preconfig()
        .returns(Object.class)
        .does((client, args) -> group.qomGet(args));
    commands
        .add("qom-set")
        .takes(QomSet.class)
        .preconfig()
        .does((client, args) -> group.qomSet(args));
    commands
        .add("qom-list-types")
        .takes(QomListTypes.class)
        .preconfig()
        .returnsListOf(ObjectTypeInfo.class)
        .does((client, args) -> group.qomListTypes(args));
    commands
        .add("qom-list-properties")
        .takes(Typename.class)
        .preconfig()
        .returnsListOf(ObjectPropertyInfo.class)
        .does((client, args) -> group.qomListProperties(args));
    commands
        .add("device-list-properties")
        .takes(Typename.class)
        .returnsListOf(ObjectPropertyInfo.class)
        .does((client, args) -> group.deviceListProperties(args));
  }

  List<ObjectPropertyInfo> qomList(QomList args) throws QmpException {
    List<ObjectPropertyInfo> properties = new ArrayList<>();
    if (vm.qom().isAmbiguous(args.path())) {
      throw new QmpException("Path '" + args.path() + "' is ambiguous");
    }
    QomObject object = resolve(args.path());
    for (String name : object.properties()) {
      properties.add(plain(name, Objects.requireNonNull(object.property(name)).type()));
    }
    return properties;
  }

  Object qomGet(QomGet args) throws QmpException {
    QomObject object = resolve(args.path());
    try {
      return property(object, args.property()).get().get();
    } catch (QomException e) {
      throw new QmpException(String.valueOf(e.getMessage()));
    }
  }

  private void qomSet(QomSet args) throws QmpException {
    try {
      set(args);
    } catch (QomException e) {
      throw new QmpException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Sets a property.
   *
   * @throws QmpException when there is none that can be set
   * @throws QomException when it cannot be set so
   */
  void set(QomSet args) throws QmpException {
    QomObject object = resolve(args.path());
    property(object, args.property()).set().accept(args.value());
  }

  private static QomObject.Property property(QomObject object, String name) throws QmpException {
    QomObject.Property property = object.property(name);
    if (property == null) {
      throw new QmpException("Property '%s.%s' not found".formatted(object.type(), name));
    }
    return property;
  }

  QomObject resolve(String path) throws QmpException {
    QomObject object = vm.qom().resolve(path);
    if (object == null) {
      throw new QmpException(ErrorClass.DEVICE_NOT_FOUND, "Device '" + path + "' not found");
    }
    return object;
  }

  List<ObjectTypeInfo> qomListTypes(QomListTypes args) {
    boolean abstractToo = args.isAbstract().orElse(false);
    return vm.qom().types().types().stream()
        .filter(t -> abstractToo || !t.isAbstract())
        .filter(t -> args.implementing().map(t::isA).orElse(true))
        .map(
            t ->
                new ObjectTypeInfo(
                    t.name(),
                    t.isAbstract() ? Optional.of(true) : Optional.empty(),
                    t.parent().map(QomType::name)))
        .toList();
  }

  List<ObjectPropertyInfo> qomListProperties(Typename args) throws QmpException {
    QomType type = type("Class", args);
    List<ObjectPropertyInfo> properties = new ArrayList<>();
    type.properties()
        .forEach(p -> properties.add(info(p, vm.version().has(Change.DEFAULTS_OF_TYPES))));
    return properties;
  }

  List<ObjectPropertyInfo> deviceListProperties(Typename args) throws QmpException {
    QomType type = type("Device", args);
    if (!type.isA("device") || type.isAbstract()) {
      throw new QmpException(
          ErrorClass.GENERIC_ERROR, "Parameter 'typename' expects a non-abstract device type");
    }
    return type.ofItsOwnKind().stream().map(p -> info(p, true)).toList();
  }

  /**
   * The type of that name.
   *
   * @param what what the error calls it
   */
  private QomType type(String what, Typename args) throws QmpException {
    return vm.qom()
        .types()
        .find(args.typename())
        .orElseThrow(
            () ->
                new QmpException(
                    ErrorClass.DEVICE_NOT_FOUND,
                    "%s '%s' not found".formatted(what, args.typename())));
  }

  private static ObjectPropertyInfo info(QomProperty p, boolean withDefault) {
    return new ObjectPropertyInfo(
        p.name(), p.type(), p.description(), withDefault ? p.defaultValue() : Optional.empty());
  }

  private static ObjectPropertyInfo plain(String name, String type) {
    return new ObjectPropertyInfo(name, type, Optional.empty(), Optional.empty());
  }
}
