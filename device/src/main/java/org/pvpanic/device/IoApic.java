package org.pvpanic.device;

import java.util.Arrays;
import org.pvpanic.bus.Access;
import org.pvpanic.bus.IoRegion;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;

/**
 * The registers of an I/O APIC: an index at 0xfec00000 and a window 16 bytes further on, behind
 * which are its ID, its version, and the redirection entries of its 24 inputs.
 *
 * <p>Specification: 82093AA data sheet (Intel 290566). Software can program them and reads back
 * what it wrote. Left out: delivery of interrupts to local APICs, so that no input is ever seen to
 * be in service; the board hands each of them to its CPU directly.
 */
public final class IoApic implements Device, IoRegion {

  /** Where a PC has its first one. */
  public static final long BASE = 0xfec0_0000L;

  /** Where a microvm has its second one. */
  public static final long SECOND_BASE = 0xfec1_0000L;

  /** The index of the register that the window shows. */
  public static final int SELECT = 0x00;

  /** The register itself, 32 bits. */
  public static final int WINDOW = 0x10;

  private static final int LENGTH = 0x1000;
  private static final int INPUTS = 24;
  private static final int ID = 0;
  private static final int VERSION = 1;
  private static final int ARBITRATION = 2;
  private static final int REDIRECTION = 0x10;
  private static final int ID_SHIFT = 24;
  private static final int MASKED = 1 << 16;

  /** Delivery status and remote IRR. */
  private static final int READ_ONLY = 1 << 12 | 1 << 14;

  private final long base;
  private final int version;
  private final int[] entries = new int[2 * INPUTS];
  private int selected;
  private int id;

  /**
   * An I/O APIC.
   *
   * @param base its physical address
   * @param version 0x11, or 0x20 for one with an EOI register
   */
  public IoApic(long base, int version) {
    this.base = base;
    this.version = version;
  }

  @Override
  public void attach(Board board) {
    board.physical().root().add(base, MemoryRegion.io(this, LENGTH));
  }

  @Override
  public void reset() {
    id = 0;
    selected = 0;
    Arrays.fill(entries, 0);
    for (int i = 0; i < entries.length; i += 2) {
      entries[i] = MASKED;
    }
  }

  @Override
  public String name() {
    return "ioapic";
  }

  @Override
  public Access access() {
    return Access.ANY;
  }

  @Override
  public int read(int offset, int size) {
    return switch (offset & 0xff) {
      case SELECT -> selected;
      case WINDOW -> size == Integer.BYTES ? readSelected() : 0;
      default -> 0;
    };
  }

  private int readSelected() {
    return switch (selected) {
      case ID, ARBITRATION -> id << ID_SHIFT;
      case VERSION -> version | (INPUTS - 1) << 16;
      default -> isEntry() ? entries[selected - REDIRECTION] : 0;
    };
  }

  private boolean isEntry() {
    return selected >= REDIRECTION && selected < REDIRECTION + entries.length;
  }

  @Override
  public void write(int offset, int size, int value) {
    int register = offset & 0xff;
    if (register == SELECT) {
      selected = value & 0xff;
    } else if (register == WINDOW && size == Integer.BYTES) {
      if (selected == ID) {
        id = (value >>> ID_SHIFT) & 0x0f;
      } else if (isEntry()) {
        boolean low = (selected & 1) == 0;
        entries[selected - REDIRECTION] = low ? value & ~READ_ONLY : value;
      }
    }
  }
}
