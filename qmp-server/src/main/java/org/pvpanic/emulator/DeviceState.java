package org.pvpanic.emulator;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pvpanic.qom.QomException;
import org.pvpanic.qom.QomObject;
import org.pvpanic.qom.QomProperty;

/** The properties of a device that is in place: most of them cannot change any more. */
final class DeviceState {

  private static final Set<String> READ_ONLY =
      Set.of("parent_bus", "hotplugged", "hotpluggable", "legacy-addr", "guest-stats");

  /** How often, in seconds, QEMU asks the guest's driver for statistics; none answers here. */
  private static final String POLLING = "guest-stats-polling-interval";

  private static final long MOST_SECONDS = 0xffff_ffffL;

  private DeviceState() {}

  /**
   * Puts a property of a device into the object tree.
   *
   * @param id the device's name, or null
   */
  static void declare(QomObject node, @Nullable String id, QomProperty property, Object value) {
    String name = property.name();
    if (READ_ONLY.contains(name)) {
      node.property(name, property.type(), () -> value);
    } else if (name.equals(POLLING)) {
      Object[] interval = {value};
      node.property(name, property.type(), () -> interval[0], v -> interval[0] = seconds(v));
    } else {
      node.property(name, property.type(), () -> value, wanted -> refuse(node, id, name, wanted));
    }
  }

  private static long seconds(Object wanted) {
    if (!(wanted instanceof Long seconds)) {
      throw QomException.notInteger(POLLING);
    }
    if (seconds < 0) {
      throw new QomException("timer value must be greater than zero");
    }
    if (seconds > MOST_SECONDS) {
      throw new QomException("timer value is too big");
    }
    return seconds;
  }

  private static void refuse(QomObject node, @Nullable String id, String name, Object wanted) {
    if (name.equals("realized")) { // QEMU reads the value before it looks whether it may change
      if (!(wanted instanceof Boolean realized)) {
        throw QomException.notBoolean(name);
      }
      if (realized) {
        return; // it is
      }
    }
    String device = id == null ? "anonymous device" : "device '" + id + "'";
    throw new QomException(
        "Attempt to set property '%s' on %s (type '%s') after it was realized"
            .formatted(name, device, node.type()));
  }
}
