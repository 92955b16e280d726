package org.pvpanic.machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.InterruptLines;
import org.pvpanic.bus.MemoryIo;
import org.pvpanic.bus.PhysicalMemory;
import org.pvpanic.bus.PortIo;

/**
 * A virtual CPU: a queue of steps, and interrupts that are taken between them.
 *
 * <p>Guest code is not a thread that blocks. Each step runs to its end and says through {@link
 * #call}, {@link #queue} or {@link #delay} what comes next. When the machine is stopped in the
 * middle of a sequence, by a write to the pvpanic port for instance, the next step simply is not
 * taken until {@code cont}: the guest stands still inside the write. A reset empties the queue. A
 * CPU with nothing to do halts and costs nothing.
 */
public final class Vcpu {

  private final int index;
  private final PortIo ports;
  private final PhysicalMemory memory;
  private final MemoryIo physical;
  private final Clock clock;
  private final HostTime hostTime;
  private final MainLoop loop;

  private final Deque<Step> queue = new ArrayDeque<>(4);
  private final List<Step> called = new ArrayList<>(4);
  private final Deque<Step> timerInterrupts = new ArrayDeque<>(2);
  private final @Nullable Step[] handlers = new Step[InterruptLines.LINES];
  private int pendingIrqs;
  private @Nullable Step nmiHandler;
  private @Nullable Runnable timeJumpHandler;
  private boolean nmiPending;
  private final MachineCheckUnit machineChecks;
  private @Nullable Step machineCheckHandler;
  private boolean machineCheckPending;
  private @Nullable Runnable correctedErrorHandler;
  private final List<Vcpu> cpus;
  private final List<Step> sent = new ArrayList<>(0);
  private boolean interruptsEnabled;
  private boolean crashed;

  Vcpu(
      int index,
      List<Vcpu> cpus,
      PortIo ports,
      PhysicalMemory memory,
      MemoryIo physical,
      Clock clock,
      HostTime hostTime,
      MachineChecks machineChecks,
      MainLoop loop) {
    this.index = index;
    this.cpus = cpus;
    this.ports = ports;
    this.memory = memory;
    this.physical = physical;
    this.clock = clock;
    this.hostTime = hostTime;
    this.loop = loop;
    this.machineChecks = new MachineCheckUnit(this, machineChecks, loop);
  }

  /** Number of this CPU, from 0; 0 boots. */
  public int index() {
    return index;
  }

  /**
   * Another CPU of this machine, or this one.
   *
   * @param number from 0
   * @return null when the machine has fewer
   */
  public @Nullable Vcpu other(int number) {
    return number < cpus.size() ? cpus.get(number) : null;
  }

  /**
   * What another CPU makes this one do next, even while interrupts are disabled: an interrupt
   * through the local APICs whose delivery mode is NMI.
   */
  public void send(Step handler) {
    sent.add(handler);
  }

  /** I/O space. */
  public PortIo ports() {
    return ports;
  }

  /** RAM, as it lies in its chips. */
  public PhysicalMemory memory() {
    return memory;
  }

  /** Physical memory as this CPU sees it: RAM, and what devices have there. */
  public MemoryIo physical() {
    return physical;
  }

  /** Machine time in nanoseconds since power-on: the CPU's time stamp counter. */
  public long now() {
    return clock.now();
  }

  /**
   * What a time server in the network would say, in nanoseconds since 1970 (UTC). The board's
   * network leads nowhere, so that this is the one thing that guest code asks not of a device: the
   * host's time of day, which goes on while the machine is stopped.
   */
  public long networkTime() {
    return hostTime.networkUtc();
  }

  /** Says who has to catch up just before {@link #networkTime} parts from the machine's time. */
  public void onTimeJump(@Nullable Runnable handler) {
    timeJumpHandler = handler;
  }

  /** The network's time is about to jump. */
  void timeJumps() {
    Runnable handler = timeJumpHandler;
    if (handler != null) {
      handler.run();
    }
  }

  /** Says that the running step's work takes this long, in nanoseconds. */
  public void spend(long ns) {
    clock.spend(ns);
  }

  /**
   * Software has booted, and somebody may wait for what it does next: a machine whose boot takes no
   * time keeps pace with the host from now on.
   */
  public void endBoot() {
    clock.endBoot();
  }

  /** Takes these steps next, in this order, before anything that is queued: a call. */
  public void call(Step... steps) {
    for (Step step : steps) {
      called.add(step);
    }
  }

  /** Takes this step after all that is queued. */
  public void queue(Step step) {
    queue.addLast(step);
  }

  /**
   * A call that waits for {@code ns} nanoseconds of machine time; interrupts are taken meanwhile.
   */
  public void delay(long ns) {
    call(new Delay(ns));
  }

  /**
   * Sets a timer; when it is due and interrupts are enabled, {@code handler} runs between two
   * steps.
   *
   * @param ns nanoseconds of machine time from now
   * @return the timer, for {@link Clock#cancel}
   */
  public Clock.Timer after(long ns, Step handler) {
    return clock.schedule(ns, () -> timerInterrupts.addLast(handler));
  }

  /** Takes back a timer that has not fired. */
  public void cancel(Clock.@Nullable Timer timer) {
    clock.cancel(timer);
  }

  /**
   * Unmasks an interrupt line, 0 to 23: its handler runs between two steps while the line is high.
   *
   * @param handler null masks the line
   */
  public void onInterrupt(int irq, @Nullable Step handler) {
    handlers[irq] = handler;
  }

  /** Says what a non-maskable interrupt runs; it is taken even while interrupts are disabled. */
  public void onNmi(Step handler) {
    nmiHandler = handler;
  }

  /**
   * Says what a machine check runs, which is taken even while interrupts are disabled (CR4.MCE).
   * Without a handler an error that was not corrected resets the machine.
   *
   * @param handler null disables machine checks
   */
  public void onMachineCheck(@Nullable Step handler) {
    machineCheckHandler = handler;
  }

  /**
   * Says who looks for an error that was corrected, which nothing signals: software that polls for
   * such errors need not do so for as long as there are none.
   */
  public void onCorrectedError(@Nullable Runnable handler) {
    correctedErrorHandler = handler;
  }

  /** The {@code rdmsr} instruction: a register that this CPU has not reads as 0. */
  public long readMsr(int number) {
    return machineChecks.read(number);
  }

  /** The {@code wrmsr} instruction: to a register that this CPU has not it does nothing. */
  public void writeMsr(int number, long value) {
    machineChecks.write(number, value);
  }

  /** The {@code sti} and {@code cli} instructions. Interrupts are disabled after a reset. */
  public void enableInterrupts(boolean enabled) {
    interruptsEnabled = enabled;
  }

  /**
   * Forgets all queued steps and stands still, as code in an endless loop does: only interrupts end
   * it.
   */
  public void hang() {
    queue.clear();
    called.clear();
  }

  /** A fault inside a double fault: the CPU shuts itself down, and a PC resets then. */
  public void tripleFault() {
    hang();
    loop.requestReset(ShutdownCause.GUEST_RESET);
  }

  /**
   * Does what the hypervisor cannot carry out, as some code that KVM has to emulate: the machine
   * stops with an internal error, and only a reset helps.
   */
  public void internalError() {
    hang();
    loop.stop(RunState.INTERNAL_ERROR);
  }

  /** The step that it would take next if nothing interrupted it; null when it is halted. */
  public @Nullable Step pending() {
    return queue.peekFirst() instanceof Delay ? null : queue.peekFirst();
  }

  /** Whether interrupts are enabled. */
  public boolean interruptsEnabled() {
    return interruptsEnabled;
  }

  /** This CPU's write said that the guest panicked. */
  void crash() {
    crashed = true;
  }

  boolean crashOccurred() {
    return crashed;
  }

  void drive(int irq, boolean level) {
    pendingIrqs = level ? pendingIrqs | (1 << irq) : pendingIrqs & ~(1 << irq);
  }

  void raiseNmi() {
    nmiPending = true;
  }

  MachineCheckUnit machineChecks() {
    return machineChecks;
  }

  boolean takesMachineChecks() {
    return machineCheckHandler != null;
  }

  void raiseMachineCheck() {
    machineCheckPending = true;
  }

  /** A bank holds an error that was corrected. */
  void errorCorrected() {
    Runnable handler = correctedErrorHandler;
    if (handler != null) {
      handler.run();
    }
  }

  void reset() {
    hang();
    timerInterrupts.clear();
    Arrays.fill(handlers, null);
    nmiHandler = null;
    timeJumpHandler = null;
    nmiPending = false;
    machineCheckHandler = null;
    machineCheckPending = false;
    correctedErrorHandler = null;
    sent.clear();
    machineChecks.reset();
    interruptsEnabled = false;
    crashed = false;
  }

  /**
   * Takes the next step.
   *
   * @return false when there is none: the CPU is halted
   */
  boolean step() {
    Step next = nextStep();
    if (next == null) {
      return false;
    }
    next.run();
    for (int i = called.size() - 1; i >= 0; i--) {
      queue.addFirst(called.get(i));
    }
    called.clear();
    return true;
  }

  private @Nullable Step nextStep() {
    if (!sent.isEmpty()) {
      return sent.remove(0);
    }
    if (nmiPending && nmiHandler != null) {
      nmiPending = false;
      return nmiHandler;
    }
    if (machineCheckPending && machineCheckHandler != null) {
      machineCheckPending = false;
      return machineCheckHandler;
    }
    if (interruptsEnabled) {
      if (pendingIrqs != 0) {
        for (int irq = 0; irq < handlers.length; irq++) {
          Step handler = handlers[irq];
          if (((pendingIrqs >> irq) & 1) != 0 && handler != null) {
            return handler;
          }
        }
      }
      Step timer = timerInterrupts.pollFirst();
      if (timer != null) {
        return timer;
      }
    }
    return queue.peekFirst() instanceof Delay delay && !delay.isOver() ? null : queue.pollFirst();
  }

  /** Waits at the head of the queue; an interrupt's steps go before it. */
  private final class Delay implements Step {
    private final long ns;
    private boolean begun;
    private boolean over;

    Delay(long ns) {
      this.ns = ns;
    }

    boolean isOver() {
      if (!begun) {
        begun = true;
        clock.schedule(ns, () -> over = true);
      }
      return over;
    }

    @Override
    public void run() {}
  }
}
