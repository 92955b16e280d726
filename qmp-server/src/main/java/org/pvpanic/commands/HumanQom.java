package org.pvpanic.commands;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pvpanic.hmp.HmpArgument;
import org.pvpanic.hmp.HmpCall;
import org.pvpanic.hmp.HmpCommand;
import org.pvpanic.json.Json;
import org.pvpanic.json.JsonException;
import org.pvpanic.json.JsonWriter;
import org.pvpanic.qmp.QmpException;
import org.pvpanic.qom.DeviceList;
import org.pvpanic.qom.QomException;
import org.pvpanic.qom.QomObject;
import org.pvpanic.vm.Vm;

/** The object tree at the human monitor. */
final class HumanQom {

  private static final Map<String, Boolean> BOOLEANS =
      Map.of(
          "on", true, "yes", true, "true", true, "y", true, "off", false, "no", false, "false",
          false, "n", false);

  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,18}");

  private final Vm vm;
  private final QomCommands qmp;
  private final MemorySpaces spaces;

  HumanQom(Vm vm) {
    this.vm = vm;
    this.qmp = new QomCommands(vm);
    this.spaces = new MemorySpaces(vm);
  }

  List<HmpCommand> commands() {
    return List.of(
        HmpCommand.of(
                "qom-get",
                "path property",
                "print QOM property",
                this::get,
                HmpArgument.string("path"),
                HmpArgument.string("property"))
            .inPreconfig(),
        HmpCommand.of(
                "qom-list",
                "path",
                "list QOM properties",
                this::list,
                HmpArgument.string("path").orNothing())
            .inPreconfig(),
        HmpCommand.of(
                "qom-set",
                "[-j] path property value",
                "set QOM property.\n\t\t\t-j: the value is specified in json format.",
                this::set,
                HmpArgument.option("json", 'j'),
                HmpArgument.string("path"),
                HmpArgument.string("property"),
                HmpArgument.rest("value"))
            .inPreconfig());
  }

  HmpCommand tree() {
    return HmpCommand.of(
            "qom-tree",
            "[path]",
            "show QOM composition tree",
            this::showTree,
            HmpArgument.string("path").orNothing())
        .inPreconfig();
  }

  HmpCommand deviceTree() {
    return HmpCommand.of(
        "qtree",
        "",
        "show device tree",
        call -> new DeviceTreePrinter(vm.qom(), new PciFunctions(vm), call::println).print());
  }

  HmpCommand deviceModels() {
    return HmpCommand.of(
            "qdm",
            "",
            "show qdev device model list",
            call -> call.print(DeviceList.ofAll(vm.qom().types())))
        .inPreconfig();
  }

  HmpCommand memoryTree() {
    return HmpCommand.of(
        "mtree",
        "[-f][-d][-o][-D]",
        "show memory tree (-f: dump flat view for address spaces;-d: dump dispatch tree, valid"
            + " with -f only);-o: dump region owners/parents;-D: dump disabled regions",
        this::showMemory,
        HmpArgument.option("flatview", 'f'),
        HmpArgument.option("dispatch_tree", 'd'),
        HmpArgument.option("owner", 'o'),
        HmpArgument.option("disabled", 'D'));
  }

  /** How QEMU finds its way from an address to a region ({@code -d}) is not shown. */
  private void showMemory(HmpCall call) {
    RegionOwners owners = call.option("owner") ? new RegionOwners(vm.qom()) : RegionOwners.untold();
    List<MemorySpaces.Space> all = spaces.all();
    all.forEach(owners::add);
    if (call.option("flatview")) {
      new FlatViewPrinter(owners, call::println).print(all);
    } else {
      new MemoryTreePrinter(owners, call.option("disabled"), call::println).print(all);
    }
  }

  private void get(HmpCall call) throws QmpException {
    Object value = qmp.qomGet(new QomCommands.QomGet(call.string("path"), call.string("property")));
    String pretty = new JsonWriter(true).value(value).toString();
    call.println(pretty.replace("\r\n", "\n")); // the monitor adds the CR to all it prints
  }

  private void list(HmpCall call) throws QmpException {
    if (call.optionalString("path").isEmpty()) {
      call.println("/");
      return;
    }
    for (var property : qmp.qomList(new QomCommands.QomList(call.string("path")))) {
      call.println(property.name() + " (" + property.type() + ")");
    }
  }

  private void set(HmpCall call) throws QmpException {
    String path = call.string("path");
    String property = call.string("property");
    boolean isJson = call.option("json");
    Object value =
        isJson
            ? json(call.string("value"))
            : plain(qmp.resolve(path).property(property), call.string("value"));
    try {
      qmp.set(new QomCommands.QomSet(path, property, value));
    } catch (QomException e) {
      throw new QmpException(isJson ? String.valueOf(e.getMessage()) : e.messageForWord());
    }
  }

  private static Object json(String text) throws QmpException {
    try {
      return Json.parse(text);
    } catch (JsonException e) {
      throw new QmpException(String.valueOf(e.getMessage()));
    }
  }

  /** What a word means to a property of that type; what it does not understand it refuses. */
  private static Object plain(QomObject.@Nullable Property property, String text) {
    String type = property == null ? "" : property.type();
    if (type.equals("bool") && BOOLEANS.containsKey(text)) {
      return BOOLEANS.getOrDefault(text, false);
    }
    return type.contains("int") && DECIMAL.matcher(text).matches() ? Long.valueOf(text) : text;
  }

  private void showTree(HmpCall call) {
    String path = call.optionalString("path").orElse("/machine");
    QomObject root = vm.qom().resolve(path);
    if (root == null) {
      call.println("Path '" + path + "' could not be resolved.");
    } else {
      showTree(call, root, "");
    }
  }

  private static void showTree(HmpCall call, QomObject object, String indent) {
    call.println(indent + "/" + object.name() + " (" + object.type() + ")");
    new TreeMap<>(object.children()).values().forEach(c -> showTree(call, c, indent + "  "));
  }
}
