package org.pvpanic.options;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The command line with the syntax of its options checked, in the order in which they were typed,
 * and with those that add up added up. Options whose argument is a plain word are found in {@link
 * #commandLine()}.
 */
public final class Settings {

  private final CommandLine line;
  private final JsonReader json;
  private final Diagnostics diagnostics;
  private final Map<OptionGroup, List<KeyValues>> groups = new HashMap<>();
  private final Set<String> ids = new HashSet<>();
  private final Map<OptionGroup, List<Blueprint>> blueprints = new HashMap<>();
  private final List<GlobalProperty> globals = new ArrayList<>();
  private final MachineSpec machine = new MachineSpec();
  private @Nullable UUID uuid;

  private Settings(CommandLine line, JsonReader json, Diagnostics diagnostics) {
    this.line = line;
    this.json = json;
    this.diagnostics = diagnostics;
  }

  /**
   * Checks a command line.
   *
   * @param json reads options in JSON form
   * @param diagnostics takes warnings, and is told what {@code -msg} and {@code -name} say
   * @throws QemuError for the first option that is wrong
   * @throws HelpRequest when the keys of an option are asked for
   */
  public static Settings parse(CommandLine line, JsonReader json, Diagnostics diagnostics) {
    Settings settings = new Settings(line, json, diagnostics);
    for (Option option : line.options()) {
      try {
        settings.take(option);
      } catch (QemuError e) {
        throw e.at(option);
      }
    }
    return settings;
  }

  private void take(Option option) {
    OptionTable.Kind kind = OptionTable.find(line.version(), option.name());
    if (kind != null && kind.isForeign()) {
      throw new QemuError("Option not supported for this target");
    }
    switch (option.name()) {
      case "machine", "M" -> machine.addMachine(option.argument());
      case "smp" -> machine.addSection("smp", option.argument(), "cpus");
      case "boot" -> machine.addSection("boot", option.argument(), "order");
      case "device" -> blueprint(option, OptionGroup.DEVICE);
      case "object" -> blueprint(option, OptionGroup.OBJECT);
      case "netdev" -> blueprint(option, OptionGroup.NETDEV);
      case "blockdev", "audiodev" -> checkTree(option, "driver");
      case "compat" -> checkTree(option, null);
      case "uuid" -> uuid = Uuids.parse(option);
      case "global" -> globals.add(GlobalProperty.parse(option, diagnostics.at(option)));
      case "enable-kvm" -> set(option, OptionGroup.ACCEL, "accel", "kvm");
      case "no-reboot" -> set(option, OptionGroup.ACTION, "reboot", "shutdown");
      case "no-shutdown" -> set(option, OptionGroup.ACTION, "shutdown", "pause");
      case "watchdog-action" -> set(option, OptionGroup.ACTION, "watchdog", option.argument());
      default -> grouped(option);
    }
  }

  private void grouped(Option option) {
    OptionGroup group = OptionGroup.ofOption(option.name());
    if (group == null) {
      return;
    }
    KeyValues values = read(option, group);
    if (group == OptionGroup.MSG) {
      diagnostics.prefix(values.flag("timestamp", false), values.flag("guest-name", false));
    } else if (group == OptionGroup.NAME) {
      diagnostics.guestName(values.get("guest"));
    }
  }

  private KeyValues read(Option option, OptionGroup group) {
    KeyValueReader reader = new KeyValueReader(option.argument());
    String id = reader.id(group);
    if (id != null && !ids.add(group.name() + " " + id)) {
      throw new QemuError("Duplicate ID '" + id + "' for " + group.name());
    }
    KeyValues values = into(option, group, id);
    reader.readInto(values, diagnostics.at(option));
    return values;
  }

  private void set(Option option, OptionGroup group, String key, String value) {
    into(option, group, null).put(key, value, Warnings.NONE);
  }

  private KeyValues into(Option option, OptionGroup group, @Nullable String id) {
    List<KeyValues> all = groups.computeIfAbsent(group, key -> new ArrayList<>());
    if (!group.merged() || all.isEmpty()) {
      all.add(new KeyValues(group, option, id));
    }
    return all.get(all.size() - 1);
  }

  private void blueprint(Option option, OptionGroup group) {
    Blueprint made =
        option.argument().startsWith("{")
            ? Blueprint.ofJson(option, group, json)
            : Blueprint.ofText(option, read(option, group));
    blueprints.computeIfAbsent(group, key -> new ArrayList<>()).add(made);
  }

  /** Checks an option of which nothing is used. */
  private void checkTree(Option option, @Nullable String impliedKey) {
    if (option.argument().startsWith("{")) {
      json.read(option.argument());
    } else {
      DottedValues.parse(option.argument(), impliedKey, new LinkedHashMap<>());
    }
  }

  /** The options themselves. */
  public CommandLine commandLine() {
    return line;
  }

  /** The machine that is asked for. */
  public MachineSpec machine() {
    return machine;
  }

  /**
   * The accelerators that are asked for, in order.
   *
   * @throws QemuError when they are asked for in two ways at once
   */
  public List<Accelerator> accelerators() {
    return Accelerator.requested(each(OptionGroup.ACCEL), machine);
  }

  /** The machine's UUID, or null. */
  public @Nullable UUID uuid() {
    return uuid;
  }

  /** The values of a group whose options merge; empty when there was none. */
  public KeyValues merged(OptionGroup group) {
    List<KeyValues> all = each(group);
    return all.isEmpty() ? new KeyValues(group, null, null) : all.get(0);
  }

  /** The values of each option of a group, in order. */
  public List<KeyValues> each(OptionGroup group) {
    return List.copyOf(groups.getOrDefault(group, List.of()));
  }

  /**
   * The devices to make, in QEMU 7.2's order: first those in comma form and debug consoles, then
   * those in JSON.
   */
  public List<Blueprint> devices() {
    List<Blueprint> ordered = new ArrayList<>(of(OptionGroup.DEVICE));
    line.all("debugcon").forEach(option -> ordered.add(Blueprint.debugConsole(option)));
    ordered.sort((a, b) -> Boolean.compare(isJson(a), isJson(b)));
    return ordered;
  }

  private static boolean isJson(Blueprint blueprint) {
    return blueprint.properties() instanceof JsonProperties;
  }

  /** The objects to make, in order. */
  public List<Blueprint> objects() {
    return of(OptionGroup.OBJECT);
  }

  /** The networks to make, in order. */
  public List<Blueprint> netdevs() {
    return of(OptionGroup.NETDEV);
  }

  /** Defaults for properties, in order. */
  public List<GlobalProperty> globals() {
    return List.copyOf(globals);
  }

  private List<Blueprint> of(OptionGroup group) {
    return List.copyOf(blueprints.getOrDefault(group, List.of()));
  }
}
