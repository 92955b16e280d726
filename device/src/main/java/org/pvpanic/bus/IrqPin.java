package org.pvpanic.bus;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A pin of a device, at which an interrupt comes in or goes out. A probe can be clipped to it. */
public final class IrqPin implements IrqLine {

  private final IrqLine behind;
  private @Nullable IntConsumer probe;

  IrqPin(IrqLine behind) {
    this.behind = behind;
  }

  @Override
  public void set(int level) {
    behind.set(level);
    IntConsumer watching = probe;
    if (watching != null) {
      watching.accept(level);
    }
  }

  /** Has every level that is driven seen, changed or not, once it has had its effect. */
  public void clip(IntConsumer to) {
    probe = to;
  }
}
