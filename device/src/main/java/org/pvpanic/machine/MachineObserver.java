package org.pvpanic.machine;

/**
 * Watches a machine. All methods are called on the thread that serves the machine and must not
 * block it.
 */
public interface MachineObserver {

  /** Something happened that clients are told of. */
  default void event(MachineEvent event) {}

  /** The run state changed. */
  default void runStateChanged(RunState from, RunState to) {}

  /**
   * The machine is at its end and takes nothing more.
   *
   * @param status the exit status of the process that it is: 0, or 1 for {@code panic=exit-failure}
   */
  default void exited(int status) {}

  /** A device was taken off the board. */
  default void unplugged(Device device) {}

  /**
   * Whether {@link #guestError} is of interest. If it is to nobody, invalid accesses to memory,
   * which may be many, are passed over in silence. Asked once, when the observer is added.
   */
  default boolean hearsGuestErrors() {
    return false;
  }

  /** A guest did what its hardware does not define; QEMU logs it with {@code -d guest_errors}. */
  default void guestError(String text) {}
}
