package org.pvpanic.device;

import org.pvpanic.bus.IoRegion;
import org.pvpanic.machine.Board;

/**
 * The pvpanic register: one byte through which a guest tells its host that it panicked.
 *
 * <p>Specification: QEMU's {@code docs/specs/pvpanic.rst}; behaviour measured on QEMU 7.2 and 10.0.
 * The front ends ({@link IsaPvpanic}, {@link PciPvpanic}) put it on a bus.
 *
 * <ul>
 *   <li>A read returns the {@code events} property, whatever the offset.
 *   <li>A write causes exactly one action, that of its lowest known bit. {@code events} never masks
 *       a write.
 *   <li>The device has no state, no interrupt and nothing to reset or migrate.
 * </ul>
 */
final class Pvpanic implements IoRegion {

  /** Bit 0, PVPANIC_PANICKED: the guest panicked, the host decides what happens. */
  static final int PANICKED = 1 << 0;

  /** Bit 1, PVPANIC_CRASH_LOADED: the guest panicked and handles it itself (kdump). */
  static final int CRASH_LOADED = 1 << 1;

  /** Bit 2, PVPANIC_SHUTDOWN: the guest asks for an ordinary shutdown (since QEMU 9.1). */
  static final int SHUTDOWN = 1 << 2;

  private final Board board;
  private final int events;
  private final int known;

  /**
   * The register.
   *
   * @param events what a read returns, 0 to 0xff
   * @param shutdown whether bit 2 is known
   */
  Pvpanic(Board board, int events, boolean shutdown) {
    this.board = board;
    this.events = events;
    this.known = PANICKED | CRASH_LOADED | (shutdown ? SHUTDOWN : 0);
  }

  @Override
  public String name() {
    return "pvpanic";
  }

  @Override
  public int read(int offset, int size) {
    return events;
  }

  @Override
  public void write(int offset, int size, int value) {
    if ((value & ~known) != 0) {
      board.guestErrorOnce(name(), "pvpanic: unknown event 0x%x.%n".formatted(value));
    }
    if ((value & PANICKED) != 0) {
      board.guestPanicked();
    } else if ((value & CRASH_LOADED) != 0) {
      board.guestCrashLoaded();
    } else if ((value & known & SHUTDOWN) != 0) {
      board.guestPvshutdown();
    }
  }
}
