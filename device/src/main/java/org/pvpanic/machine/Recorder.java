package org.pvpanic.machine;

/** Keeps a machine's journal: which input came after how many steps and timers. */
final class Recorder {

  private final boolean journalled;
  private final RamLayout ram;
  private final Journal journal = new Journal();
  private long position;

  Recorder(MachineConfig config) {
    this.journalled = config.journalled();
    this.ram = config.ram();
  }

  /** How many steps and timers have been served. */
  long position() {
    return position;
  }

  /** One more has been. */
  void served() {
    position++;
  }

  /**
   * Notes an input. A replay begins when the machine has been switched on. What came before counts
   * all the same, except for what was meant for a device: there was none yet that it could reach.
   */
  void note(Input input, boolean switchedOn, long time) {
    if (!journalled) {
      return;
    }
    if (switchedOn) {
      journal.add(position, time, input);
    } else {
      EarlyInput.effects(input, ram).forEach(effect -> journal.add(position, time, effect));
    }
  }

  /** A copy of the journal up to this instant. */
  Journal journal() {
    if (!journalled) {
      throw new IllegalStateException("this machine keeps no journal");
    }
    return journal.copy(position);
  }
}
