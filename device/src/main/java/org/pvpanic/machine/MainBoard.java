package org.pvpanic.machine;

import org.pvpanic.bus.AddressSpace;
import org.pvpanic.bus.InterruptLines;
import org.pvpanic.bus.IrqLine;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.bus.PhysicalMemory;
import org.pvpanic.bus.PortBus;

/** A machine as its devices see it. */
final class MainBoard implements Board {

  private final Machine machine;
  private final MainLoop loop;
  private final GuestPolicy policy;

  MainBoard(Machine machine, MainLoop loop) {
    this.machine = machine;
    this.loop = loop;
    this.policy = new GuestPolicy(machine, loop);
  }

  @Override
  public PortBus ports() {
    return machine.ports();
  }

  @Override
  public AddressSpace physical() {
    return machine.physical();
  }

  @Override
  public MemoryRegion ram() {
    return machine.ram();
  }

  @Override
  public PhysicalMemory memory() {
    return machine.memory();
  }

  @Override
  public long lowRam() {
    return machine.config().ram().low();
  }

  @Override
  public Clock clock() {
    return machine.clock();
  }

  @Override
  public HostTime hostTime() {
    return machine.hostTime();
  }

  @Override
  public int cpus() {
    return machine.config().cpus();
  }

  @Override
  public IrqLine irq(int number) {
    return machine.interrupts().line(number);
  }

  @Override
  public InterruptLines interrupts() {
    return machine.interrupts();
  }

  @Override
  public void guestPanicked() {
    guestError("Guest crashed");
    policy.guestPanicked();
  }

  @Override
  public void guestCrashLoaded() {
    guestError("Guest crash loaded");
    machine.emit(new MachineEvent.GuestCrashloaded(MachineEvent.PanicAction.RUN));
  }

  @Override
  public void guestPvshutdown() {
    machine.emit(new MachineEvent.GuestPvshutdown());
    loop.requestShutdown(ShutdownCause.GUEST_SHUTDOWN);
  }

  @Override
  public void guestReset() {
    loop.requestReset(ShutdownCause.GUEST_RESET);
  }

  @Override
  public void guestShutdown() {
    loop.requestShutdown(ShutdownCause.GUEST_SHUTDOWN);
  }

  @Override
  public void guestSuspend() {
    loop.requestSuspend();
  }

  @Override
  public void guestSuspendToDisk() {
    machine.emit(new MachineEvent.SuspendDisk());
    guestShutdown();
  }

  @Override
  public boolean isAsleep() {
    return loop.runState() == RunState.SUSPENDED;
  }

  @Override
  public void wakeUp() {
    if (isAsleep()) {
      loop.requestWakeup();
    }
  }

  @Override
  public void rtcChanged(long offset) {
    machine.emit(new MachineEvent.RtcChange((int) offset)); // QEMU keeps 32 bits
  }

  @Override
  public void watchdogFired() {
    policy.watchdogFired();
  }

  @Override
  public void plug(Device device) {
    machine.plug(device);
  }

  @Override
  public void unplug(Device device) {
    machine.unplug(device);
  }

  @Override
  public void guestError(String text) {
    machine.guestError(text);
  }

  @Override
  public void guestErrorOnce(String topic, String text) {
    machine.guestErrorOnce(topic, text);
  }
}
