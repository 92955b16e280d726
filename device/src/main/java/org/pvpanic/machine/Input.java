package org.pvpanic.machine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.pvpanic.bus.IrqPins;

/**
 * Something that reaches a machine from outside and may change what it does. Everything does so
 * through {@link Machine#submit}, which notes it in the {@link Journal}.
 *
 * <p>Its {@code toString} is a word without blanks, and {@link InputText} reads it back.
 */
public sealed interface Input {

  /**
   * Does it. Only the machine can: nobody else has a {@link MainLoop}.
   *
   * @return what a read gave, else 0
   */
  long applyTo(Machine machine, MainLoop loop);

  /** Bytes arrive at a serial port. At most as many as {@link SerialPort#room} says. */
  record Serial(int port, byte[] bytes) implements Input {
    @Override
    public long applyTo(Machine machine, MainLoop loop) {
      machine.receive(port, bytes);
      return 0;
    }

    @Override
    public String toString() {
      return "serial:" + port + ":" + HexFormat.of().formatHex(bytes);
    }
  }

  /** A break arrives at a serial port. */
  record SerialBreak(int port) implements Input {
    @Override
    public long applyTo(Machine machine, MainLoop loop) {
      machine.receiveBreak(port);
      return 0;
    }

    @Override
    public String toString() {
      return "serial-break:" + port;
    }
  }

  /** {@code stop}: the vCPUs stop, and the machine, if it ran, is in {@code next} then. */
  record Stop(RunState next) implements Input {
    @Override
    public long applyTo(Machine machine, MainLoop loop) {
      loop.stop(next);
      return 0;
    }

    @Override
    public String toString() {
      return "stop:" + next.name();
    }
  }

  /** What needs no more to be said than its name, mostly that of a monitor command. */
  enum Command implements Input {
    CONT("cont"),
    SYSTEM_RESET("system_reset"),
    /** The power button. */
    SYSTEM_POWERDOWN("system_powerdown"),
    SYSTEM_WAKEUP("system_wakeup"),
    QUIT("quit"),
    /** A signal asks the process to end. */
    KILL("kill"),
    /** A non-maskable interrupt at every CPU. */
    INJECT_NMI("inject-nmi");

    private final String word;

    Command(String word) {
      this.word = word;
    }

    @Override
    public long applyTo(Machine machine, MainLoop loop) {
      switch (this) {
        case CONT -> loop.cont();
        case SYSTEM_RESET -> loop.requestReset(ShutdownCause.HOST_QMP_SYSTEM_RESET);
        case SYSTEM_POWERDOWN -> loop.requestPowerdown();
        case SYSTEM_WAKEUP -> machine.wakeUp();
        case QUIT -> loop.requestExit(ShutdownCause.HOST_QMP_QUIT);
        case KILL -> loop.requestExit(ShutdownCause.HOST_SIGNAL);
        case INJECT_NMI -> machine.raiseNmi();
      }
      return 0;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /**
   * An error in the hardware that a CPU reports.
   *
   * @param cpu its number; nothing happens when there is no such CPU
   * @param broadcast whether all other CPUs are told that there is one
   * @param monitor gets what whoever injects it is told, with the ends of lines
   */
  record MachineCheck(int cpu, MachineCheckError error, boolean broadcast, Consumer<String> monitor)
      implements Input {
    @Override
    public long applyTo(Machine machine, MainLoop loop) {
      machine.injectMachineCheck(this);
      return 0;
    }

    @Override
    public String toString() {
      return "machine-check:%d:%b:%d:%x:%x:%x:%x"
          .formatted(
              cpu,
              broadcast,
              error.bank(),
              error.status(),
              error.mcgStatus(),
              error.address(),
              error.misc());
    }
  }

  /** {@code set-action}. */
  record SetActions(Actions actions) implements Input {
    @Override
    public long applyTo(Machine machine, MainLoop loop) {
      loop.setActions(actions);
      return 0;
    }

    @Override
    public String toString() {
      return String.join(
          ":",
          "set-action",
          actions.reboot().name(),
          actions.shutdown().name(),
          actions.panic().name(),
          actions.watchdog().name());
    }
  }

  /** A port read from a monitor ({@code i}) or qtest: it may have side effects. */
  record PortRead(int port, int size) implements Input {
    @Override
    public long applyTo(Machine machine, MainLoop loop) {
      return Integer.toUnsignedLong(machine.ports().in(port, size));
    }

    @Override
    public String toString() {
      return "in:%x:%d".formatted(port, size);
    }
  }

  /** A port write from a monitor ({@code o}) or qtest. */
  record PortWrite(int port, int size, int value) implements Input {
    @Override
    public long applyTo(Machine machine, MainLoop loop) {
      machine.ports().out(port, size, value);
      return 0;
    }

    @Override
    public String toString() {
      return "out:%x:%d:%x".formatted(port, size, value);
    }
  }

  /**
   * A read from physical memory. One that only meets RAM need not be an input.
   *
   * @param size width in bytes, 1 to 8
   */
  record MemoryRead(long address, int size) implements Input {
    @Override
    public long applyTo(Machine machine, MainLoop loop) {
      byte[] bytes = new byte[Long.BYTES];
      machine.physical().read(address, bytes, 0, size);
      return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    @Override
    public String toString() {
      return "load:%x:%d".formatted(address, size);
    }
  }

  /** A write to physical memory. */
  record MemoryWrite(long address, byte[] bytes) implements Input {
    @Override
    public long applyTo(Machine machine, MainLoop loop) {
      machine.physical().write(address, bytes, 0, bytes.length);
      return 0;
    }

    @Override
    public String toString() {
      return "store:%x:%s".formatted(address, HexFormat.of().formatHex(bytes));
    }
  }

  /**
   * Bytes that are all the same, written to physical memory.
   *
   * @param size how many there are
   * @param value of each, in the low 8 bits
   */
  record MemoryFill(long address, int size, int value) implements Input {
    private static final int CHUNK = 1 << 16;

    @Override
    public long applyTo(Machine machine, MainLoop loop) {
      byte[] chunk = new byte[Math.min(size, CHUNK)];
      Arrays.fill(chunk, (byte) value);
      for (int done = 0; done < size; ) {
        int count = Math.min(CHUNK, size - done);
        machine.physical().write(address + done, chunk, 0, count);
        done += count;
      }
      return 0;
    }

    @Override
    public String toString() {
      return "fill:%x:%d:%x".formatted(address, size, value);
    }
  }

  /**
   * An interrupt pin is driven by force.
   *
   * @param pins must be there
   * @param number which of them
   * @param level 0 is low
   */
  record IrqLevel(IrqPins pins, int number, int level) implements Input {
    @Override
    public long applyTo(Machine machine, MainLoop loop) {
      machine.interrupts().pins(pins).get(number).set(level);
      return 0;
    }

    @Override
    public String toString() {
      return "irq:%s:%d:%s:%d:%d".formatted(pins.type(), pins.number(), pins.list(), number, level);
    }
  }

  /** Scan code bytes (set 1) from the keyboard. */
  record Keys(byte[] scancodes) implements Input {
    @Override
    public long applyTo(Machine machine, MainLoop loop) {
      machine.pressKeys(scancodes);
      return 0;
    }

    @Override
    public String toString() {
      return "keys:" + HexFormat.of().formatHex(scancodes);
    }
  }

  /**
   * {@code device_add}.
   *
   * @param description what the board's {@link HotplugPort} reads, a word without blanks
   */
  record Plug(String description) implements Input {
    @Override
    public long applyTo(Machine machine, MainLoop loop) {
      return machine.hotplug().plug(description);
    }

    @Override
    public String toString() {
      return "plug:" + description;
    }
  }

  /** {@code device_del}: the guest is asked to let go of a device. */
  record RequestRemoval(String bus, int place) implements Input {
    @Override
    public long applyTo(Machine machine, MainLoop loop) {
      machine.hotplug().requestRemoval(bus, place);
      return 0;
    }

    @Override
    public String toString() {
      return "unplug:" + bus + ":" + place;
    }
  }

  /**
   * The host's clocks, when they have parted from the machine's.
   *
   * @param utc the time of day, in nanoseconds since 1970
   * @param elapsed by the monotonic clock, in nanoseconds since the machine was made
   * @param setBack whether the host's clock was set back; otherwise, when the time is before what
   *     it was here, a boot in virtual time was over sooner than it takes
   */
  record HostTime(long utc, long elapsed, boolean setBack) implements Input {
    @Override
    public long applyTo(Machine machine, MainLoop loop) {
      machine.setHostTime(this);
      return 0;
    }

    @Override
    public String toString() {
      return "host-time:" + utc + ":" + elapsed + ":" + setBack;
    }
  }

  /** Lets the clock of a machine in {@link Clock.Mode#MANUAL} move on by {@code ns}. */
  record AdvanceClock(long ns) implements Input {
    @Override
    public long applyTo(Machine machine, MainLoop loop) {
      machine.raiseClockLimit(ns);
      return 0;
    }

    @Override
    public String toString() {
      return "clock:" + ns;
    }
  }
}
