package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The serial ports of a PC: those at the four legacy addresses that are there. */
final class SerialDriver {

  static final int[] BASES = {0x3f8, 0x2f8, 0x3e8, 0x2e8};
  static final int[] IRQS = {4, 3, 4, 3};

  /** A port with its terminal. */
  record Line(int number, Uart8250 uart, Tty tty, SerialReceiver receiver) {
    String name() {
      return "ttyS" + number;
    }
  }

  private final Kernel kernel;
  private final List<Line> lines = new ArrayList<>(1);
  private final Set<Line> opened = new HashSet<>(1);

  SerialDriver(Kernel kernel) {
    this.kernel = kernel;
    for (int i = 0; i < BASES.length; i++) {
      Uart8250 uart = Uart8250.probe(kernel.cpu(), BASES[i], IRQS[i]);
      if (uart != null) {
        String name = "ttyS" + i;
        Tty tty = new Tty(name, kernel.arguments().baud(name), uart::write);
        boolean console = kernel.arguments().hasConsole(name);
        lines.add(new Line(i, uart, tty, new SerialReceiver(kernel, tty, console)));
      }
    }
  }

  List<Line> lines() {
    return lines;
  }

  /** The port that is called {@code name}, or null. */
  @Nullable Line line(String name) {
    for (Line line : lines) {
      if (line.name().equals(name)) {
        return line;
      }
    }
    return null;
  }

  /** Opens a terminal for the first time: interrupts come from now on. */
  void open(Line line) {
    if (!opened.add(line)) {
      return;
    }
    line.uart().startup();
    int irq = line.uart().irq();
    kernel
        .cpu()
        .onInterrupt(
            irq,
            () -> {
              kernel.view().interrupted(irq);
              for (Line each : lines) {
                if (each.uart().irq() == irq) {
                  each.uart().interrupt(each.receiver());
                }
              }
            });
  }
}
