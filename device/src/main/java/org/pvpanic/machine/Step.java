package org.pvpanic.machine;

/**
 * One step of guest code. It runs to its end without waiting, does at most one port write other
 * than a burst of console bytes, and says through the vCPU what comes next ({@link Vcpu#call},
 * {@link Vcpu#delay}). The machine may be stopped between two steps, never within one.
 */
@FunctionalInterface
public interface Step {
  /** Does the step's work. */
  void run();
}
