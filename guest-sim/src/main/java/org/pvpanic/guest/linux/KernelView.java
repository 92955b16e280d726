package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.acpi.AcpiTables;
import org.pvpanic.guest.firmware.E820;
import org.pvpanic.guest.io.FwCfgPort;
import org.pvpanic.guest.io.PciConfig;
import org.pvpanic.guest.linux.fs.Inode;
import org.pvpanic.guest.linux.proc.Uuid;

/** What the files below /proc and /sys are told about the kernel's inside. */
public final class KernelView {

  private static final int IRQS = 16;
  private static final int KEYBOARD_STATUS = 0x64;

  /** How long a task stays on a CPU. */
  private static final long TURN_NS = 8_000_000_000L;

  private final Kernel kernel;
  private final MemoryUse memory;
  private final Resources resources;
  private int[] interrupts = {};
  private int cpus;
  private @Nullable Boolean postNotifiers;
  private long busyNs;
  private @Nullable String bootId;

  KernelView(Kernel kernel) {
    this.kernel = kernel;
    this.memory = new MemoryUse(kernel);
    this.resources = new Resources(kernel);
  }

  /** What memory is used for. */
  public MemoryUse memory() {
    return memory;
  }

  /** Ports and memory that somebody has claimed. */
  public Resources resources() {
    return resources;
  }

  /** How many tasks have died of an oops. */
  public int oopsDeaths() {
    return kernel.crashPath().deaths();
  }

  /** How many warnings there have been. */
  public int warnings() {
    return kernel.crashPath().warnings();
  }

  /** How many CPUs the kernel runs on. */
  public int cpus() {
    if (cpus == 0) {
      int present = new FwCfgPort(kernel.cpu().ports(), kernel.cpu().physical()).cpus();
      cpus = Math.max(1, kernel.arguments().number("nr_cpus", present));
    }
    return cpus;
  }

  /**
   * The CPU that a task is on: they take turns, as if a balancer moved them now and then. CPU 0 is
   * that of interrupts, and idle tasks that matter are its.
   */
  public int cpuOf(@Nullable Task task) {
    long turn = kernel.printk().uptimeNs() / TURN_NS;
    return task == null ? 0 : (int) ((task.pid() + turn) % cpus());
  }

  /** An interrupt was taken. */
  void interrupted(int irq) {
    if (interrupts.length == 0) {
      interrupts = new int[IRQS];
    }
    interrupts[irq]++;
    kernel.entropy().stir(kernel.cpu().now());
  }

  /** How often an interrupt was taken. */
  public int interruptCount(int irq) {
    return irq < interrupts.length ? interrupts[irq] : 0;
  }

  /** Whether a driver has taken an interrupt. */
  public boolean hasInterrupt(int irq) {
    return switch (irq) {
      case 0, 8 -> true;
      case 1, 12 -> kernel.cpu().ports().inb(KEYBOARD_STATUS) != 0xff;
      case 4 -> kernel.terminal("ttyS0") != null;
      case 9 -> hasAcpi();
      case 14, 15 -> isInstalled() && pci().isPresent();
      default -> false;
    };
  }

  /** A step of a program took time. */
  void worked(long ns) {
    busyNs += ns;
  }

  /** The time that programs took, in nanoseconds. */
  public long busyNs() {
    return busyNs;
  }

  /** The three averages of /proc/loadavg: what programs do here takes no time to speak of. */
  public String loadAverage() {
    return "0.00 0.00 0.00";
  }

  /** When the kernel started, in seconds since 1970. */
  public long bootSeconds() {
    return (kernel.realtimeNs() - kernel.printk().uptimeNs()) / 1_000_000_000L;
  }

  /** The random name of this boot. */
  public String bootId() {
    String known = bootId;
    if (known == null) {
      known = Uuid.random(kernel);
      bootId = known;
    }
    return known;
  }

  /** 64 random bits. */
  public long randomLong() {
    return kernel.entropy().next();
  }

  /** Whether an installed system runs. */
  public boolean isInstalled() {
    return kernel.root() == RootKind.INSTALLED;
  }

  /** Whether the kernel uses ACPI. */
  public boolean hasAcpi() {
    return acpi() != null;
  }

  /** The board's ACPI tables; null when it has none, or the kernel must not use them. */
  public @Nullable AcpiTables acpi() {
    return kernel.acpiTables();
  }

  /** The board's PCI buses. */
  public PciConfig pci() {
    return new PciConfig(kernel.cpu().ports());
  }

  /** The ranges of memory as the firmware told them, with what the kernel keeps in them. */
  List<E820.Range> ranges() {
    return kernel.memoryMap().ranges();
  }

  /** A write to /proc/sysrq-trigger. */
  public void triggerSysRq(char key) {
    kernel.sysRq().trigger(key, SysRq.Origin.PROC);
  }

  /** The consoles that get the kernel's messages, the main one first. */
  public List<String> consoleNames() {
    List<String> names = new ArrayList<>(2);
    for (SerialDriver.Line line : kernel.serial().lines()) {
      if (kernel.arguments().hasConsole(line.name())) {
        boolean main = kernel.arguments().isMainConsole(line.name());
        names.add(main ? 0 : names.size(), line.name());
      }
    }
    return names;
  }

  /** /proc/tty/driver/serial. */
  public String serialInfo() {
    StringBuilder text = new StringBuilder("serinfo:1.0 driver revision:\n");
    for (int i = 0; i < 4; i++) {
      SerialDriver.Line line = kernel.serial().line("ttyS" + i);
      text.append(i).append(": uart:");
      if (line == null) {
        text.append("unknown port:").append(Hex.wide(SerialDriver.BASES[i]).substring(8));
        text.append(" irq:").append(SerialDriver.IRQS[i]).append('\n');
      } else {
        text.append("16550A port:").append(Hex.wide(line.uart().base()).substring(8));
        text.append(" irq:").append(line.uart().irq()).append(" tx:0 rx:0\n");
      }
    }
    return text.toString();
  }

  /** /sys/kernel/vmcoreinfo. */
  public String vmCoreInfo() {
    return kernel.vmCoreInfo().show();
  }

  /** /proc/modules. */
  public String moduleList() {
    return kernel.modules().list();
  }

  /** /proc/bus/input/devices. */
  public String inputDevices() {
    return kernel.input().list();
  }

  /** What taints the kernel, as a mask. */
  public int taintBits() {
    return kernel.taint().value();
  }

  /** Something taints the kernel. */
  public void addTaint(int bits) {
    kernel.taint().add(bits);
  }

  /** Whether a capture kernel starts after the panic notifiers, not before. */
  public boolean postNotifiers() {
    return postNotifiers != null
        ? postNotifiers
        : kernel.profile().defaults().postNotifiers()
            && kernel.arguments().has("crash_kexec_post_notifiers");
  }

  /** Says when a capture kernel starts. */
  public void setPostNotifiers(boolean after) {
    postNotifiers = after;
  }

  /** The file that shows the memory of a kernel that crashed. */
  public Inode vmCoreNode(OldMemory old, long number) {
    return new VmCoreNode(old, number, bootSeconds() * 1_000_000_000L);
  }

  /** The file that gives the kernel's log to a reader. */
  public Inode logNode(long number) {
    return new KernelLogNode(kernel, number);
  }
}
