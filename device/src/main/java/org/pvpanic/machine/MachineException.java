package org.pvpanic.machine;

/** A request that the machine refuses; the message is the one that QEMU gives. */
public final class MachineException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A refusal with QEMU's text. */
  public MachineException(String message) {
    super(message);
  }
}
