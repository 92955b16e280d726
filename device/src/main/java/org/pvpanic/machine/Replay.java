package org.pvpanic.machine;

/** Runs a journal in a machine that has just been switched on. */
final class Replay {

  private final Machine machine;
  private final Clock clock;
  private final Journal recorded;

  Replay(Machine machine, Journal recorded) {
    this.machine = machine;
    this.clock = machine.clock();
    this.recorded = recorded;
  }

  void run() {
    for (Journal.Entry entry : recorded.entries()) {
      runTo(entry.position());
      try {
        machine.apply(entry.input(), entry.time());
      } catch (MachineException refused) {
        // It was refused then, too; the client has had its answer.
      }
    }
    runTo(recorded.end());
    if (machine.canRun()) {
      clock.passTime();
    }
  }

  private void runTo(long goal) {
    while (machine.position() < goal) {
      if (!machine.serveOne()) {
        long due = clock.nextDue();
        if (due == Clock.NEVER || !machine.canRun()) {
          throw new IllegalStateException(
              "the journal does not fit this machine: nothing to do at step "
                  + machine.position()
                  + " of "
                  + goal);
        }
        clock.advanceTo(due);
      }
    }
  }
}
