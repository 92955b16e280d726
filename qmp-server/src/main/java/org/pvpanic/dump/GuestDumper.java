package org.pvpanic.dump;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.pvpanic.chardev.Reasons;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.MachineObserver;
import org.pvpanic.machine.RunState;
import org.pvpanic.vm.MachineLoop;
import org.pvpanic.vm.MachineType;

/**
 * Writes the guest's memory to a file, as {@code dump-guest-memory} does: the machine is stopped
 * meanwhile and goes on afterwards if it ran before. A thread of its own opens the file, which may
 * be a pipe without a reader, and writes it; everything else happens on the machine's loop. One
 * dump at a time. A dump ends with the machine, whatever has been written.
 */
public final class GuestDumper {

  /** What QEMU says to who disturbs a dump. */
  public static final String BUSY = "There is a dump in process, please wait.";

  private final Machine machine;
  private final MachineLoop machineLoop;
  private final EventLoop loop;
  private final MachineType type;
  private volatile DumpStatus status = DumpStatus.NONE;
  private @Nullable Dump current;

  /** Told of the end of a dump. */
  @FunctionalInterface
  public interface Completion {
    /**
     * The dump is over, and the machine does not run again yet.
     *
     * @param result how it ended
     * @param error why it failed
     */
    void completed(DumpStatus result, Optional<String> error);
  }

  /**
   * A dump on its way. Both stages are completed on the loop, and fail with {@link DumpException},
   * or with whatever was thrown unexpectedly.
   *
   * @param begun the file is open and the machine stopped
   * @param ended all has been written, and the machine runs again if it did
   */
  public record Progress(CompletionStage<Void> begun, CompletionStage<Void> ended) {}

  /** Dumps {@code machine}. */
  public GuestDumper(Machine machine, MachineLoop machineLoop, EventLoop loop, MachineType type) {
    this.machine = machine;
    this.machineLoop = machineLoop;
    this.loop = loop;
    this.type = type;
    machine.observe(
        new MachineObserver() {
          @Override
          public void exited(int exitStatus) {
            Dump dump = current;
            if (dump != null) {
              dump.abandon();
            }
          }
        });
  }

  /** The last dump. */
  public DumpStatus status() {
    return status;
  }

  /** Whether a dump is on its way. */
  public boolean active() {
    return current != null;
  }

  /**
   * Begins a dump.
   *
   * @param protocol {@code file:PATH}
   * @param completion called on the loop, before the machine runs again
   * @throws DumpException when there cannot be one; nothing has happened then
   */
  public Progress start(String protocol, Completion completion) throws DumpException {
    if (active()) {
      throw new DumpException(BUSY);
    }
    Path path = DumpTarget.path(protocol);
    Dump dump = new Dump(completion);
    current = dump;
    Thread worker = new Thread(() -> dump.write(path), "dump");
    worker.setDaemon(true);
    worker.start();
    return new Progress(dump.begun, dump.ended);
  }

  /** One dump. Its worker runs {@link #write}, the loop runs everything else. */
  private final class Dump {
    final CompletableFuture<Void> begun = new CompletableFuture<>();
    final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Completion completion;
    private final ElfCore core =
        new ElfCore(
            machine.memory(), GuestBlock.of(type, machine.config().ram()), machine.config().cpus());
    private @Nullable DumpTarget target;

    Dump(Completion completion) {
      this.completion = completion;
    }

    void write(Path path) {
      try (DumpTarget opened = DumpTarget.open(path)) {
        CompletableFuture.runAsync(() -> begin(opened), loop).join();
        if (begun.isCompletedExceptionally()) {
          return;
        }
        String error = null;
        try {
          core.writeTo(opened, done -> status = status.withCompleted(done));
        } catch (IOException e) {
          error = "dump: failed to save memory: " + Reasons.of(e);
        }
        Optional<String> result = Optional.ofNullable(error);
        loop.execute(() -> end(result));
      } catch (DumpException e) {
        loop.execute(() -> refuse(e));
      } catch (IOException e) {
        // All has been written; what closing has to say about it, QEMU does not hear either.
      } catch (RuntimeException e) {
        Throwable thrown = e.getCause(); // by what ran on the loop
        loop.execute(() -> fail(thrown == null ? e : thrown));
      }
    }

    private void begin(DumpTarget opened) {
      target = opened;
      status = new DumpStatus(DumpStatus.State.ACTIVE, 0, core.total());
      if (machine.exited()) {
        abandon();
        return;
      }
      // A machine that is stopped stays as it is.
      machineLoop.submit(new Input.Stop(RunState.SAVE_VM));
      if (type.family() == MachineType.Family.NONE) {
        status = new DumpStatus(DumpStatus.State.FAILED, 0, 0);
        resume();
        refuse(new DumpException("dump: no guest memory to dump"));
        return;
      }
      begun.complete(null);
    }

    /** Something is wrong with us: the machine and the next dump shall not suffer for it. */
    private void fail(Throwable defect) {
      if (status.status() == DumpStatus.State.ACTIVE) {
        status = status.ended(false);
      }
      try {
        resume();
      } finally {
        refuse(defect);
      }
    }

    private void refuse(Throwable reason) {
      current = null;
      begun.completeExceptionally(reason);
      ended.completeExceptionally(reason);
    }

    private void end(Optional<String> error) {
      current = null;
      if (machine.exited()) {
        return;
      }
      status = status.ended(error.isEmpty());
      try {
        completion.completed(status, error);
        resume();
      } catch (RuntimeException e) {
        fail(e);
        return;
      }
      if (error.isEmpty()) {
        ended.complete(null);
      } else {
        ended.completeExceptionally(new DumpException(error.get()));
      }
    }

    private void resume() {
      if (machine.runState() == RunState.SAVE_VM) {
        machineLoop.submit(Input.Command.CONT);
      }
    }

    /** The machine is at its end: what is not written by now never will be. */
    void abandon() {
      try {
        if (target != null) {
          target.close();
        }
      } catch (IOException e) {
        // Nobody waits for the file any more.
      }
    }
  }
}
