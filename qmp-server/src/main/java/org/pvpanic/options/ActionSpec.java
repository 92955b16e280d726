package org.pvpanic.options;

import java.util.Locale;
import org.pvpanic.machine.Actions;

/**
 * What the machine does on its own ({@code -action} and the options that stand for a part of it).
 * The same names serve the command line and {@code set-action}.
 */
public final class ActionSpec {

  private ActionSpec() {}

  /**
   * Changes those actions that the user gave.
   *
   * @param given the values of {@link OptionGroup#ACTION}
   * @throws QemuError for the first wrong one, in QEMU's order
   */
  public static Actions apply(KeyValues given, Actions base) {
    try {
      return new Actions(
          choose(given, "reboot", Actions.Reboot.class, base.reboot()),
          choose(given, "shutdown", Actions.Shutdown.class, base.shutdown()),
          choose(given, "panic", Actions.Panic.class, base.panic()),
          choose(given, "watchdog", Actions.Watchdog.class, base.watchdog()));
    } catch (QemuError e) {
      throw e.at(given.origin());
    }
  }

  private static <E extends Enum<E>> E choose(
      KeyValues given, String key, Class<E> type, E otherwise) {
    String name = given.get(key);
    return name == null ? otherwise : find(key, name, type);
  }

  private static <E extends Enum<E>> E find(String key, String name, Class<E> type) {
    for (E action : type.getEnumConstants()) {
      if (wireName(action).equals(name)) {
        return action;
      }
    }
    throw new QemuError("Parameter '" + key + "' does not accept value '" + name + "'");
  }

  private static String wireName(Enum<?> action) {
    return action.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
