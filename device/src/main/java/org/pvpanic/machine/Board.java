package org.pvpanic.machine;

import org.pvpanic.bus.AddressSpace;
import org.pvpanic.bus.InterruptLines;
import org.pvpanic.bus.IrqLine;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.bus.PhysicalMemory;
import org.pvpanic.bus.PortBus;

/** What the board offers to the devices on it. */
public interface Board {

  /** I/O space. */
  PortBus ports();

  /** Physical memory: the root region, and accesses to it (DMA). */
  AddressSpace physical();

  /** All RAM as one region, of which parts are in physical memory. */
  MemoryRegion ram();

  /** The content of the RAM. */
  PhysicalMemory memory();

  /** Bytes of RAM below 4 GiB, all of them from address 0 on. */
  long lowRam();

  /** Machine time and timers. */
  Clock clock();

  /** The host's clocks. */
  HostTime hostTime();

  /** Number of CPUs in their sockets, at least 1. */
  int cpus();

  /** An interrupt of the ISA bus, 0 to 15, or another global system interrupt, up to 23. */
  IrqLine irq(int number);

  /** All interrupt wires and pins, for a device whose pins have names or are inputs. */
  InterruptLines interrupts();

  /** The guest says that it panicked: the machine's panic action follows. */
  void guestPanicked();

  /**
   * The guest says that it panicked and that its crash kernel takes over: clients are told, nothing
   * else.
   */
  void guestCrashLoaded();

  /** The guest asks for a shutdown through pvpanic. */
  void guestPvshutdown();

  /** The guest (or one of its CPUs) asks for a reset, through whatever register. */
  void guestReset();

  /** The guest switches itself off. */
  void guestShutdown();

  /** The guest goes to sleep and keeps its memory (ACPI S3). */
  void guestSuspend();

  /** The guest has saved itself and switches itself off (ACPI S4). */
  void guestSuspendToDisk();

  /** Something that can wake the guest happened, such as a key press; ignored while it is awake. */
  void wakeUp();

  /**
   * The guest set its clock.
   *
   * @param offset by how many seconds it is ahead of what it would have been
   */
  void rtcChanged(long offset);

  /** Whether the guest sleeps and keeps its memory. */
  boolean isAsleep();

  /** A watchdog fired: the machine's watchdog action follows. */
  void watchdogFired();

  /** Notes such a use only if nothing was noted about {@code topic} in this way before. */
  void guestErrorOnce(String topic, String text);

  /** Puts another device on the board, which may be running. */
  void plug(Device device);

  /** Takes a device, which is off its buses, away from the board. */
  void unplug(Device device);

  /** Notes a use that the hardware does not define ({@code -d guest_errors}). */
  void guestError(String text);
}
