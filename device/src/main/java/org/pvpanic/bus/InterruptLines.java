package org.pvpanic.bus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The interrupt wires of a PC, and the pins of its devices at which interrupts come in and go out.
 * An ISA interrupt is the global system interrupt (GSI) of the same number; each of these 24 ends
 * at an input of the I/O APIC, and wherever else a device connects it to.
 *
 * <p>Specification: ACPI 6.5, chapter 5.2.13 (global system interrupts). Here: wires and pins. The
 * CPU learns of each input of the I/O APIC, and says itself which ones it takes. A board without an
 * I/O APIC (isapc) has these wires to its CPU all the same.
 */
public final class InterruptLines {

  /** How many wires there are. */
  public static final int LINES = 24;

  /** The inputs of the I/O APIC. */
  public static final IrqPins IO_APIC = new IrqPins("ioapic", 0, IrqPins.IN);

  /** Where the CPU learns of an interrupt. */
  @FunctionalInterface
  public interface Cpu {
    /** Interrupt {@code number} is high or low now. */
    void interrupt(int number, boolean high);
  }

  private final IrqLine[] elsewhere = new IrqLine[LINES];
  private final List<IrqPin> ioApic;
  private final Map<IrqPins, List<IrqPin>> pins = new HashMap<>();

  /** Wires that are all low. */
  public InterruptLines(Cpu cpu) {
    Arrays.fill(elsewhere, IrqLine.NOWHERE);
    for (int i = 0; i < LINES; i++) {
      int number = i;
      pin(IO_APIC, level -> cpu.interrupt(number, level != 0));
    }
    ioApic = pins(IO_APIC);
  }

  /** A global system interrupt, 0 to 23; those below 16 are the ISA bus's. */
  public IrqLine line(int number) {
    return level -> {
      elsewhere[number].set(level);
      ioApic.get(number).set(level);
    };
  }

  /** Lets a wire end at {@code end}, too, which learns of it before the I/O APIC does. */
  public void connect(int number, IrqLine end) {
    IrqLine before = elsewhere[number];
    elsewhere[number] =
        before == IrqLine.NOWHERE
            ? end
            : level -> {
              before.set(level);
              end.set(level);
            };
  }

  /**
   * Adds a pin to a list of them.
   *
   * @param behind what it drives: the device behind an input, the wire behind an output
   * @return the pin, for whoever drives it
   */
  public IrqLine pin(IrqPins list, IrqLine behind) {
    IrqPin pin = new IrqPin(behind);
    pins.computeIfAbsent(list, k -> new ArrayList<>(2)).add(pin);
    return pin;
  }

  /** The pins of a list; none where there is no such list. */
  public List<IrqPin> pins(IrqPins list) {
    return pins.getOrDefault(list, List.of());
  }
}
