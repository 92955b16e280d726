package org.pvpanic.machine;

/** What a board boots: the code at the reset vector. */
@FunctionalInterface
public interface GuestCode {

  /** A board without software: the CPU halts at once. */
  GuestCode NONE = cpu -> {};

  /**
   * Runs as the first step after power-on and after every reset, on the boot CPU, with an empty
   * queue. Anything that must not outlive a reset has to be created here.
   */
  void start(Vcpu bootCpu);
}
