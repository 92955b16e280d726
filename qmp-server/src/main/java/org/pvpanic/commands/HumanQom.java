package org.pvpanic.commands;

import java.util.List;
import java.util.TreeMap;
import org.pvpanic.hmp.HmpArgument;
import org.pvpanic.hmp.HmpCall;
import org.pvpanic.hmp.HmpCommand;
import org.pvpanic.json.Json;
import org.pvpanic.json.JsonException;
import org.pvpanic.json.JsonWriter;
import org.pvpanic.qmp.ErrorClass;
import org.pvpanic.qmp.QmpException;
import org.pvpanic.qom.QomObject;
import org.pvpanic.vm.Vm;

/** The object tree at the human monitor. */
final class HumanQom {

  private final Vm vm;
  private final QomCommands qmp;

  HumanQom(Vm vm) {
    this.vm = vm;
    this.qmp = new QomCommands(vm);
  }

  List<HmpCommand> commands() {
    return List.of(
        HmpCommand.of(
            "device_del", "device", "remove device", this::deviceDel, HmpArgument.string("id")),
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

  private void get(HmpCall call) throws QmpException {
    Object value = qmp.qomGet(new QomCommands.QomGet(call.string("path"), call.string("property")));
    call.println(new JsonWriter(true).value(value).toString());
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

  /** Nothing can be set: devices are in place, and nothing else has anything to set. */
  private void set(HmpCall call) throws QmpException {
    if (call.option("json")) {
      try {
        Json.parse(call.string("value"));
      } catch (JsonException e) {
        throw new QmpException(String.valueOf(e.getMessage()));
      }
    }
    QomObject object = qmp.resolve(call.string("path"));
    String property = call.string("property");
    if (!object.properties().containsKey(property) && !object.children().containsKey(property)) {
      throw new QmpException("Property '%s.%s' not found".formatted(object.type(), property));
    }
    if (!isDevice(object) || property.equals("type")) {
      throw new QmpException("Property '%s.%s' is not writable".formatted(object.type(), property));
    }
    throw new QmpException(
        "Attempt to set property '%s' on device '%s' (type '%s') after it was realized"
            .formatted(property, object.name(), object.type()));
  }

  private static boolean isDevice(QomObject object) {
    return object.types().find(object.type()).filter(type -> type.isA("device")).isPresent();
  }

  /** No device of ours can be unplugged. */
  private void deviceDel(HmpCall call) throws QmpException {
    String id = call.string("id");
    QomObject device = vm.qom().resolve(id.startsWith("/") ? id : "/machine/peripheral/" + id);
    if (device == null) {
      throw new QmpException(ErrorClass.DEVICE_NOT_FOUND, "Device '" + id + "' not found");
    }
    QomObject.Property bus = device.properties().get("parent_bus");
    if (bus == null) {
      throw new QmpException(id + " is not a hotpluggable device");
    }
    String path = bus.get().get().toString();
    throw new QmpException(
        "Bus '" + path.substring(path.lastIndexOf('/') + 1) + "' does not support hotplugging");
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
