package org.pvpanic.commands;

import java.util.List;
import org.pvpanic.hmp.HmpArgument;
import org.pvpanic.hmp.HmpCall;
import org.pvpanic.hmp.HmpCommand;
import org.pvpanic.qmp.QmpException;
import org.pvpanic.qom.QomObject;
import org.pvpanic.vm.MachineType;
import org.pvpanic.vm.Vm;

/**
 * {@code info} about what a PC can have and this board does not, in the words with which QEMU says
 * that there is none, and about the few such things that can be put on it.
 */
final class HumanBoardInfo {

  private static final String VIRTIO_DEVICE = "virtio-balloon-device";

  private final Vm vm;

  HumanBoardInfo(Vm vm) {
    this.vm = vm;
  }

  List<HmpCommand> infos() {
    return List.of(
        HmpCommand.of(
            "block",
            "[-n] [-v] [device]",
            "show info of one block device or all block devices (-n: show named nodes; -v: show"
                + " details)",
            call -> {},
            HmpArgument.option("nodes", 'n'),
            HmpArgument.option("verbose", 'v'),
            HmpArgument.string("device").orNothing()),
        none("block-jobs", "show progress of ongoing block device operations", "No active jobs"),
        none("blockstats", "show block device statistics"),
        none("capture", "show capture information"),
        HumanInfo.info("mem", "show the active virtual memory mappings", this::paging),
        none("memory-devices", "show memory devices"),
        HumanInfo.info("mice", "show which guest mouse is receiving events", this::mice),
        none("network", "show the network state"),
        none("numa", "show NUMA information", "0 nodes"),
        none("replay", "show record/replay information", "Record/replay is not active"),
        none("sev", "show SEV information", "SEV is not enabled"),
        none(
            "snapshots",
            "show the currently saved VM snapshots",
            "no block device can store vmstate for snapshot"),
        none("spice", "show the spice server status", "Server: disabled"),
        HumanInfo.info("tlb", "show virtual to physical memory mappings", this::paging),
        none("tpm", "show the TPM device"),
        HumanInfo.info("usb", "show guest USB devices", this::usb),
        none("usernet", "show user network stack connection states"),
        HumanInfo.info("virtio", "List all available virtio devices", this::virtio).inPreconfig(),
        none(
            "vm-generation-id",
            "Show Virtual Machine Generation ID",
            "Error: VM Generation ID device not found"),
        none("vnc", "show the vnc server status", "None"));
  }

  private static HmpCommand none(String name, String help) {
    return HumanInfo.info(name, help, call -> {});
  }

  private static HmpCommand none(String name, String help, String answer) {
    return HumanInfo.info(name, help, call -> call.println(answer));
  }

  /** The simulated CPUs do without page tables. */
  private void paging(HmpCall call) {
    call.println(vm.cpuPaths().isEmpty() ? "No CPU available" : "PG disabled");
  }

  /** A PS/2 mouse is part of what QEMU calls a PC; the number is the one that it gets. */
  private void mice(HmpCall call) {
    boolean isPc = vm.type().hasIsa() && vm.type().family() != MachineType.Family.MICROVM;
    call.println(isPc ? "* Mouse #2: QEMU PS/2 Mouse" : "No mouse devices connected");
  }

  /** Controllers are there if somebody put them on the board; nothing is plugged into them. */
  private void usb(HmpCall call) throws QmpException {
    if (!vm.hasDevice("piix3-usb-uhci") && !vm.hasDevice("qemu-xhci")) {
      throw new QmpException("USB support not enabled");
    }
  }

  private void virtio(HmpCall call) {
    String devices = virtioDevices(vm.qom());
    call.print(devices.isEmpty() ? "No VirtIO devices\n" : devices);
  }

  private static String virtioDevices(QomObject object) {
    StringBuilder lines = new StringBuilder();
    for (QomObject child : object.children().values()) {
      lines.append(virtioDevices(child));
      if (child.type().equals(VIRTIO_DEVICE)) {
        lines.append(child.path()).append(" [virtio-balloon]\n");
      }
    }
    return lines.toString();
  }
}
