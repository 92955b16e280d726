package org.pvpanic.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The observers of a machine, told in the order in which they were added. */
final class Observers implements MachineObserver {

  private final List<MachineObserver> all = new ArrayList<>(2);

  void add(MachineObserver observer) {
    all.add(observer);
  }

  @Override
  public void event(MachineEvent event) {
    tell(observer -> observer.event(event));
  }

  @Override
  public void runStateChanged(RunState from, RunState to) {
    tell(observer -> observer.runStateChanged(from, to));
  }

  @Override
  public void exited(int status) {
    tell(observer -> observer.exited(status));
  }

  @Override
  public void unplugged(Device device) {
    tell(observer -> observer.unplugged(device));
  }

  @Override
  public void guestError(String text) {
    tell(observer -> observer.guestError(text));
  }

  /** By index, since an observer may add another when it is told. */
  private void tell(Consumer<MachineObserver> what) {
    for (int i = 0; i < all.size(); i++) {
      what.accept(all.get(i));
    }
  }
}
