package org.pvpanic.device;

import org.pvpanic.bus.IoRegion;
import org.pvpanic.bus.IrqLine;
import org.pvpanic.bus.PortBus;

/**
 * An 8259A programmable interrupt controller, one of a PC's two.
 *
 * <p>Specification: 8259A data sheet (Intel 231468); ELCR, the edge/level control register, is that
 * of the PIIX. Here: initialization and operation command words, priorities and their rotation, the
 * special modes, poll, edge and level triggered inputs. Left out: level triggering by ICW1 and
 * buffered mode, as on QEMU, and the vector: the board tells its CPU the number of the line.
 */
final class I8259 {

  private static final int LINES = 8;

  /** Which input of the first controller the second one drives. */
  static final int CASCADE = 2;

  /** What the next write to the data port is. */
  private enum Expected {
    MASK,
    ICW2,
    ICW3,
    ICW4
  }

  private final boolean master;
  private final int elcrMask;
  private IrqLine output = IrqLine.NOWHERE;
  private int seen;
  private int requests;
  private int mask;
  private int inService;
  private int rotation;
  private int elcr;
  private Expected expected = Expected.MASK;
  private boolean icw4Follows;
  private boolean single;
  private boolean readsInService;
  private boolean poll;
  private boolean specialMask;
  private boolean specialFullyNested;
  private boolean autoEnd;
  private boolean rotateOnAutoEnd;

  /**
   * A controller.
   *
   * @param master whether it is the one that the other drives
   * @param elcrMask the lines that may be level triggered
   */
  I8259(boolean master, int elcrMask) {
    this.master = master;
    this.elcrMask = elcrMask;
  }

  /** Puts it on the bus. */
  void attach(PortBus ports, int base, int elcrPort, IrqLine interrupt) {
    output = interrupt;
    ports.map(base, 2, new Commands());
    ports.map(elcrPort, 1, new TriggerModes());
  }

  void reset() {
    elcr = 0;
    initialize();
  }

  private void initialize() {
    seen = 0;
    requests &= elcr;
    mask = 0;
    inService = 0;
    rotation = 0;
    readsInService = false;
    poll = false;
    specialMask = false;
    expected = Expected.MASK;
    autoEnd = false;
    rotateOnAutoEnd = false;
    specialFullyNested = false;
    icw4Follows = false;
    single = false;
    update();
  }

  /** An input, 0 to 7, goes high or low. */
  void set(int line, boolean level) {
    int bit = 1 << line;
    if (level) {
      if ((elcr & bit) != 0 || (seen & bit) == 0) {
        requests |= bit;
      }
      seen |= bit;
    } else {
      if ((elcr & bit) != 0) {
        requests &= ~bit;
      }
      seen &= ~bit;
    }
    update();
  }

  /** How many lines come before the most important one of {@code lines}; 8 if there is none. */
  private int priority(int lines) {
    int priority = 0;
    while (priority < LINES && (lines & (1 << line(priority))) == 0) {
      priority++;
    }
    return priority;
  }

  private int line(int priority) {
    return (priority + rotation) & 7;
  }

  /** The line that the CPU should be interrupted for, or -1. */
  private int pending() {
    int wanted = priority(requests & ~mask);
    int busy = inService;
    if (specialMask) {
      busy &= ~mask;
    }
    if (specialFullyNested && master) {
      busy &= ~(1 << CASCADE);
    }
    return wanted < priority(busy) ? line(wanted) : -1;
  }

  private void update() {
    output.set(pending() >= 0);
  }

  private void acknowledge(int line) {
    if (!autoEnd) {
      inService |= 1 << line;
    } else if (rotateOnAutoEnd) {
      rotation = (line + 1) & 7;
    }
    if ((elcr & (1 << line)) == 0) {
      requests &= ~(1 << line);
    }
    update();
  }

  private void command(int value) {
    if ((value & 0x10) != 0) { // ICW1
      initialize();
      expected = Expected.ICW2;
      icw4Follows = (value & 1) != 0;
      single = (value & 2) != 0;
    } else if ((value & 0x08) != 0) { // OCW3
      poll |= (value & 0x04) != 0;
      if ((value & 0x02) != 0) {
        readsInService = (value & 1) != 0;
      }
      if ((value & 0x40) != 0) {
        specialMask = (value & 0x20) != 0;
      }
    } else {
      endOfInterrupt(value >> 5, value & 7);
    }
  }

  /** OCW2. */
  private void endOfInterrupt(int operation, int line) {
    switch (operation) {
      case 0, 4 -> rotateOnAutoEnd = operation == 4;
      case 1, 5 -> {
        int served = priority(inService);
        if (served < LINES) {
          end(line(served), operation == 5);
        }
      }
      case 3, 7 -> end(line, operation == 7);
      case 6 -> {
        rotation = (line + 1) & 7;
        update();
      }
      default -> {} // no operation
    }
  }

  private void end(int line, boolean rotate) {
    inService &= ~(1 << line);
    if (rotate) {
      rotation = (line + 1) & 7;
    }
    update();
  }

  private void data(int value) {
    switch (expected) {
      case MASK -> {
        mask = value;
        update();
      }
      case ICW2 -> expected = single ? afterIcw3() : Expected.ICW3;
      case ICW3 -> expected = afterIcw3();
      case ICW4 -> {
        specialFullyNested = (value & 0x10) != 0;
        autoEnd = (value & 0x02) != 0;
        expected = Expected.MASK;
      }
    }
  }

  private Expected afterIcw3() {
    return icw4Follows ? Expected.ICW4 : Expected.MASK;
  }

  private int answerPoll() {
    poll = false;
    int line = pending();
    if (line < 0) {
      return 0;
    }
    acknowledge(line);
    return line | 0x80;
  }

  /** The command port and the data port. */
  private final class Commands implements IoRegion {
    @Override
    public String name() {
      return "pic";
    }

    @Override
    public int read(int offset, int size) {
      if (poll) {
        return answerPoll();
      }
      if (offset != 0) {
        return mask;
      }
      return readsInService ? inService : requests;
    }

    @Override
    public void write(int offset, int size, int value) {
      if (offset == 0) {
        command(value);
      } else {
        data(value);
      }
    }
  }

  /** ELCR. */
  private final class TriggerModes implements IoRegion {
    @Override
    public String name() {
      return "elcr";
    }

    @Override
    public int read(int offset, int size) {
      return elcr;
    }

    @Override
    public void write(int offset, int size, int value) {
      elcr = value & elcrMask;
    }
  }
}
