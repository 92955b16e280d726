package org.pvpanic.qom;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.json.UInt64;

/**
 * How a property that a type declares is read from an object and written to it. Most properties of
 * a device cannot change once it is in place, and every device here is.
 */
record PropertyAccess(QomObject object, QomProperty declared) {

  private static final String LEGACY = "legacy-";

  QomObject.Property property() {
    return new QomObject.Property(declared.type(), this::get, this::set);
  }

  private Object get() {
    String name = declared.name();
    if (isLegacy()) {
      return legacy(name.substring(LEGACY.length()));
    }
    QomObject.Property target = declared.alias().map(object::property).orElse(null);
    return target == null ? object.value(declared) : target.get().get();
  }

  /** Whether it is another form of a property, from times before QEMU had types of values. */
  private boolean isLegacy() {
    String name = declared.name();
    return name.startsWith(LEGACY) && object.property(name.substring(LEGACY.length())) != null;
  }

  /** A PCI address is there as text, too; what links to another object cannot be read so. */
  private Object legacy(String name) {
    if (!name.equals("addr")) {
      throw new QomException(
          "Property '" + object.type() + "." + declared.name() + "' is not readable");
    }
    int place = (int) object.number(name);
    return "%02x.%x".formatted(place / 8, place % 8);
  }

  private void set(Object wanted) {
    QomObject.Property target = declared.alias().map(object::property).orElse(null);
    String name = declared.name();
    if (target != null) {
      target.set().accept(wanted);
    } else if (declared.access() == QomProperty.Access.READ_ONLY || isLegacy()) {
      throw object.notWritable(name);
    } else if (declared.access() == QomProperty.Access.FROZEN) {
      refuseFrozen(wanted);
    } else if (name.equals("realized")) {
      setRealized(wanted);
    } else {
      object.value(name, checked(wanted));
    }
  }

  /** What a link is to lead to is read before the link is looked at. */
  private void refuseFrozen(Object wanted) {
    if (declared.isLink() && !(wanted instanceof String)) {
      throw QomException.notString(declared.name());
    }
    throw frozen();
  }

  private QomException frozen() {
    boolean named = object.path().startsWith("/machine/peripheral/");
    String device = named ? "device '" + object.name() + "'" : "anonymous device";
    String what = "property";
    if (declared.isLink()) {
      what = "link property";
      device = named ? device : "device '(null)'";
    }
    return new QomException(
        "Attempt to set %s '%s' on %s (type '%s') after it was realized"
            .formatted(what, declared.name(), device, object.type()));
  }

  private void setRealized(Object wanted) {
    if (!(wanted instanceof Boolean realized)) {
      throw QomException.notBoolean(declared.name());
    }
    if (!realized) {
      throw frozen();
    }
  }

  private Object checked(Object wanted) {
    String name = declared.name();
    String type = declared.type();
    if (declared.isLink()) {
      return link(wanted);
    }
    Object present = object.value(declared);
    if (present instanceof List && !(wanted instanceof List)) {
      throw QomException.notArray(name);
    }
    if (present instanceof Map && !(wanted instanceof Map)) {
      throw QomException.notObject(name);
    }
    if (present instanceof String && !(wanted instanceof String)) {
      throw QomException.notString(name);
    }
    if (present instanceof Boolean && !(wanted instanceof Boolean)) {
      throw QomException.notBoolean(name);
    }
    if (present instanceof Long && !(wanted instanceof Long || wanted instanceof UInt64)) {
      throw type.startsWith("int") ? QomException.notInteger(name) : QomException.notUnsigned(name);
    }
    List<String> accepted = declared.enumeration();
    if (!accepted.isEmpty() && !accepted.contains(wanted.toString())) {
      throw new QomException("Parameter '" + name + "' does not accept value '" + wanted + "'");
    }
    return wanted;
  }

  private Object link(Object wanted) {
    if (!(wanted instanceof String path)) {
      throw QomException.notString(declared.name());
    }
    if (path.isEmpty()) {
      return path;
    }
    @Nullable QomObject target = object.root().resolve(path);
    if (target == null) {
      throw QomException.notFound(path);
    }
    return target.path();
  }
}
