package org.pvpanic.options;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The machine that is asked for with {@code -machine}, {@code -M}, {@code -smp} and {@code -boot}.
 * Several options add up, and the last value of a property counts. Errors in the values have no
 * place, since QEMU reads them after all options.
 */
public final class MachineSpec {

  /** Keys that are no properties of the machine's own. */
  private static final Set<String> APART = Set.of("type", "accel", "smp", "boot", "memory");

  private final Map<String, Object> tree = new LinkedHashMap<>();
  private boolean help;

  MachineSpec() {}

  void addMachine(String text) {
    help |= DottedValues.parse(text, "type", tree);
  }

  void addSection(String name, String text, String impliedKey) {
    Map<String, Object> section = new LinkedHashMap<>();
    help |= DottedValues.parse(text, impliedKey, section);
    DottedValues.merge(tree, new LinkedHashMap<>(Map.of(name, section)), "");
  }

  /** The machine type as typed, or null for the default. */
  public @Nullable String type() {
    return all().string("type");
  }

  /** The accelerators to try, {@code kvm:tcg}, or null. */
  public @Nullable String accelerators() {
    return all().string("accel");
  }

  /** Whether {@code help} was among the options. */
  public boolean helpRequested() {
    return help;
  }

  /** The machine's properties. Their names are written with dashes, whatever was typed. */
  public Properties properties() {
    Map<String, Object> own = new LinkedHashMap<>();
    tree.forEach(
        (name, value) -> {
          if (!APART.contains(name)) {
            own.put(name.replace('_', '-'), value);
          }
        });
    return new TextProperties(null, "", TextProperties.Style.DEVICE, own);
  }

  /** What {@code -smp} says. */
  TextProperties smp() {
    return section("smp");
  }

  /** What {@code -boot} says. */
  TextProperties boot() {
    return section("boot");
  }

  private TextProperties all() {
    return new TextProperties(null, "", TextProperties.Style.DEVICE, tree);
  }

  private TextProperties section(String name) {
    Object section = tree.getOrDefault(name, Map.of());
    if (!(section instanceof Map<?, ?>)) {
      throw new QemuError("Invalid parameter type for '" + name + "', expected: object");
    }
    return new TextProperties(
        null, name + ".", TextProperties.Style.DEVICE, DottedValues.asNode(section));
  }
}
