package org.pvpanic.commands;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pvpanic.hmp.HmpArgument;
import org.pvpanic.hmp.HmpCall;
import org.pvpanic.hmp.HmpCommand;
import org.pvpanic.options.QemuError;
import org.pvpanic.qmp.QmpException;
import org.pvpanic.vm.Vm;

/**
 * Devices come and go at the human monitor. Left out: the completion of what {@code device_add} and
 * {@code device_del} take.
 */
final class HumanHotplug {

  private final Vm vm;

  HumanHotplug(Vm vm) {
    this.vm = vm;
  }

  List<HmpCommand> commands() {
    return List.of(
        HmpCommand.of(
            "device_add",
            "driver[,prop=value][,...]",
            "add device, like -device on the command line",
            this::add,
            HmpArgument.string("device").orNothing()),
        HmpCommand.of(
            "device_del", "device", "remove device", this::delete, HmpArgument.string("id")));
  }

  private void add(HmpCall call) throws QmpException {
    String text = call.string("device");
    Optional<Map<String, Object>> read = vm.hotplug().read(text, call.user().isProgram());
    if (read.isEmpty()) {
      call.println("Try \"help device_add\" for more information");
    } else if (!help(call, read.get())) {
      HotplugCommands.add(vm, read.get());
    }
  }

  /** Prints the help that was asked for; unlike other errors, that there is none is no failure. */
  private boolean help(HmpCall call, Map<String, Object> arguments) {
    try {
      Optional<String> help = vm.hotplug().help(arguments);
      help.ifPresent(call::print);
      return help.isPresent();
    } catch (QemuError e) {
      call.println(e.message());
      return true;
    }
  }

  private void delete(HmpCall call) throws QmpException {
    HotplugCommands.remove(vm, new HotplugCommands.DeviceDel(call.string("id")));
  }
}
