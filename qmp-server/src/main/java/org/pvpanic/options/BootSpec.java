package org.pvpanic.options;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What firmware is told about booting ({@code -boot}).
 *
 * @param order letters of the devices to try ({@code c} disk, {@code d} CD, {@code n} network), or
 *     null
 * @param once the same for the first boot only, or null
 * @param menu whether firmware offers a menu
 * @param splashTime how many milliseconds it waits there, 0 to 65535, or null
 * @param rebootTimeout after how many milliseconds it starts again when there is nothing to boot, 0
 *     to 65535, or -1 for never
 * @param strict whether it tries nothing else
 */
public record BootSpec(
    @Nullable String order,
    @Nullable String once,
    boolean menu,
    @Nullable Long splashTime,
    long rebootTimeout,
    boolean strict) {

  private static final int LONGEST_TIMEOUT = 65535;

  /**
   * Reads what the user said.
   *
   * @throws QemuError without a place, as QEMU has it
   */
  public static BootSpec of(MachineSpec machine) {
    TextProperties boot = machine.boot();
    String order = boot.string("order");
    String once = boot.string("once");
    boolean menu = boot.flag("menu", false);
    Long splash = boot.names().contains("splash-time") ? boot.signed("splash-time", 64, 0) : null;
    long timeout = boot.signed("reboot-timeout", 64, -1);
    boolean strict = boot.flag("strict", false);
    boot.refuseOthers("order", "once", "menu", "splash", "splash-time", "reboot-timeout", "strict");
    checkDevices(order);
    checkDevices(once);
    if (timeout < -1 || timeout > LONGEST_TIMEOUT) {
      throw new QemuError(
          "reboot timeout is invalid,it should be a value between -1 and " + LONGEST_TIMEOUT);
    }
    if (splash != null && (splash < 0 || splash > LONGEST_TIMEOUT)) {
      throw new QemuError(
          "splash-time is invalid,it should be a value between 0 and " + LONGEST_TIMEOUT);
    }
    return new BootSpec(order, once, menu, splash, timeout, strict);
  }

  /** What of it the user said, with the values that he said. */
  public static Map<String, Object> given(MachineSpec machine) {
    BootSpec spec = of(machine);
    TextProperties boot = machine.boot();
    Map<String, Object> given = new HashMap<>();
    for (String name : boot.names()) {
      given.put(
          name,
          switch (name) {
            case "menu" -> spec.menu();
            case "strict" -> spec.strict();
            case "reboot-timeout" -> spec.rebootTimeout();
            case "splash-time" -> Objects.requireNonNull(spec.splashTime());
            default -> boot.required(name);
          });
    }
    return given;
  }

  private static void checkDevices(@Nullable String devices) {
    Set<Character> seen = new HashSet<>();
    for (char device : devices == null ? new char[0] : devices.toCharArray()) {
      if (device < 'a' || device > 'p') {
        throw new QemuError("Invalid boot device '" + device + "'");
      }
      if (!seen.add(device)) {
        throw new QemuError("Boot device '" + device + "' was given twice");
      }
    }
  }
}
