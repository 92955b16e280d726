package org.pvpanic.guest.linux;

import java.util.List;

/** What a task runs. */
@FunctionalInterface
public interface Program {

  /**
   * Starts it; runs as the task's first step.
   *
   * @param arguments the first is the name under which it was called
   */
  void main(Task task, List<String> arguments);
}
