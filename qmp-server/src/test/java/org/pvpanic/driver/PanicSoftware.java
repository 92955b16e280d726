package org.pvpanic.driver;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.bus.MemoryIo;
import org.pvpanic.bus.PortIo;
import org.pvpanic.guest.acpi.AcpiTables;
import org.pvpanic.guest.firmware.Firmware;
import org.pvpanic.guest.io.PciConfig;
import org.pvpanic.guest.linux.PvpanicDriver;
import org.pvpanic.guest.linux.PvpanicInstance;

/** What runs on both boards: the firmware, then the pvpanic drivers of two kernels. */
final class PanicSoftware {

  private final PortIo ports;
  private final MemoryIo memory;
  private final List<Runnable> writes = new ArrayList<>();

  PanicSoftware(PortIo ports, MemoryIo memory) {
    this.ports = ports;
    this.memory = memory;
  }

  /** Sets the board up and binds the drivers; tells what they found. */
  List<String> boot() {
    new Firmware(ports, memory).run();
    AcpiTables tables = AcpiTables.find(memory);
    List<String> found = new ArrayList<>();
    PvpanicDriver old = PvpanicDriver.probe(ports, tables);
    if (old != null) {
      found.add("3.10: port 0x%x".formatted(old.port()));
      writes.add(old::panicked);
    }
    List<PvpanicInstance> instances = new ArrayList<>();
    instances.addAll(PvpanicInstance.probeAcpi(ports, tables));
    instances.addAll(PvpanicInstance.probePci(new PciConfig(ports), memory));
    for (PvpanicInstance instance : instances) {
      found.add("6.1: %s, capability %d".formatted(instance.name(), instance.capability()));
      for (int event = 1; event <= 3; event++) {
        int value = event;
        writes.add(() -> instance.send(value));
      }
    }
    return found;
  }

  /** What the drivers can be made to write: 1, or each of 1, 2 and 3. */
  List<Runnable> writes() {
    return writes;
  }
}
