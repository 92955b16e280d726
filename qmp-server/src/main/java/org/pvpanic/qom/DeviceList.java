package org.pvpanic.qom;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The devices that there are, in sections, as {@code -device help} and {@code info qdm} list them.
 */
public final class DeviceList {

  private static final List<String> SECTIONS =
      List.of(
          "Controller/Bridge/Hub",
          "USB",
          "Storage",
          "Network",
          "Input",
          "Display",
          "Sound",
          "Misc",
          "CPU",
          "Watchdog",
          "Uncategorized");

  private DeviceList() {}

  /** Those that a user can add. */
  public static String ofUsers(QomTypes types) {
    return list(types, QomType::userCreatable);
  }

  /** Those that the boards have, too. */
  public static String ofAll(QomTypes types) {
    return list(types, type -> true);
  }

  private static String list(QomTypes types, Predicate<QomType> listed) {
    List<QomType> devices =
        types.types().stream()
            .filter(type -> type.isA("device") && !type.isAbstract() && listed.test(type))
            .sorted(Comparator.comparing(QomType::name, String.CASE_INSENSITIVE_ORDER))
            .toList();
    StringBuilder text = new StringBuilder();
    for (String section : SECTIONS) {
      List<QomType> inside =
          devices.stream().filter(type -> type.section().equals(section)).toList();
      if (!inside.isEmpty()) {
        text.append(text.isEmpty() ? "" : "\n").append(section).append(" devices:\n");
        inside.forEach(type -> text.append(line(type)));
      }
    }
    return text.toString();
  }

  private static String line(QomType type) {
    return "name \""
        + type.name()
        + '"'
        + type.busOfDevices().map(bus -> ", bus " + bus).orElse("")
        + type.alias().map(alias -> ", alias \"" + alias + '"').orElse("")
        + type.description().map(about -> ", desc \"" + about + '"').orElse("")
        + (type.isFixed() ? ", no-user" : "")
        + "\n";
  }
}
