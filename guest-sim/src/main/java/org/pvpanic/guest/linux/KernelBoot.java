package org.pvpanic.guest.linux;

import java.util.List;
import org.pvpanic.guest.acpi.AcpiTables;
import org.pvpanic.guest.firmware.E820;
import org.pvpanic.guest.io.FwCfgPort;
import org.pvpanic.machine.Vcpu;

/** Runs the script of a kernel's boot: its messages, and what it really does in between. */
final class KernelBoot {

  private static final long PAGE = 4096;

  private final Kernel kernel;
  private final Vcpu cpu;
  private final Printk printk;
  private final List<BootScript.Line> lines;
  private final InitStart init;
  private final BootFacts facts;
  private final int cpus;
  private int next;

  KernelBoot(Kernel kernel, BootScript script) {
    this.kernel = kernel;
    this.cpu = kernel.cpu();
    this.printk = kernel.printk();
    this.lines = script.lines();
    this.init = new InitStart(kernel);
    int present = new FwCfgPort(cpu.ports(), cpu.physical()).cpus();
    this.cpus = kernel.arguments().number("nr_cpus", present);
    this.facts = new BootFacts(kernel, cpus);
  }

  void start() {
    printk.obey(kernel.arguments());
    cpu.call(kernel.time()::readChip, this::step);
  }

  private void step() {
    if (next == lines.size()) {
      return;
    }
    BootScript.Line line = lines.get(next++);
    if (line.gapNs() > 0) {
      cpu.delay(line.gapNs());
    }
    cpu.call(() -> perform(line), this::step);
  }

  private void perform(BootScript.Line line) {
    if (line.kind() == BootScript.ACTION) {
      act(line.text());
    } else {
      String text = line.filled(facts::value);
      if (text != null) {
        printk.print(line.kind() - '0', text);
      }
    }
  }

  private void act(String action) {
    switch (action) {
      case "memory-map" -> memoryMap();
      case "memory-nodes" -> memoryNodes();
      case "clock" -> printk.startClock();
      case "crash-memory" -> crashMemory();
      case "console" -> console();
      case "cpus" -> secondaryCpus();
      case "interrupts" -> cpu.enableInterrupts(true);
      case "serial" -> serialPorts();
      case "keyboard" -> keyboard();
      case "pvpanic" -> pvpanic();
      case "rtc" -> kernel.time().readChip();
      case "root" -> init.mountRoot();
      case "init" -> init.run();
      case "acpi-tables", "acpi-reserve", "memory-holes", "madt", "nosave", "pci-root", "pci-bus",
              "pci-links", "pnp", "pci-resources", "pci-fixups" -> {}
      default -> throw new IllegalStateException("boot script asks for " + action);
    }
  }

  private void say(int level, String text) {
    cpu.call(() -> printk.print(level, text));
  }

  private void memoryMap() {
    for (E820.Range range : kernel.memoryMap().ranges()) {
      say(Printk.INFO, "BIOS-e820: " + MemoryMap.text(range));
    }
  }

  /** The usable ranges in whole pages, without page 0. */
  private void memoryNodes() {
    for (E820.Range range : kernel.memoryMap().ranges()) {
      if (range.usable()) {
        long start = Math.max(range.start(), PAGE);
        long end = (range.end() + 1) / PAGE * PAGE - 1;
        say(
            Printk.WARNING,
            "  node   0: [mem 0x" + MemoryMap.narrow(start) + "-0x" + MemoryMap.narrow(end) + "]");
      }
    }
  }

  private void crashMemory() {
    Kexec kexec = kernel.kexec();
    if (kexec.size() > 0) {
      say(
          Printk.INFO,
          "Reserving "
              + (kexec.size() >> 20)
              + "MB of memory at "
              + (kexec.start() >> 20)
              + "MB for crashkernel (System RAM: "
              + (kernel.memoryMap().usable() >> 20)
              + "MB)");
    } else if ("auto".equals(kernel.arguments().value("crashkernel"))) {
      say(Printk.INFO, "crashkernel=auto resulted in zero bytes of reserved memory.");
    } else if (kernel.arguments().value("crashkernel") != null) {
      say(Printk.INFO, "crashkernel reservation failed - No suitable area found.");
    }
  }

  /** The serial ports that {@code console=} names get all that was printed so far. */
  private void console() {
    for (SerialDriver.Line line : kernel.serial().lines()) {
      if (kernel.arguments().hasConsole(line.name())) {
        line.uart().setLine(kernel.arguments().baud(line.name()));
        printk.print(Printk.INFO, "console [" + line.name() + "] enabled");
        printk.register(line.uart()::write);
      }
    }
  }

  /** They are there, but this kernel leaves them halted. */
  private void secondaryCpus() {
    if (cpus > 1) {
      StringBuilder booted = new StringBuilder("smpboot: Booting Node   0, Processors ");
      for (int i = 1; i < cpus; i++) {
        booted.append(" #").append(i);
      }
      say(Printk.INFO, booted.append(" OK").toString());
    }
  }

  private void serialPorts() {
    for (SerialDriver.Line line : kernel.serial().lines()) {
      say(
          Printk.INFO,
          "serial8250: "
              + line.name()
              + " at I/O 0x"
              + Integer.toHexString(line.uart().base())
              + " (irq = "
              + line.uart().irq()
              + ", base_baud = 115200) is a 16550A");
    }
  }

  private void keyboard() {
    if (new AtKeyboard(kernel).probe()) {
      say(Printk.INFO, "serio: i8042 KBD port at 0x60,0x64 irq 1");
      cpu.delay(1_700_000);
      say(
          Printk.INFO,
          "input: AT Translated Set 2 keyboard as /devices/platform/i8042/serio0/input/input0");
    } else {
      say(Printk.WARNING, "i8042: No controller found");
    }
  }

  /** On a board without ACPI, or when told not to use it, the driver finds nothing. */
  private void pvpanic() {
    boolean off = "off".equals(kernel.arguments().value("acpi"));
    PvpanicDriver driver =
        PvpanicDriver.probe(cpu.ports(), off ? null : AcpiTables.find(cpu.physical()));
    if (driver != null) {
      kernel.panicNotifiers().register(PvpanicDriver.PRIORITY, driver::panicked);
    }
  }
}
