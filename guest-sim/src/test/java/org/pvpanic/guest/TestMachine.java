package org.pvpanic.guest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pvpanic.acpi.AcpiFiles;
import org.pvpanic.acpi.AcpiPlatform;
import org.pvpanic.acpi.Chipset;
import org.pvpanic.acpi.IsaDevice;
import org.pvpanic.acpi.PciTree;
import org.pvpanic.device.AcpiPowerManagement;
import org.pvpanic.device.FwCfg;
import org.pvpanic.device.IsaPvpanic;
import org.pvpanic.device.KeyboardController;
import org.pvpanic.device.Rtc;
import org.pvpanic.device.Uart16550;
import org.pvpanic.machine.Actions;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.GuestCode;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.Journal;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.MachineConfig;
import org.pvpanic.machine.MachineEvent;
import org.pvpanic.machine.MachineObserver;
import org.pvpanic.machine.RamLayout;
import org.pvpanic.machine.SerialLine;
import org.pvpanic.machine.TimeSource;
import org.pvpanic.machine.VersionProfile;

/** A machine with an operator at its serial console. Time warps, so that nothing waits. */
final class TestMachine implements SerialLine, MachineObserver {

  static final String LOGIN = "localhost login: ";
  static final String PROMPT = "[root@localhost ~]# ";

  /** What its clock chip shows at power-on: Sun Mar 5 10:11:12 UTC 2017. */
  static final long POWER_ON = 1_488_708_672;

  private static final int PATIENCE = 2_000;

  /** How a machine is made. */
  static final class Builder {
    /** Host bridge, ISA bridge, disks and power management of the i440FX. */
    private static final PciTree PC_FUNCTIONS =
        new PciTree(
            PciTree.FIXED,
            false,
            Stream.of(0x00, 0x08, 0x09, 0x0b)
                .map(place -> new PciTree.Function(place, false, null))
                .toList());

    private MachineConfig config =
        MachineConfig.DEFAULT.withRam(1L << 30).withClock(Clock.Mode.WARP).withRtcStart(POWER_ON);
    private final FwCfg fwCfg = new FwCfg();
    private String profile = "centos7";
    private @Nullable GuestCode guest;
    private @Nullable TestHost host;
    private boolean pvpanic = true;
    private int events = VersionProfile.QEMU_7_2.pvpanicEvents();
    private boolean serial = true;
    private boolean keyboard = true;
    private boolean acpi = true;

    Builder ram(long bytes) {
      long low = bytes >= 7L << 29 ? 3L << 30 : bytes;
      config = config.withRam(new RamLayout("pc.ram", low, bytes - low));
      return this;
    }

    Builder cpus(int count) {
      config = config.withCpus(count);
      return this;
    }

    Builder clock(Clock.Mode mode) {
      config = config.withClock(mode);
      return this;
    }

    Builder actions(Actions actions) {
      config = config.withActions(actions);
      return this;
    }

    /** What {@code -no-shutdown} means: a panic pauses the machine. */
    Builder pausing() {
      return actions(Actions.DEFAULT.withShutdown(Actions.Shutdown.PAUSE));
    }

    Builder file(String name, String content) {
      fwCfg.addFile(name, content.getBytes(StandardCharsets.UTF_8));
      return this;
    }

    Builder arguments(String line) {
      return file("opt/org.pvpanic/cmdline", line);
    }

    /** The host's clocks: a warped boot is followed by real time, which passes while it waits. */
    Builder host(TestHost clocks) {
      host = clocks;
      return clock(Clock.Mode.WARP_BOOT);
    }

    Builder profile(String name) {
      profile = name;
      return this;
    }

    /** What pvpanic says that it knows: 1 for a panic, 2 for a capture kernel. */
    Builder events(int mask) {
      events = mask;
      return this;
    }

    Builder withoutPvpanic() {
      pvpanic = false;
      return this;
    }

    Builder withoutSerial() {
      serial = false;
      return this;
    }

    Builder withoutKeyboard() {
      keyboard = false;
      return this;
    }

    Builder withoutAcpi() {
      acpi = false;
      return this;
    }

    /** Boots this, whatever the profile is. */
    Builder guest(GuestCode code) {
      guest = code;
      return this;
    }

    TestMachine build() {
      GuestCode code = guest == null ? Guests.byProfile(profile) : guest;
      TestHost clocks = host;
      TimeSource time = clocks == null ? () -> 0 : clocks;
      Machine machine = new Machine(config, code, time);
      machine.plug(fwCfg);
      fwCfg.addFile("etc/e820", memoryMap());
      if (acpi) {
        machine.plug(new AcpiFiles(fwCfg, this::platform));
      }
      machine.plug(new Rtc(config.rtc()));
      if (keyboard) {
        machine.plug(new KeyboardController());
      }
      if (serial) {
        machine.plug(new Uart16550(0x3f8, 4));
      }
      if (pvpanic) {
        machine.plug(
            new IsaPvpanic(IsaPvpanic.DEFAULT_IOPORT, events, VersionProfile.QEMU_7_2, fwCfg));
      }
      return new TestMachine(machine, serial, clocks);
    }

    /** RAM from address 0 on, and from 4 GiB on. */
    private byte[] memoryMap() {
      return ByteBuffer.allocate(40)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putLong(0)
          .putLong(config.ram().low())
          .putInt(1)
          .putLong(RamLayout.FOUR_GIB)
          .putLong(config.ram().high())
          .putInt(1)
          .array();
    }

    private AcpiPlatform platform() {
      List<IsaDevice> devices =
          pvpanic ? List.of(new IsaDevice.Pvpanic(IsaPvpanic.DEFAULT_IOPORT)) : List.of();
      List<Integer> ids = IntStream.range(0, config.cpus()).boxed().toList();
      long low = config.ram().low();
      return new AcpiPlatform(
          Chipset.PIIX4,
          ids,
          config.cpus(),
          new AcpiPlatform.MemoryMap(low, RamLayout.FOUR_GIB, 2 * RamLayout.FOUR_GIB - 1, 0, 0),
          new AcpiPlatform.Power(AcpiPowerManagement.BASE, true, true, 2, false),
          devices,
          0,
          PC_FUNCTIONS,
          false);
    }
  }

  final Machine machine;
  final List<MachineEvent> events = new ArrayList<>();
  private final @Nullable TestHost host;
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();

  private TestMachine(Machine machine, boolean serial, @Nullable TestHost host) {
    this.machine = machine;
    this.host = host;
    machine.observe(this);
    if (serial) {
      machine.connect(0, this);
    }
  }

  /** An operator at the console of a machine that somebody else has made. */
  static TestMachine of(Machine machine) {
    return new TestMachine(machine, true, null);
  }

  static Builder builder() {
    return new Builder();
  }

  /** A machine that is switched on and waits for input. */
  static TestMachine booted(Builder builder) {
    TestMachine test = builder.build();
    test.machine.powerOn();
    test.settle();
    return test;
  }

  /** A machine at root's prompt. */
  static TestMachine loggedIn(Builder builder) {
    TestMachine test = booted(builder);
    test.type("root\r");
    return test;
  }

  /** Serves the machine until only an input could make it go on. */
  void settle() {
    for (int i = 0; i < PATIENCE; i++) {
      long wait = machine.serve();
      if (wait == Machine.NEVER) {
        return;
      }
      if (host != null) {
        host.pass(wait);
      }
    }
    throw new AssertionError("the machine does not come to rest; console: " + text());
  }

  /** Serves the machine until its console has shown a text: for what never comes to rest. */
  void serveUntil(String awaited) {
    for (int i = 0; i < PATIENCE; i++) {
      if (text().contains(awaited)) {
        return;
      }
      machine.serve();
    }
    throw new AssertionError("not shown: " + awaited + "; console: " + text());
  }

  /** Gives the machine an input, and does not wait for what comes of it. */
  void submitNow(Input input) {
    machine.submit(input);
  }

  void submit(Input input) {
    machine.submit(input);
    settle();
  }

  /** Types as fast as the port takes it, and serves the machine to its rest. */
  void type(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int sent = 0;
    while (sent < bytes.length) {
      int piece = Math.min(machine.serial(0).room(), bytes.length - sent);
      if (piece == 0) {
        throw new AssertionError("the guest does not take input; console: " + text());
      }
      byte[] part = Arrays.copyOfRange(bytes, sent, sent + piece);
      sent += piece;
      submit(new Input.Serial(0, part));
    }
  }

  /** Types what may not come to rest, and serves the machine for some turns. */
  void typeAndServe(String text, int turns) {
    machine.submit(new Input.Serial(0, text.getBytes(StandardCharsets.UTF_8)));
    for (int i = 0; i < turns; i++) {
      machine.serve();
    }
  }

  /** What a command prints: all after its echo up to the next prompt. */
  String run(String command) {
    int from = text().length();
    type(command + "\r");
    String out = text().substring(from);
    int end = out.indexOf("\r\n");
    if (!isEcho(out.substring(0, Math.max(0, end)), command) || !out.endsWith(PROMPT)) {
      throw new AssertionError("no echo and prompt around: " + out);
    }
    return out.substring(end + 2, out.length() - PROMPT.length()).replace("\r\n", "\n");
  }

  /** A long line wraps: then there is a blank and a carriage return in it. */
  private static boolean isEcho(String shown, String command) {
    return shown.length() < 64
        ? shown.equals(command)
        : shown.replaceAll("\033\\[[0-9]*[A-Z]", "").startsWith(command.substring(0, 40));
  }

  /** How many bytes the console showed. */
  int shown() {
    return console.size();
  }

  /** All that the console showed. */
  String text() {
    return console.toString(StandardCharsets.UTF_8);
  }

  /** The lines of the console, without time stamps. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (String line : text().split("\r\n")) {
      lines.add(line.replaceFirst("^\\[ *[0-9]+\\.[0-9]{6}\\] ", ""));
    }
    return lines;
  }

  /** A machine made by {@code builder} that has lived through this one's journal. */
  TestMachine replayed(Builder builder) {
    TestMachine twin = builder.build();
    twin.machine.powerOn();
    twin.machine.replay(Journal.parse(machine.journal().toString()));
    return twin;
  }

  @Override
  public void transmit(byte value) {
    console.write(value);
  }

  @Override
  public void flush() {}

  @Override
  public void roomAgain() {}

  @Override
  public void event(MachineEvent event) {
    events.add(event);
  }
}
