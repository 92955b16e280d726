package org.pvpanic.guest.linux;

/** What is on the disk of a system, for a kernel to run. */
@FunctionalInterface
public interface UserSpace {

  /** The programs for one boot of {@code kernel}; its pid 1 is found among them by path. */
  Programs programs(Kernel kernel);
}
