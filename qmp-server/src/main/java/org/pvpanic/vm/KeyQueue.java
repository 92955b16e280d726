package org.pvpanic.vm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.RunState;

/**
 * Keys on their way to a machine's keyboard, with pauses between them: a keyboard holds but a few
 * that its host has not read. The first goes at once. Keys that come to a machine that is stopped
 * are lost, and so are those that come when too many wait.
 */
public final class KeyQueue {

  private static final int CAPACITY = 1024;
  private static final int PAUSE = 1;

  /** A key event counts twice in QEMU, which has a second one behind it that says it is whole. */
  private static final int KEY = 2;

  private static final long DEFAULT_PAUSE_MS = 10;

  /** Either a key or a pause. */
  private record Entry(byte @Nullable [] key, long pauseMs) {}

  private final Machine machine;
  private final MachineLoop loop;
  private final VmTimers timers;
  private final Deque<Entry> waiting = new ArrayDeque<>(1);
  private int size;

  KeyQueue(Machine machine, MachineLoop loop, VmTimers timers) {
    this.machine = machine;
    this.loop = loop;
    this.timers = timers;
  }

  /** Sends a key that is pressed or released: its scan code of set 1. */
  public void key(byte[] scancode) {
    if (waiting.isEmpty()) {
      loop.submit(new Input.Keys(scancode));
    } else if (size < CAPACITY) {
      waiting.add(new Entry(scancode, 0));
      size += KEY;
    }
  }

  /**
   * Waits before the next key.
   *
   * @param ms for how long; 0 for QEMU's default of 10
   */
  public void pause(long ms) {
    RunState state = machine.runState();
    if ((state == RunState.RUNNING || state == RunState.SUSPENDED) && size < CAPACITY) {
      waiting.add(new Entry(null, ms == 0 ? DEFAULT_PAUSE_MS : ms));
      size += PAUSE;
      if (waiting.size() == 1) {
        startPause();
      }
    }
  }

  private void startPause() {
    timers.after(Duration.ofMillis(waiting.element().pauseMs()), this::endPause);
  }

  private void endPause() {
    waiting.remove();
    size -= PAUSE;
    for (Entry next = waiting.peek(); next != null; next = waiting.peek()) {
      byte[] key = next.key();
      if (key == null) {
        startPause();
        return;
      }
      waiting.remove();
      size -= KEY;
      loop.submit(new Input.Keys(key));
    }
  }
}
