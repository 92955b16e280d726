package org.pvpanic.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An accelerator that the user asks for ({@code -accel}, or a name in {@code -machine accel=}).
 *
 * @param origin the option, or null for {@code -machine}, to which QEMU gives no place
 * @param name what it is called
 * @param properties its properties
 */
public record Accelerator(@Nullable Option origin, String name, Properties properties) {

  /**
   * Those that are asked for, in the order in which they are to be tried.
   *
   * @throws QemuError when both ways of asking were used
   */
  static List<Accelerator> requested(List<KeyValues> accels, MachineSpec machine) {
    String names = machine.accelerators();
    List<Accelerator> requested = new ArrayList<>();
    for (KeyValues values : accels) {
      if (names != null) {
        throw new QemuError("The -accel and \"-machine accel=\" options are incompatible");
      }
      requested.add(
          new Accelerator(
              values.origin(),
              String.valueOf(values.get("accel")),
              TextProperties.of(values, TextProperties.Style.DEVICE, "accel")));
    }
    if (names != null && !names.isEmpty()) {
      Properties none = new JsonProperties(null, Map.of());
      for (String name : names.split(":", -1)) {
        requested.add(new Accelerator(null, name, none));
      }
    }
    return requested;
  }
}
