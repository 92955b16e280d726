package org.pvpanic.emulator;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.pvpanic.options.Blueprint;
import org.pvpanic.options.QemuError;
import org.pvpanic.options.Settings;
import org.pvpanic.qom.DeviceList;
import org.pvpanic.qom.QomProperty;
import org.pvpanic.qom.QomType;
import org.pvpanic.qom.QomTypes;

/**
 * The answers to {@code -device help}, the devices that a user can have, and to {@code -device
 * TYPE,help}, the properties that a user can give.
 */
final class DeviceHelp {

  private static final List<String> WORDS = List.of("help", "?");

  private DeviceHelp() {}

  /** The answer to the first device of which help is asked, if there is one. */
  static Optional<String> of(Settings settings) {
    QomTypes types = QomTypes.of(settings.commandLine().version());
    if (settings.devices().stream().anyMatch(device -> WORDS.contains(device.type()))) {
      return Optional.of(DeviceList.ofUsers(types));
    }
    return settings.devices().stream().flatMap(device -> of(types, device).stream()).findFirst();
  }

  private static Optional<String> of(QomTypes types, Blueprint device) {
    try {
      return of(types, device.type(), device.properties().names());
    } catch (QemuError e) {
      throw e.at(device.origin());
    }
  }

  /**
   * The answer to a device, if help is asked.
   *
   * @param names of the properties that it is to have
   * @throws QemuError when there is no such device
   */
  static Optional<String> of(QomTypes types, String driver, Collection<String> names) {
    if (WORDS.contains(driver)) {
      return Optional.of(DeviceList.ofUsers(types));
    }
    return WORDS.stream().anyMatch(names::contains)
        ? Optional.of(list(types, driver))
        : Optional.empty();
  }

  private static String list(QomTypes types, String driver) {
    QomType type =
        types
            .find(driver)
            .filter(found -> found.isA("device"))
            .orElseThrow(() -> new QemuError("Device '" + driver + "' not found"));
    if (type.isAbstract()) {
      throw new QemuError("Parameter 'typename' expects a non-abstract device type");
    }
    StringBuilder text = new StringBuilder(type.name() + " options:\n");
    type.ofItsOwnKind().stream()
        .sorted(Comparator.comparing(QomProperty::name))
        .forEach(property -> text.append(line(property)));
    return text.toString();
  }

  private static String line(QomProperty property) {
    String line = "  %s=<%s>".formatted(property.name(), property.type());
    if (property.description().isEmpty() && property.defaultValue().isEmpty()) {
      return line + "\n";
    }
    return "%-24s - %s%s\n"
        .formatted(
            line,
            property.description().orElse(""),
            property
                .defaultValue()
                .map(value -> value instanceof String text ? '"' + text + '"' : value)
                .map(" (default: %s)"::formatted)
                .orElse(""));
  }
}
