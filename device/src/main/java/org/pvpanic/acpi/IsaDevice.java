package org.pvpanic.acpi;

import static org.pvpanic.acpi.Aml.device;
import static org.pvpanic.acpi.Aml.eisaId;
import static org.pvpanic.acpi.Aml.field;
import static org.pvpanic.acpi.Aml.integer;
import static org.pvpanic.acpi.Aml.list;
import static org.pvpanic.acpi.Aml.method;
import static org.pvpanic.acpi.Aml.name;
import static org.pvpanic.acpi.Aml.named;
import static org.pvpanic.acpi.Aml.operationRegion;
import static org.pvpanic.acpi.Aml.string;
import static org.pvpanic.acpi.AmlCode.arg;
import static org.pvpanic.acpi.AmlCode.giveBack;
import static org.pvpanic.acpi.AmlCode.local;
import static org.pvpanic.acpi.AmlCode.store;
import static org.pvpanic.acpi.AmlResources.dma;
import static org.pvpanic.acpi.AmlResources.io;
import static org.pvpanic.acpi.AmlResources.irqNoFlags;
import static org.pvpanic.acpi.AmlResources.template;

/** A device on the ISA bus that the DSDT describes. */
public sealed interface IsaDevice {

  /** Present, functioning, decoding, shown to the user: ACPI 6.5, 6.3.7. */
  Aml PRESENT = named("_STA", integer(0xf));

  /** Its description. */
  Aml aml();

  /**
   * pvpanic: its port as a field, and methods that read and write it.
   *
   * @param ioport 0 to 0xffff
   */
  record Pvpanic(int ioport) implements IsaDevice {
    @Override
    public Aml aml() {
      Aml register = name("PEPT");
      return device(
          "PEVT",
          named("_HID", string("QEMU0001")),
          named("_CRS", template(io(ioport, 1, 1))),
          operationRegion("PEOR", Aml.SYSTEM_IO, ioport, 1),
          field("PEOR", Aml.BYTE_ACCESS | Aml.PRESERVE, Aml.bits("PEPT", 8)),
          PRESENT,
          method("RDPT", 0, store(register, local(0)), giveBack(local(0))),
          method("WRPT", 1, store(arg(0), register)));
    }
  }

  /** The keyboard controller, with the mouse that it may have. */
  record Keyboard() implements IsaDevice {
    @Override
    public Aml aml() {
      return list(
          device(
              "KBD",
              named("_HID", eisaId("PNP0303")),
              PRESENT,
              named("_CRS", template(io(0x60, 1, 1), io(0x64, 1, 1), irqNoFlags(1)))),
          device(
              "MOU",
              named("_HID", eisaId("PNP0F13")),
              PRESENT,
              named("_CRS", template(irqNoFlags(12)))));
    }
  }

  /** The floppy controller, without drives. */
  record Floppy() implements IsaDevice {
    @Override
    public Aml aml() {
      byte[] drives = new byte[20]; // 32 bits for each of four, and what is known of tape
      drives[16] = 2;
      return device(
          "FDC0",
          named("_HID", eisaId("PNP0700")),
          named("_CRS", template(io(0x3f2, 0, 4), io(0x3f7, 0, 1), irqNoFlags(6), dma(2))),
          named("_FDE", Aml.buffer(drives)));
    }
  }

  /** The real-time clock. */
  record RealTimeClock() implements IsaDevice {
    @Override
    public Aml aml() {
      return device(
          "RTC",
          named("_HID", eisaId("PNP0B00")),
          named("_CRS", template(io(0x70, 1, 8), irqNoFlags(8))));
    }
  }

  /**
   * A serial port.
   *
   * @param index 0 for COM1
   * @param iobase first of its eight ports
   * @param irq its interrupt, 0 to 15
   */
  record Serial(int index, int iobase, int irq) implements IsaDevice {
    @Override
    public Aml aml() {
      return device(
          "COM" + (index + 1),
          named("_HID", eisaId("PNP0501")),
          named("_UID", integer(index + 1)),
          PRESENT,
          named("_CRS", template(io(iobase, 0, 8), irqNoFlags(irq))));
    }
  }
}
