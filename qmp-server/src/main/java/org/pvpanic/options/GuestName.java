package org.pvpanic.options;

import org.jspecify.annotations.Nullable;

/**
 * What the guest is called ({@code -name}).
 *
 * @param guest its name, or null
 * @param process what the process is to be called, or null
 * @param debugThreads whether threads are named
 */
public record GuestName(@Nullable String guest, @Nullable String process, boolean debugThreads) {

  /** Reads the values of {@link OptionGroup#NAME}. */
  public static GuestName of(KeyValues name) {
    return new GuestName(name.get("guest"), name.get("process"), name.flag("debug-threads", false));
  }
}
