package org.pvpanic.guest.linux;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.acpi.AcpiTables;
import org.pvpanic.guest.io.PciConfig;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.Step;
import org.pvpanic.machine.Vcpu;

/** A running kernel: what its parts and its programs share. A reset, or a crash, ends it. */
public final class Kernel {

  /**
   * What a kernel starts with.
   *
   * @param guest the system that it is of
   * @param layout where it lies in memory
   * @param arguments its arguments
   * @param memoryMap the memory that it may use
   * @param options what the board's user wants of this boot
   * @param root its root file system
   * @param hardware the board, as a crash reports it
   * @param disk what the system is installed on
   * @param oldMemory what a kernel that crashed has left; null for any but a capture kernel
   */
  record Setup(
      LinuxGuest guest,
      KernelLayout layout,
      CommandLine arguments,
      MemoryMap memoryMap,
      BootOptions options,
      RootKind root,
      String hardware,
      Disk disk,
      @Nullable OldMemory oldMemory) {}

  private final Vcpu cpu;
  private final Setup setup;
  private final Kexec kexec;
  private final Sysctl sysctl;
  private final Printk printk;
  private final Timekeeping time;
  private final Entropy entropy = new Entropy();
  private final Notifiers panicNotifiers = new Notifiers();
  private final TaskTable tasks = new TaskTable(this);
  private final SysRq sysRq = new SysRq(this);
  private final CrashPath crashPath = new CrashPath(this);
  private final RootFs files = new RootFs(this);
  private final KernelNodes nodes = new KernelNodes(this);
  private final Devices devices = new Devices(this);
  private final KernelThreads kernelThreads = new KernelThreads(this);
  private final KernelView view = new KernelView(this);
  private final Taint taint = new Taint();
  private final PowerManagement power = new PowerManagement(this);
  private final Modules modules = new Modules(this);
  private final Succession succession = new Succession(this);
  private Programs programs = path -> null;
  private String hostname = "(none)";
  private @Nullable SerialDriver serial;
  private @Nullable Task current;
  private @Nullable VmCoreInfo vmCoreInfo;
  private @Nullable MemoryPressure memoryPressure;
  private @Nullable Kaslr kaslr;
  private boolean scheduling = true;

  Kernel(Vcpu cpu, Setup setup, Kexec kexec) {
    this.cpu = cpu;
    this.setup = setup;
    this.kexec = kexec;
    this.sysctl = new Sysctl(profile().era(), profile().defaults(), setup.arguments());
    this.printk = new Printk(cpu, new LogBuffer(cpu.memory(), setup.layout()), profile().era());
    this.time = new Timekeeping(cpu);
    sysctl.watch(printk::uptimeNs);
  }

  /** Boots: tells what {@code script} says, then runs pid 1. */
  void boot(BootScript script) {
    cpu.onNmi(new Nmi(this)::received);
    MachineCheck.enable(this);
    if (profile().defaults().kaslr()) {
      panicNotifiers.register(0, () -> printk.print(Printk.EMERG, kaslr().panicLine()));
    }
    usePrograms(setup.guest().userSpace().programs(this));
    new KernelBoot(this, script).start();
  }

  /** The CPU. */
  Vcpu cpu() {
    return cpu;
  }

  /** Which kernel it is. */
  public KernelProfile profile() {
    return setup.guest().profile();
  }

  /** What the board's user wants of this boot. */
  public BootOptions options() {
    return setup.options();
  }

  /** Its root file system. */
  public RootKind root() {
    return setup.root();
  }

  /** The board, as a crash reports it. */
  public String hardware() {
    return setup.hardware();
  }

  /** What the system is installed on. */
  public Disk disk() {
    return setup.disk();
  }

  /** What a kernel that crashed has left; null for any but a capture kernel. */
  public @Nullable OldMemory oldMemory() {
    return setup.oldMemory();
  }

  /** Its arguments. */
  public CommandLine arguments() {
    return setup.arguments();
  }

  MemoryMap memoryMap() {
    return setup.memoryMap();
  }

  /** Crash memory and capture kernel. */
  public Kexec kexec() {
    return kexec;
  }

  /** What can be set below /proc/sys. */
  public Sysctl sysctl() {
    return sysctl;
  }

  /** Its messages. */
  public Printk printk() {
    return printk;
  }

  /** Its clocks. */
  public Timekeeping time() {
    return time;
  }

  /** The time of day in nanoseconds since 1970. */
  public long realtimeNs() {
    return time.realtimeNs();
  }

  Entropy entropy() {
    return entropy;
  }

  Notifiers panicNotifiers() {
    return panicNotifiers;
  }

  /** Its tasks. */
  public TaskTable tasks() {
    return tasks;
  }

  SysRq sysRq() {
    return sysRq;
  }

  CrashPath crashPath() {
    return crashPath;
  }

  /** What happens when memory runs out. */
  MemoryPressure memoryPressure() {
    MemoryPressure known = memoryPressure;
    if (known == null) {
      known = new MemoryPressure(this);
      memoryPressure = known;
    }
    return known;
  }

  /** What makes its reports suspect. */
  public Taint taint() {
    return taint;
  }

  /** The files that its drivers have added. */
  public KernelNodes nodes() {
    return nodes;
  }

  /** Restarting, stopping, switching off. */
  public PowerManagement power() {
    return power;
  }

  /** The loaded modules. */
  public Modules modules() {
    return modules;
  }

  /** Keyboard and power button. */
  public InputDevices input() {
    return modules.drivers().input();
  }

  KernelLayout layout() {
    return setup.layout();
  }

  VmCoreInfo vmCoreInfo() {
    VmCoreInfo known = vmCoreInfo;
    if (known == null) {
      known = new VmCoreInfo(this);
      vmCoreInfo = known;
    }
    return known;
  }

  /** Where it was put at random. */
  Kaslr kaslr() {
    Kaslr known = kaslr;
    if (known == null) {
      known = new Kaslr(this);
      kaslr = known;
    }
    return known;
  }

  /** Whether it is a 3.10 of Red Hat Enterprise Linux 7; otherwise a 6.1 of Debian 12. */
  boolean isEl7() {
    return profile().era() == Era.LINUX_3_10;
  }

  /** The release and what follows it where a crash names it. */
  String releaseShown() {
    return release() + " " + profile().release().shown();
  }

  /** The ACPI tables, or null on a board without, or when told not to use them. */
  @Nullable AcpiTables acpiTables() {
    return "off".equals(arguments().value("acpi")) ? null : AcpiTables.find(cpu.physical());
  }

  boolean hasPci() {
    return new PciConfig(cpu.ports()).isPresent();
  }

  /** A setting below {@code kernel.} that is a number. */
  int knob(String name, int otherwise) {
    String text = sysctl.text("kernel/" + name);
    return text.isEmpty() ? otherwise : (int) sysctl.number("kernel/" + name);
  }

  boolean panicOnWarn() {
    return sysctl.panicOnWarn() != 0;
  }

  /** Whether a panic tells its notifiers before a capture kernel gets its turn. */
  boolean crashKexecPostNotifiers() {
    return view.postNotifiers();
  }

  /** No task runs any more: the CPU is busy for ever, or the machine is about to stop. */
  void stopScheduling(@Nullable Task busy) {
    scheduling = false;
    current = busy;
  }

  /** Its files. */
  public RootFs files() {
    return files;
  }

  /** Character devices by number. */
  public Devices devices() {
    return devices;
  }

  /** The kernel's own threads. */
  public KernelThreads kernelThreads() {
    return kernelThreads;
  }

  /** What /proc and /sys are told. */
  public KernelView view() {
    return view;
  }

  /** Says what can be run. */
  void usePrograms(Programs all) {
    programs = all;
  }

  /** What can be run. */
  public Programs programs() {
    return programs;
  }

  /** Boot is over: from now on somebody may wait for what happens. */
  public void endBoot() {
    cpu.endBoot();
  }

  /** {@code uname -n}. */
  public String hostname() {
    return hostname;
  }

  /** sethostname(2). */
  public void setHostname(String name) {
    hostname = name;
    setup.layout().writeName(cpu.memory(), KernelLayout.NODE_NAME, name);
  }

  /** {@code uname -r}. */
  public String release() {
    return profile().release().release();
  }

  /** {@code uname -v}. */
  public String version() {
    return profile().release().version();
  }

  /** The serial ports; they are looked for when they are first asked for. */
  SerialDriver serial() {
    SerialDriver found = serial;
    if (found == null) {
      found = new SerialDriver(this);
      serial = found;
    }
    return found;
  }

  /** A terminal by its name in /dev, such as {@code ttyS0}; null when the board has it not. */
  public @Nullable Tty terminal(String name) {
    SerialDriver.Line line = serial().line(name);
    return line == null ? null : line.tty();
  }

  /** The terminal behind /dev/console, or null when it is none that the board has. */
  public @Nullable Tty console() {
    for (SerialDriver.Line line : serial().lines()) {
      if (arguments().isMainConsole(line.name())) {
        return line.tty();
      }
    }
    return null;
  }

  /** Opens a terminal: its input is heard from now on. */
  public void openTerminal(Tty tty) {
    SerialDriver.Line line = serial().line(tty.device());
    if (line != null) {
      serial().open(line);
    }
  }

  /** The task whose step is running, or null: the idle task. */
  @Nullable Task current() {
    return current;
  }

  /** The task that an exception between two steps has interrupted; null for an idle CPU. */
  @Nullable Task interrupted() {
    if (!scheduling) {
      return current;
    }
    return cpu.pending() instanceof Life.TaskStep step ? step.task() : null;
  }

  /**
   * Runs a step of a task. Where a program of ours has a defect, it ends as one does that touches
   * memory which it has not: its machine goes on, and so do the others of the process.
   */
  void runAs(Task task, Step step) {
    if (!scheduling) {
      return;
    }
    current = task;
    try {
      step.run();
    } catch (RuntimeException | StackOverflowError defect) {
      // Looked up here alone, since looking up a logger costs a start 20 ms.
      System.getLogger(Kernel.class.getName())
          .log(Level.ERROR, "guest program {0} ends by a defect: {1}", task.comm(), defect);
      task.kill(Signals.SEGV);
    } finally {
      current = null;
    }
  }

  /** Lets something happen later, unless this kernel has ended by then. */
  public void timer(long ns, Step step) {
    after(ns, step);
  }

  /** Sets a timer that ends with this kernel. */
  public Clock.Timer after(long ns, Step step) {
    return cpu.after(
        ns,
        () -> {
          if (succession.isAlive()) {
            step.run();
          }
        });
  }

  /** Its end, and what runs after it. */
  public Succession succession() {
    return succession;
  }

  /** The system that it is of. */
  LinuxGuest guest() {
    return setup.guest();
  }
}
