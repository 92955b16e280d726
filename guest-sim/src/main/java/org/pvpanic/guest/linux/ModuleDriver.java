package org.pvpanic.guest.linux;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a module does: its init and exit functions. */
interface ModuleDriver {

  /** A module that adds nothing that can be seen. */
  ModuleDriver INERT =
      new ModuleDriver() {
        @Override
        public void start(Task loader, Consumer<@Nullable Errno> done) {
          done.accept(null);
        }

        @Override
        public void stop() {}
      };

  /**
   * Runs init. It may take further steps, and it may never end.
   *
   * @param done gets null, or why the module is not wanted
   */
  void start(Task loader, Consumer<@Nullable Errno> done);

  /** Runs exit. */
  void stop();
}
