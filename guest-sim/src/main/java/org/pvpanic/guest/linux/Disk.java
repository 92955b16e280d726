package org.pvpanic.guest.linux;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.fs.MemoryBudget;
import org.pvpanic.guest.linux.fs.MemoryFs;

/**
 * The disk that a system is installed on. What is written there outlives resets, and so the next
 * boot finds what a capture kernel has saved. All of it is there at once, as if every write were
 * synchronous.
 */
public final class Disk {

  private final MemoryBudget budget = new MemoryBudget();
  private LongSupplier clock = () -> 0;
  private @Nullable MemoryFs root;

  /** How much of its host's memory the files on it take. */
  public MemoryBudget budget() {
    return budget;
  }

  /** Whether anybody has looked at its files since it was installed. */
  public boolean isUsed() {
    return root != null;
  }

  /** The time of day of whoever has it mounted, in nanoseconds since 1970. */
  public long now() {
    return clock.getAsLong();
  }

  /**
   * Its root file system for a kernel that mounts it.
   *
   * @param time the kernel's time of day in nanoseconds since 1970
   * @param installed makes it as it was installed, when nobody has mounted it before
   */
  public MemoryFs root(LongSupplier time, Supplier<MemoryFs> installed) {
    clock = time;
    MemoryFs known = root;
    if (known == null) {
      known = installed.get();
      root = known;
    }
    known.setReadOnly(false);
    return known;
  }
}
