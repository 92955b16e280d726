package org.pvpanic.guest.linux;

import java.util.List;
import org.pvpanic.guest.io.FwCfgPort;
import org.pvpanic.machine.Vcpu;

/** Runs the script of a kernel's boot: its messages, and what it really does in between. */
final class KernelBoot {

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
    TscCalibration.run(cpu);
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
      case "clock" -> printk.startClock();
      case "crash-memory" -> crashMemory();
      case "console" -> console();
      case "cpus" -> secondaryCpus();
      case "per-cpu" -> debug(new PerCpuLayout(kernel).lines());
      case "ram-buffers" -> debug(facts.report(action));
      case "interrupts" -> cpu.enableInterrupts(true);
      case "serial" -> serialPorts();
      case "keyboard" -> keyboard();
      case "pvpanic" -> pvpanic();
      case "rtc" -> clockChip();
      case "root" -> init.mountRoot();
      case "init" -> init.run();
      case "pnp" -> pnp();
      default -> tell(action);
    }
  }

  /** The driver finds the chip, and the time of day is what it shows (hctosys). */
  private void clockChip() {
    if (kernel.time().chip().isPresent()) {
      kernel.time().readChip();
      new RtcFiles(kernel).register(facts.value("rtc-device"));
    }
  }

  private void tell(String report) {
    for (String line : facts.report(report)) {
      say(Printk.INFO, line);
    }
  }

  private void debug(List<String> lines) {
    for (String line : lines) {
      say(Printk.DEBUG, line);
    }
  }

  private void pnp() {
    AcpiHotplug.start(kernel, facts.acpi().namespace());
    debug(facts.acpi().pnpDma());
    int found = facts.acpi().pnpDevices().size();
    if (found > 0) {
      say(Printk.INFO, "pnp: PnP ACPI: found " + found + " devices");
    }
  }

  private void say(int level, String text) {
    cpu.call(() -> printk.print(level, text));
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
      return;
    }
    String wanted = kernel.arguments().value("crashkernel");
    if (wanted == null) {
      return;
    }
    if (wanted.equals("auto") && !isNew()) {
      say(Printk.INFO, "crashkernel=auto resulted in zero bytes of reserved memory.");
    } else if (!Kexec.isSize(wanted)) {
      say(Printk.WARNING, "crashkernel: memory value expected");
    } else {
      say(
          Printk.INFO,
          "crashkernel reservation failed - "
              + (wanted.indexOf('@') < 0 ? "No suitable area found." : "memory is in use."));
    }
  }

  /** The serial ports that {@code console=} names get all that was printed so far. */
  private void console() {
    for (SerialDriver.Line line : kernel.serial().lines()) {
      if (kernel.arguments().hasConsole(line.name())) {
        line.uart().setLine(kernel.arguments().baud(line.name()));
        printk.print(Printk.INFO, consoleHeader() + "console [" + line.name() + "] enabled");
        printk.register(line.uart()::write);
      }
    }
  }

  private String consoleHeader() {
    return isNew() ? "printk: " : "";
  }

  private boolean isNew() {
    return kernel.profile().era() == Era.LINUX_6_1;
  }

  /** They are there, but this kernel leaves them halted. */
  private void secondaryCpus() {
    if (cpus == 1) {
      return;
    }
    StringBuilder booted = new StringBuilder();
    for (int i = 1; i < cpus; i++) {
      booted.append(isNew() && i > 1 ? "  #" : " #").append(i);
    }
    if (isNew()) {
      say(Printk.INFO, "x86: Booting SMP configuration:");
      say(Printk.INFO, ".... node  #0, CPUs:     " + booted);
    } else {
      say(Printk.INFO, "smpboot: Booting Node   0, Processors " + booted + " OK");
    }
  }

  private void serialPorts() {
    for (SerialDriver.Line line : kernel.serial().lines()) {
      String pnp = facts.acpi().pnpName("PNP0501", line.uart().base());
      say(
          Printk.INFO,
          (pnp == null ? "serial8250" : pnp)
              + ": "
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
      kernel.input().addKeyboard();
      if (facts.acpi().has("PNP0303")) {
        say(
            Printk.INFO,
            "i8042: PNP: PS/2 Controller [PNP0303:KBD,PNP0f13:MOU] at 0x60,0x64 irq 1,12");
      }
      say(Printk.INFO, "serio: i8042 KBD port at 0x60,0x64 irq 1");
      say(Printk.INFO, "serio: i8042 AUX port at 0x60,0x64 irq 12");
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
    PvpanicDriver driver = PvpanicDriver.probe(cpu.ports(), kernel.acpiTables());
    if (driver != null) {
      kernel.panicNotifiers().register(PvpanicDriver.PRIORITY, driver::panicked);
    }
  }
}
