package org.pvpanic.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptLinesTest {

  private static final IrqPins PIC = new IrqPins("isa-i8259", 1, IrqPins.IN);

  private final List<String> told = new ArrayList<>();
  private final InterruptLines lines =
      new InterruptLines((number, high) -> told.add("cpu " + number + " " + high));

  @Test
  void aWireEndsAtOtherControllersBeforeTheIoApic() {
    lines.connect(9, lines.pin(PIC, level -> told.add("pic " + level)));
    lines.pins(InterruptLines.IO_APIC).get(9).clip(level -> told.add("probe " + level));
    lines.pins(PIC).get(0).clip(level -> told.add("probe of the pic " + level));
    lines.line(9).set(true);
    lines.line(8).set(false);
    assertEquals(
        List.of("pic 1", "probe of the pic 1", "cpu 9 true", "probe 1", "cpu 8 false"), told);
  }

  @Test
  void anInputThatIsDrivenByForceDoesNotReachTheWire() {
    lines.connect(9, level -> told.add("pic " + level));
    lines.pins(InterruptLines.IO_APIC).get(9).set(2);
    assertEquals(List.of("cpu 9 true"), told);
  }

  @Test
  void anOutputDrivesItsWire() {
    IrqPins outputs = new IrqPins("i8042", 0, IrqPins.OUT);
    IrqLine keyboard = lines.pin(outputs, lines.line(1));
    lines.pin(outputs, lines.line(12));
    lines.pins(outputs).get(0).clip(level -> told.add("probe " + level));
    keyboard.set(true);
    assertEquals(List.of("cpu 1 true", "probe 1"), told);
    assertEquals(2, lines.pins(outputs).size());
    assertEquals(List.of(), lines.pins(new IrqPins("i8042", 1, IrqPins.OUT)));
  }
}
