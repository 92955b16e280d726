package org.pvpanic.machine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pvpanic.bus.AddressSpace;
import org.pvpanic.bus.InterruptLines;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.bus.PhysicalMemory;
import org.pvpanic.bus.PortBus;

/**
 * A machine: a board with its devices and vCPUs, its run state, and what it does about what its
 * guest does.
 *
 * <p>A machine has no thread of its own. One thread calls {@link #submit} with what comes from
 * outside and {@link #serve} to let the guest go on; everything that happens, happens on that
 * thread, in an order that the {@link Journal} can repeat. Devices and observers are called back on
 * it.
 *
 * <p>Requests to shut down, reset, and so on are flags that one pass of the main loop serves in
 * QEMU's order. That order and the difference between a vCPU (whose wish to stop is queued) and
 * anybody else (who stops the machine at once) give QEMU's event sequences without special cases.
 */
public final class Machine {

  /** What {@link #serve} returns when nothing but an input can make the machine go on. */
  public static final long NEVER = Clock.NEVER;

  private static final int STEPS_PER_SERVE = 256;

  private final MachineConfig config;
  private final GuestCode guest;
  private final Clock clock;
  private final HostTime hostTime;
  private final PortBus ports = new PortBus();
  private final PhysicalMemory memory;
  private final MemoryRegion ram;
  private final AddressSpace physical;
  private final CpuSet cpus;
  private final InterruptLines interrupts;
  private final List<Device> devices = new ArrayList<>(6);
  private final Connectors connectors = new Connectors();
  private final Observers observers = new Observers();
  private final Set<String> notedOnce = new HashSet<>(1);
  private final Recorder recorder;
  private final MainLoop loop;

  private boolean switchedOn;
  private int holds;

  /**
   * A machine that has not been switched on.
   *
   * @param guest what boots on it
   * @param host the host's clock
   */
  public Machine(MachineConfig config, GuestCode guest, TimeSource host) {
    this.config = config;
    this.guest = guest.installed();
    this.recorder = new Recorder(config);
    this.clock = new Clock(config.clock(), host);
    this.hostTime = new HostTime(host, clock, config.rtc());
    this.memory = new PhysicalMemory(config.ram().size());
    this.ram = MemoryRegion.ram(config.ram().id(), memory);
    this.physical = addresses(config.ram(), ram);
    this.loop = new MainLoop(this, config.actions());
    this.cpus =
        new CpuSet(
            config.cpus(),
            ports,
            memory,
            physical.forCpu(),
            clock,
            hostTime,
            config.machineChecks(),
            loop);
    this.interrupts = new InterruptLines(cpus.boot()::drive);
  }

  private static AddressSpace addresses(RamLayout layout, MemoryRegion ram) {
    MemoryRegion system = MemoryRegion.container("system", MemoryRegion.ALL);
    if (layout.low() > 0) {
      system.add(0, MemoryRegion.alias("ram-below-4g", ram, 0, layout.low()));
    }
    if (layout.high() > 0) {
      system.add(
          RamLayout.FOUR_GIB, MemoryRegion.alias("ram-above-4g", ram, layout.low(), layout.high()));
    }
    return new AddressSpace("memory", system);
  }

  /**
   * Puts a device on the board. After {@link #powerOn} only a device does so, because of an input
   * ({@link Input.Plug}).
   */
  public void plug(Device device) {
    device.attach(new MainBoard(this, loop));
    devices.add(device);
    connectors.plug(device);
    if (switchedOn) {
      device.reset();
    }
  }

  void unplug(Device device) {
    devices.remove(device);
    observers.unplugged(device);
  }

  /** Adds an observer; observers are called in the order in which they were added. */
  public void observe(MachineObserver observer) {
    observers.add(observer);
    if (observer.hearsGuestErrors()) {
      physical.onInvalid(this::guestError);
    }
  }

  /** Connects a line to serial port {@code number}, 0 being ttyS0. */
  public void connect(int number, SerialLine line) {
    connectors.connect(number, line);
  }

  /** Has a line that no serial port has flushed when serial ports' lines are. */
  public void addLine(SerialLine line) {
    connectors.add(line);
  }

  /**
   * Switches the machine on: devices and CPUs are reset; it runs unless the configuration holds it.
   */
  public void powerOn() {
    switchedOn = true;
    resetBoard();
    if (config.autostart()) {
      loop.start();
    }
  }

  /**
   * Takes an input: notes it, does it, and serves the requests it made, so that the events it
   * causes have been sent when this returns.
   *
   * <p>A machine at its end takes nothing more.
   *
   * @return what an {@link Input.PortRead} or {@link Input.MemoryRead} read, else 0
   * @throws MachineException when the machine refuses, with QEMU's text; nothing has changed then
   */
  public long submit(Input input) {
    readHostClock();
    return apply(input, clock.inputTime());
  }

  /**
   * Lets devices know of the host's time where the machine's has not kept pace with it, so that
   * what they show outside of an input is right.
   */
  public void readHostClock() {
    Input.HostTime news = hostTime.news();
    if (news != null) {
      apply(news, clock.now());
    }
  }

  long apply(Input input, long time) {
    if (loop.exited()) {
      return 0;
    }
    clock.advanceTo(time);
    recorder.note(input, switchedOn, clock.now());
    long result = input.applyTo(this, loop);
    connectors.flushLines();
    loop.pass();
    return result;
  }

  void receive(int port, byte[] bytes) {
    connectors.serial(port).receive(bytes);
  }

  void receiveBreak(int port) {
    connectors.serial(port).receiveBreak();
  }

  HotplugPort hotplug() {
    return connectors.hotplug();
  }

  void raiseNmi() {
    cpus.raiseNmi();
  }

  void injectMachineCheck(Input.MachineCheck input) {
    cpus.injectMachineCheck(input, this::emit, input.monitor());
  }

  void raiseClockLimit(long ns) {
    clock.raiseManualLimit(ns);
  }

  /** A machine that is stopped has no keyboard: QEMU drops what is typed meanwhile. */
  void pressKeys(byte[] scancodes) {
    if (loop.ticking()) {
      connectors.pressKeys(scancodes);
    }
  }

  void pressPowerButton() {
    connectors.pressPowerButton();
  }

  void wakeUp() {
    if (!wakesUp()) {
      throw new MachineException("wake-up from suspend is not supported by this guest");
    }
    loop.requestWakeup();
  }

  void wokenUp() {
    connectors.wokenUp();
  }

  /**
   * Lets the guest go on: timers that are due and up to 256 steps.
   *
   * @return nanoseconds until the machine wants to be served again: 0 for at once, {@link #NEVER}
   *     for not before an input
   */
  public long serve() {
    if (canRun()) {
      readHostClock();
    }
    for (int i = 0; i < STEPS_PER_SERVE; i++) {
      if (!canRun()) {
        return NEVER;
      }
      if (!serveOne()) {
        long due = clock.nextDue();
        if (due == NEVER) {
          clock.idle();
          return NEVER;
        }
        long limit = clock.limit();
        if (due > limit) {
          clock.passTime();
          return due - limit;
        }
        clock.advanceTo(due);
      }
    }
    return 0;
  }

  boolean canRun() {
    return loop.ticking() && !loop.exited() && holds == 0;
  }

  /** One timer or one step, in an order that depends on nothing but what went before. */
  boolean serveOne() {
    boolean served = clock.fireDue() || (loop.running() && cpus.step());
    if (served) {
      recorder.served();
      connectors.flushLines();
      loop.pass();
    }
    return served;
  }

  /**
   * Runs a journal in this machine, which must have been built and plugged as the recorded one and
   * just been switched on. Afterwards it is where the recorded machine was when its journal was
   * saved.
   */
  public void replay(Journal recorded) {
    new Replay(this, recorded).run();
    hostTime.resume();
  }

  /** How many steps and timers have been served. */
  long position() {
    return recorder.position();
  }

  /**
   * A copy of the journal up to this instant.
   *
   * @throws IllegalStateException when the configuration asks for none
   */
  public Journal journal() {
    return recorder.journal();
  }

  /**
   * Stops time until {@link #release}: something outside cannot keep up. The guest does not notice.
   */
  public void hold() {
    holds++;
  }

  /** Ends one {@link #hold}; the caller then has the machine served. */
  public void release() {
    holds--;
  }

  /** What the machine is made of. */
  public MachineConfig config() {
    return config;
  }

  /** What the machine is doing. */
  public RunState runState() {
    return loop.runState();
  }

  /** Whether the machine is at its end. */
  public boolean exited() {
    return loop.exited();
  }

  /** Whether the board has what it takes to sleep and wake up again (ACPI S3). */
  public boolean wakesUp() {
    return connectors.canWake();
  }

  /** Whether a CPU, 0 being the one that boots, wrote a panic since the last reset. */
  public boolean crashOccurred(int cpu) {
    return cpus.get(cpu).crashOccurred();
  }

  /** What the machine does on reboot, shutdown, panic and watchdog. */
  public Actions actions() {
    return loop.actions();
  }

  /** I/O space, for looking at what is mapped; accesses go through {@link #submit}. */
  public PortBus ports() {
    return ports;
  }

  /** Physical memory, for looking at what is mapped; accesses go through {@link #submit}. */
  public AddressSpace physical() {
    return physical;
  }

  /** The content of the RAM. */
  public PhysicalMemory memory() {
    return memory;
  }

  /** Interrupt wires, for clipping probes to; they are driven through {@link #submit}. */
  public InterruptLines interrupts() {
    return interrupts;
  }

  /** The devices in the order in which they were plugged. */
  public List<Device> devices() {
    return Collections.unmodifiableList(devices);
  }

  /** Serial port {@code number}, 0 being ttyS0. */
  public SerialPort serial(int number) {
    return connectors.serial(number);
  }

  /** Machine time in nanoseconds since power-on. */
  public long now() {
    return clock.now();
  }

  /** When the next timer is due, in nanoseconds since power-on, or {@link #NEVER}. */
  public long nextTimer() {
    return clock.nextDue();
  }

  MemoryRegion ram() {
    return ram;
  }

  void resetBoard() {
    clock.reset();
    List<Device> present = List.copyOf(devices); // a reset takes away who was asked to go
    for (int i = present.size() - 1; i >= 0; i--) { // the newest first, as a bus has them
      present.get(i).reset();
    }
    cpus.reset();
    Vcpu boot = bootCpu();
    boot.queue(() -> guest.start(boot));
  }

  Clock clock() {
    return clock;
  }

  HostTime hostTime() {
    return hostTime;
  }

  void setHostTime(Input.HostTime news) {
    bootCpu().timeJumps();
    hostTime.set(news);
  }

  Vcpu bootCpu() {
    return cpus.boot();
  }

  void guestError(String text) {
    observers.guestError(text);
  }

  void guestErrorOnce(String topic, String text) {
    if (notedOnce.add(topic)) {
      guestError(text);
    }
  }

  void startClock() {
    clock.start();
  }

  void stopClock() {
    clock.stop();
  }

  boolean inVcpu() {
    return cpus.current() != null;
  }

  /** The guest panicked; where a vCPU says so, it is marked. */
  void noteCrash() {
    Vcpu current = cpus.current();
    if (current != null) {
      current.crash();
    }
  }

  void emit(MachineEvent event) {
    observers.event(event);
  }

  void runStateChanged(RunState from, RunState to) {
    observers.runStateChanged(from, to);
  }

  void exitedWith(int status) {
    observers.exited(status);
  }
}
