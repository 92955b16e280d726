package org.pvpanic.pci;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What configuration space is like in one kind of function: what is in it, and what can be changed.
 * All functions of that kind share it, in all machines.
 *
 * <p>Specification: PCI Local Bus 3.0, chapter 6.1. As in QEMU, what lies behind the header can be
 * written unless it is said to be otherwise.
 */
public final class PciHeader {

  static final int VENDOR_ID = 0x00;
  static final int DEVICE_ID = 0x02;
  static final int COMMAND = 0x04;
  static final int STATUS = 0x06;
  static final int REVISION = 0x08;
  static final int PROGRAMMING_INTERFACE = 0x09;
  static final int CLASS_CODE = 0x0a;
  static final int CACHE_LINE_SIZE = 0x0c;
  static final int HEADER_TYPE = 0x0e;
  static final int SUBSYSTEM_VENDOR_ID = 0x2c;
  static final int SUBSYSTEM_ID = 0x2e;
  static final int CAPABILITIES = 0x34;
  static final int INTERRUPT_LINE = 0x3c;
  static final int INTERRUPT_PIN = 0x3d;

  /** Command bit 0: I/O BARs are decoded. */
  static final int COMMAND_IO = 1 << 0;

  /** Command bit 1: memory BARs are decoded. */
  static final int COMMAND_MEMORY = 1 << 1;

  /** Header type bit 7: the slot has more functions. */
  static final int MULTIFUNCTION = 1 << 7;

  /** Size of the space of a conventional function. */
  static final int CONVENTIONAL = 256;

  /** Size of the space of a PCI Express function. */
  static final int EXPRESS = 4096;

  /** Bus master, SERR and interrupt disable, beside the two that decode. */
  private static final int COMMAND_WRITABLE = 0x0507;

  /** The errors that a function may report. */
  private static final int STATUS_CLEARABLE = 0xf900;

  private static final int STATUS_CAPABILITIES = 1 << 4;
  private static final int HEADER_END = 0x40;
  private static final int QUMRANET = 0x1af4;
  private static final int QEMU = 0x1100;
  private static final int CAPABILITY_MSI = 0x05;

  private final boolean bridge;
  private final boolean fixed;
  private final List<PciBar> bars;
  private final byte[] initial;
  private final byte[] writable;
  private final byte[] clearable;
  private final byte[] volatiles;

  private PciHeader(Builder made) {
    bridge = made.bridge;
    fixed = made.fixed;
    bars = List.copyOf(made.bars);
    initial = made.initial;
    writable = made.writable;
    clearable = made.clearable;
    volatiles = made.volatiles;
  }

  /** A conventional function with QEMU's subsystem, and nothing else but what is said here. */
  public static Builder of(int vendor, int device, int classCode, int revision) {
    return new Builder(CONVENTIONAL)
        .value(VENDOR_ID, 2, vendor)
        .value(DEVICE_ID, 2, device)
        .value(CLASS_CODE, 2, classCode)
        .value(REVISION, 1, revision)
        .subsystem(QUMRANET, QEMU);
  }

  /** Bytes in the space. */
  int size() {
    return initial.length;
  }

  /** Whether it is that of a bridge to another PCI bus (type 1). */
  public boolean isBridge() {
    return bridge;
  }

  /** Whether a function cannot come or go while the machine is there. */
  public boolean isFixed() {
    return fixed;
  }

  /** Its base address registers. */
  public List<PciBar> bars() {
    return bars;
  }

  /** What is in it when the function is built. */
  byte[] initial() {
    return initial;
  }

  /** The bits that take what is written. */
  byte[] writable() {
    return writable;
  }

  /** The bits that are cleared by writing a one. */
  byte[] clearable() {
    return clearable;
  }

  /** The bits that are as at first after a reset. */
  byte[] volatiles() {
    return volatiles;
  }

  /** Makes a header. */
  public static final class Builder {
    private final List<PciBar> bars = new ArrayList<>();
    private final byte[] initial;
    private final byte[] writable;
    private final byte[] clearable;
    private final byte[] volatiles;
    private boolean bridge;
    private boolean fixed;

    private Builder(int size) {
      initial = new byte[size];
      writable = new byte[size];
      clearable = new byte[size];
      volatiles = new byte[size];
      Arrays.fill(writable, HEADER_END, size, (byte) 0xff);
      writable(COMMAND, 2, COMMAND_WRITABLE);
      writable(CACHE_LINE_SIZE, 1, 0xff);
      writable(INTERRUPT_LINE, 1, 0xff);
      clearable(STATUS, 2, STATUS_CLEARABLE);
      volatiles(COMMAND, 2, COMMAND_WRITABLE);
      volatiles(STATUS, 2, STATUS_CLEARABLE);
      volatiles(CACHE_LINE_SIZE, 1, 0xff);
      volatiles(INTERRUPT_LINE, 1, 0xff);
    }

    private static void put(byte[] into, int offset, int size, long value) {
      for (int i = 0; i < size; i++) {
        into[offset + i] = (byte) (value >>> (Byte.SIZE * i));
      }
    }

    /** Sets what is read at {@code offset}, {@code size} bytes, 1 to 8. */
    public Builder value(int offset, int size, long value) {
      put(initial, offset, size, value);
      return this;
    }

    /** Says which bits at {@code offset} can be written, and that the others cannot. */
    public Builder writable(int offset, int size, long mask) {
      put(writable, offset, size, mask);
      return this;
    }

    /** Says which bits at {@code offset} are cleared by writing a one. */
    public Builder clearable(int offset, int size, long mask) {
      put(clearable, offset, size, mask);
      return this;
    }

    /** Says which bits at {@code offset} are as at first after a reset. */
    public Builder volatiles(int offset, int size, long mask) {
      put(volatiles, offset, size, mask);
      return this;
    }

    /** Sets the register-level programming interface. */
    public Builder programmingInterface(int value) {
      return value(PROGRAMMING_INTERFACE, 1, value);
    }

    /** Sets vendor and number of the subsystem. */
    public Builder subsystem(int vendor, int number) {
      return value(SUBSYSTEM_VENDOR_ID, 2, vendor).value(SUBSYSTEM_ID, 2, number);
    }

    /** Sets the interrupt pin, 1 being INTA#. */
    public Builder interruptPin(int pin) {
      return value(INTERRUPT_PIN, 1, pin);
    }

    /** Says that it is part of the board. */
    public Builder fixed() {
      fixed = true;
      return this;
    }

    /** Says that it is that of a bridge to another PCI bus. */
    public Builder bridge() {
      bridge = true;
      return this;
    }

    /** Adds a base address register. */
    public Builder bar(PciBar bar) {
      bars.add(bar);
      return value(bar.offset(bridge), bar.width(), bar.type())
          .writable(bar.offset(bridge), bar.width(), bar.writable());
    }

    /** Puts a capability before all others; none of its bytes can be written. */
    public Builder capability(int id, int offset, int size) {
      Arrays.fill(writable, offset, offset + size, (byte) 0);
      value(offset, 1, id).value(offset + 1, 1, initial[CAPABILITIES]);
      initial[STATUS] |= STATUS_CAPABILITIES;
      return value(CAPABILITIES, 1, offset);
    }

    /** Puts in message signalled interrupts: one message, at an address of 64 bits. */
    public Builder msi(int offset) {
      return capability(CAPABILITY_MSI, offset, 14)
          .value(offset + 2, 2, 0x0080)
          .writable(offset + 2, 2, 0x0001)
          .writable(offset + 4, 8, ~3L)
          .writable(offset + 12, 2, 0xffff)
          .volatiles(offset + 2, 2, 0x0071)
          .volatiles(offset + 4, 8, -1)
          .volatiles(offset + 12, 2, 0xffff);
    }

    /** The header. */
    public PciHeader build() {
      return new PciHeader(this);
    }
  }
}
