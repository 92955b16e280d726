package org.pvpanic.machine;

/** What a board boots: the code at the reset vector. */
@FunctionalInterface
public interface GuestCode {

  /** A board without software: the CPU halts at once. */
  GuestCode NONE = cpu -> {};

  /**
   * What one machine boots; asked for once, when the machine is made. Code that keeps something
   * from one boot to the next, as a disk does, answers with an object of its own for each machine.
   */
  default GuestCode installed() {
    return this;
  }

  /**
   * Runs as the first step after power-on and after every reset, on the boot CPU, with an empty
   * queue. Anything that must not outlive a reset has to be created here.
   */
  void start(Vcpu bootCpu);
}
