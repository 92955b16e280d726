package org.pvpanic.guest.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.firmware.FwCfgDma;
import org.pvpanic.guest.io.FwCfgItems;
import org.pvpanic.guest.io.FwCfgPort;

/**
 * The module qemu_fw_cfg (drivers/firmware/qemu_fw_cfg.c): the files of the firmware configuration
 * device below /sys/firmware/qemu_fw_cfg. Where the device wants to know of VMCOREINFO, it tells.
 */
final class FwCfgFolder implements ModuleDriver {

  private static final String FOLDER = "/sys/firmware/qemu_fw_cfg";
  private static final String VMCOREINFO = "etc/vmcoreinfo";
  private static final int FORMAT_ELF = 1;
  private static final int ID = 0x01;
  private static final int OWNER_ONLY = 0400;

  private final Kernel kernel;

  FwCfgFolder(Kernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public void start(Task loader, Consumer<@Nullable Errno> done) {
    done.accept(probe() ? null : Errno.ENODEV);
  }

  /** Shows the files; false when the board has no such device. */
  boolean probe() {
    FwCfgPort device = new FwCfgPort(kernel.cpu().ports(), kernel.cpu().physical());
    if (!device.isPresent()) {
      return false;
    }
    int revision = ByteBuffer.wrap(device.item(ID, 4)).order(ByteOrder.LITTLE_ENDIAN).getInt();
    kernel.nodes().folderOnDemand(FOLDER, () -> show(device, revision));
    FwCfgItems.File note = device.files().get(VMCOREINFO);
    if (note != null && device.hasDma()) {
      tellOfVmCoreInfo(note);
    }
    return true;
  }

  private void show(FwCfgPort device, int revision) {
    kernel.nodes().file(FOLDER + "/rev", OWNER_ONLY, () -> revision + "\n", null);
    for (Map.Entry<String, FwCfgItems.File> entry : device.files().entrySet()) {
      show(device, FOLDER + "/by_key/" + entry.getValue().key(), entry.getKey(), entry.getValue());
      show(device, FOLDER + "/by_name/" + entry.getKey(), entry.getKey(), entry.getValue());
    }
  }

  private void show(FwCfgPort device, String folder, String name, FwCfgItems.File file) {
    KernelNodes nodes = kernel.nodes();
    nodes.file(folder + "/key", OWNER_ONLY, () -> file.key() + "\n", null);
    nodes.file(folder + "/name", OWNER_ONLY, () -> name + "\n", null);
    nodes.file(folder + "/size", OWNER_ONLY, () -> file.size() + "\n", null);
    nodes.file(
        folder + "/raw",
        OWNER_ONLY,
        () -> new String(device.item(file.key(), file.size()), StandardCharsets.ISO_8859_1),
        null);
  }

  /** {@code struct fw_cfg_vmcoreinfo}: formats, size of the note, where it is. */
  private void tellOfVmCoreInfo(FwCfgItems.File file) {
    VmCoreInfo note = kernel.vmCoreInfo();
    ByteBuffer entry =
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort((short) 0)
            .putShort((short) FORMAT_ELF)
            .putInt(VmCoreInfo.NOTE_SIZE)
            .putLong(note.address());
    FwCfgDma dma =
        new FwCfgDma(kernel.cpu().ports(), kernel.cpu().physical(), note.transferBuffer());
    dma.write(file.key(), 0, entry.array());
    dma.clearBuffer();
  }

  @Override
  public void stop() {
    kernel.nodes().remove(FOLDER);
  }
}
