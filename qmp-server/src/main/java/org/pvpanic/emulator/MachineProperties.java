package org.pvpanic.emulator;

import java.util.Set;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.options.Properties;
import org.pvpanic.options.QemuError;
import org.pvpanic.qom.QomProperty;
import org.pvpanic.qom.QomType;
import org.pvpanic.qom.QomTypes;
import org.pvpanic.vm.MachineType;
import org.pvpanic.vm.MachineTypes;

/**
 * Checks the properties in {@code -machine}. None changes anything here, but what would have the
 * guest boot something else is refused.
 */
final class MachineProperties {

  private static final Set<String> UNSUPPORTED = Set.of("dtb");

  private MachineProperties() {}

  /**
   * Checks them.
   *
   * @throws QemuError for the first that the machine does not have or that has a wrong value
   */
  static void check(VersionProfile version, MachineType machine, Properties given) {
    QomType type = QomTypes.of(version).find(typeWithProperties(version, machine)).orElseThrow();
    for (String name : given.names()) {
      QomProperty property =
          type.property(name)
              .orElseThrow(
                  () ->
                      given.error(
                          "Property '%s.%s' not found".formatted(machine.typeName(), name)));
      if (UNSUPPORTED.contains(name)) {
        throw given.error(
            "machine property '" + name + "' is not supported by the pvpanic emulator");
      }
      if (property.type().equals("bool")) {
        given.flag(name, false);
      } else if (!property.enumeration().isEmpty()) {
        String value = given.required(name);
        if (!property.enumeration().contains(value)) {
          throw given.error("Parameter '%s' does not accept value '%s'".formatted(name, value));
        }
      }
    }
  }

  /** All PCs have the same properties, whatever their version. */
  private static String typeWithProperties(VersionProfile version, MachineType machine) {
    return switch (machine.family()) {
      case NONE -> "none-machine";
      case MICROVM -> "microvm-machine";
      default -> MachineTypes.of(version).get(0).typeName();
    };
  }
}
