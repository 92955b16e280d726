package org.pvpanic.vm;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pvpanic.chardev.Chardev;
import org.pvpanic.chardev.FdSets;
import org.pvpanic.dump.GuestDumper;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.MachineException;
import org.pvpanic.machine.RunState;
import org.pvpanic.machine.TimeSource;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.qom.QomObject;
import org.pvpanic.qom.QomTypes;

/**
 * What a client of a monitor deals with: the machine and everything around it that commands read or
 * change.
 */
public final class Vm {

  private static final UUID NO_UUID = new UUID(0, 0);

  private final Machine machine;
  private final MachineType type;
  private final Identity identity;
  private final Cpus cpus;
  private final MachineLoop loop;
  private final EventLoop eventLoop;
  private final VmTimers timers;
  private final KeyQueue keys;
  private final GuestDumper dumper;
  private final QomObject qom;
  private final QomObject board;
  private final List<Chardev> chardevs = new ArrayList<>(2);
  private final FdSets fdSets;
  private @Nullable Hotplug hotplug;
  private final List<String> cpuPaths = new ArrayList<>(1);
  private @Nullable Runnable initialization;

  /**
   * Who the machine is.
   *
   * @param name {@code -name guest=}
   * @param uuid {@code -uuid}
   * @param kvm whether {@code -accel} asked for KVM and the host would let us use it
   */
  public record Identity(Optional<String> name, Optional<UUID> uuid, boolean kvm) {}

  /**
   * Puts a machine on an event loop.
   *
   * @param fdSets the descriptors that were handed over
   * @param eventLoop where everything happens
   * @param host the host's clocks, by which the delays of {@code eventLoop} go too
   */
  public Vm(
      Machine machine,
      MachineType type,
      Identity identity,
      Cpus cpus,
      FdSets fdSets,
      EventLoop eventLoop,
      TimeSource host) {
    this.machine = machine;
    this.qom = QomObject.root(QomTypes.of(machine.config().version()));
    this.board = qom.add("machine", type.typeName());
    this.type = type;
    this.identity = identity;
    this.cpus = cpus;
    this.fdSets = fdSets;
    this.eventLoop = eventLoop;
    this.loop = new MachineLoop(machine, eventLoop);
    this.timers = new VmTimers(machine, eventLoop, host);
    this.keys = new KeyQueue(machine, loop, timers);
    this.dumper = new GuestDumper(machine, loop, eventLoop, type);
  }

  /**
   * The id that stands for the thread of each CPU: that of the process, which libvirt takes for "no
   * threads to pin".
   */
  public static long threadId() {
    return ProcessHandle.current().pid();
  }

  /**
   * Lets the machine wait to be initialized, as with {@code -preconfig}: it has no devices yet.
   *
   * @param later what {@link #exitPreconfig} does
   */
  public void waitInPreconfig(Runnable later) {
    initialization = later;
  }

  /** Whether the machine is still to be initialized. */
  public boolean isPreconfig() {
    return initialization != null;
  }

  /**
   * Has the machine initialized, and switched on.
   *
   * @throws MachineException with QEMU's words when it has been already
   */
  public void exitPreconfig() {
    Runnable waiting = initialization;
    if (waiting == null) {
      throw new MachineException("The command is permitted only before machine initialization");
    }
    initialization = null;
    waiting.run();
  }

  /** The machine. */
  public Machine machine() {
    return machine;
  }

  /** Its type. */
  public MachineType type() {
    return type;
  }

  /** The QEMU that it stands for. */
  public VersionProfile version() {
    return machine.config().version();
  }

  /** Its name. */
  public Optional<String> name() {
    return identity.name();
  }

  /** Its UUID, all zeros when it was given none. */
  public UUID uuid() {
    return identity.uuid().orElse(NO_UUID);
  }

  /** Whether it pretends to use KVM. */
  public boolean kvm() {
    return identity.kvm();
  }

  /** The loop that serves it; inputs go through it. */
  public MachineLoop loop() {
    return loop;
  }

  /** The event loop on which everything happens. */
  public EventLoop eventLoop() {
    return eventLoop;
  }

  /** What is to be done after a while. */
  public VmTimers timers() {
    return timers;
  }

  /** The keys that are being typed. */
  public KeyQueue keys() {
    return keys;
  }

  /** Memory dumps. */
  public GuestDumper dumper() {
    return dumper;
  }

  /** {@code /machine}, the first object that there is in the tree. */
  public QomObject board() {
    return board;
  }

  /** Whether a device of that type, or of one that extends it, was put on the board. */
  public boolean hasDevice(String type) {
    return Stream.of("peripheral", "peripheral-anon")
        .map(board::child)
        .anyMatch(devices -> devices != null && devices.contains(type));
  }

  /** The root of the object tree. */
  public QomObject qom() {
    return qom;
  }

  /** The character back ends, oldest first. */
  public List<Chardev> chardevs() {
    return Collections.unmodifiableList(chardevs);
  }

  /** Its CPUs. */
  public Cpus cpus() {
    return cpus;
  }

  /** The paths of the CPUs in the object tree, in the order of their numbers. */
  public List<String> cpuPaths() {
    return Collections.unmodifiableList(cpuPaths);
  }

  /** The descriptors that were handed over. */
  public FdSets fdSets() {
    return fdSets;
  }

  /** How devices come and go; only once the board is built. */
  public Hotplug hotplug() {
    return Objects.requireNonNull(hotplug);
  }

  /** Tells how devices come and go. */
  public void use(Hotplug way) {
    hotplug = way;
  }

  /** Adds the next CPU. */
  public void addCpu(String path) {
    cpuPaths.add(path);
  }

  /** Adds a character back end. */
  public void add(Chardev chardev) {
    chardevs.add(chardev);
  }

  /** The character back ends in the order in which QEMU lists them. */
  public List<Chardev> listedChardevs() {
    QomObject container = Objects.requireNonNull(qom.resolve("/chardevs"));
    return container.childrenInOrder().stream().map(label -> chardev(label).orElseThrow()).toList();
  }

  /** The character back end of that label. */
  public Optional<Chardev> chardev(String label) {
    return chardevs.stream().filter(c -> c.label().equals(label)).findFirst();
  }

  /**
   * Gives the machine an input as a monitor does.
   *
   * @throws MachineException with QEMU's words when the machine refuses, or when a dump is being
   *     written and the input would let the guest run or stop. A reset is refused, too, while the
   *     dump holds a machine that ran: QEMU 7.2 aborts then.
   */
  public long submit(Input input) {
    if (input == Input.Command.INJECT_NMI && type.family() == MachineType.Family.NONE) {
      throw new MachineException("this feature or command is not currently supported");
    }
    boolean changesRunning = input instanceof Input.Stop || input == Input.Command.CONT;
    boolean resetsHeld =
        input == Input.Command.SYSTEM_RESET && machine.runState() == RunState.SAVE_VM;
    if (dumper.active() && (changesRunning || resetsHeld)) {
      throw new MachineException(GuestDumper.BUSY);
    }
    return loop.submit(input);
  }
}
