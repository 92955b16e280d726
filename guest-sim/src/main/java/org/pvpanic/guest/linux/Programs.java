package org.pvpanic.guest.linux;

import org.jspecify.annotations.Nullable;

/** The programs that a boot can run. */
@FunctionalInterface
public interface Programs {

  /**
   * Finds one.
   *
   * @param path an absolute path, or a name that is looked for in the usual folders
   * @return null when there is none
   */
  @Nullable Program find(String path);
}
