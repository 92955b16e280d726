package org.pvpanic.options;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.pvpanic.machine.MachineChecks;

/**
 * The kind of CPU ({@code -cpu}), such as {@code qemu64,hv-crash,-sse3,hv-spinlocks=0x1fff}.
 *
 * @param model the model's name
 * @param features what is changed in it, in order: {@code +x} and a bare {@code x} are {@code on},
 *     {@code -x} is {@code off}
 */
public record CpuSpec(String model, Map<String, String> features) {

  /** Models without the machine check architecture: they are older, or lack one of its features. */
  private static final Set<String> WITHOUT_MACHINE_CHECKS =
      Set.of("486", "pentium", "qemu32", "base");

  /** Models of family 6 from before errors were signalled to all CPUs. */
  private static final Set<String> WITHOUT_BROADCAST = Set.of("athlon", "pentium2", "pentium3");

  /** What CPUs of this kind report of errors in the hardware. */
  public MachineChecks machineChecks() {
    String base = model.endsWith("-v1") ? model.substring(0, model.length() - 3) : model;
    boolean supported =
        !WITHOUT_MACHINE_CHECKS.contains(base)
            && !"off".equals(features.get("mce"))
            && !"off".equals(features.get("mca"));
    if (!supported) {
      return MachineChecks.NONE;
    }
    return WITHOUT_BROADCAST.contains(base) ? MachineChecks.OWN : MachineChecks.BROADCAST;
  }

  /**
   * Reads the option's argument. Empty features are skipped, and there is no escape for a comma.
   *
   * @throws QemuError when it is empty
   */
  public static CpuSpec parse(String text) {
    if (text.isEmpty()) {
      throw new QemuError("-cpu option cannot be empty");
    }
    String[] parts = text.split(",", -1);
    Map<String, String> features = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      String feature = parts[i];
      int equals = feature.indexOf('=');
      if (feature.startsWith("+") || feature.startsWith("-")) {
        features.put(feature.substring(1), feature.startsWith("+") ? "on" : "off");
      } else if (equals >= 0) {
        features.put(feature.substring(0, equals), feature.substring(equals + 1));
      } else if (!feature.isEmpty()) {
        features.put(feature, "on");
      }
    }
    return new CpuSpec(parts[0], features);
  }
}
