package org.pvpanic.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Locale;
import org.pvpanic.bus.PortBus;
import org.pvpanic.bus.PortObserver;
import org.pvpanic.device.IsaPvpanic;
import org.pvpanic.device.Uart16550;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.MachineEvent;
import org.pvpanic.machine.MachineObserver;

/**
 * A probe on the machine's I/O bus. It puts each write to the pvpanic port on the timeline, and
 * counts the bytes that the first serial port sends, so that everything has its place between them.
 * Used on the machine's thread, but for {@link #panicSeen}.
 */
final class BusWatch implements PortObserver, MachineObserver {

  private static final int COM1 = 0x3f8;
  private static final int MCR_LOOP = 1 << 4;

  /** An event that is on its way to us over QMP. */
  private record Sent(String event, Timeline.Place place) {}

  private final PortBus ports;
  private final Timeline timeline;
  private final Deque<Sent> sent = new ArrayDeque<>();
  private long consoleBytes;
  private volatile boolean panicSeen;

  BusWatch(Machine machine, Timeline timeline) {
    this.ports = machine.ports();
    this.timeline = timeline;
    ports.observe(this);
    machine.observe(this);
  }

  @Override
  public void writing(int port, int size, int value) {
    if (port == COM1 + Uart16550.DATA) {
      if (transmits()) {
        consoleBytes++;
      }
    } else if (port == IsaPvpanic.DEFAULT_IOPORT) {
      panicSeen = true;
      timeline.fill(timeline.keep(consoleBytes), Entry.portWrite(port, size, value & 0xff));
    }
  }

  /** Reading these two registers has no effect. */
  private boolean transmits() {
    return (ports.inb(COM1 + Uart16550.LCR) & Uart16550.LCR_DLAB) == 0
        && (ports.inb(COM1 + Uart16550.MCR) & MCR_LOOP) == 0;
  }

  /** QMP names its events as the machine does: GuestPanicked is GUEST_PANICKED. */
  @Override
  public void event(MachineEvent event) {
    String name = event.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_");
    sent.addLast(new Sent(name.toUpperCase(Locale.ROOT), timeline.keep(consoleBytes)));
  }

  /**
   * A place for the QMP event of that name which arrived just now: where the machine sent it. What
   * is not the machine's own, such as the end of a dump, has its place after all that it has sent.
   */
  Timeline.Place placeOf(String event) {
    for (Iterator<Sent> i = sent.iterator(); i.hasNext(); ) {
      Sent candidate = i.next();
      if (candidate.event().equals(event)) {
        i.remove();
        return candidate.place();
      }
    }
    return timeline.keep(consoleBytes);
  }

  /** Whether the guest has written to the pvpanic port. Any thread. */
  boolean panicSeen() {
    return panicSeen;
  }
}
