package org.pvpanic.dump;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.RunState;
import org.pvpanic.vm.MachineLoop;
import org.pvpanic.vm.MachineType;

/**
 * Writes the guest's memory to a file, as {@code dump-guest-memory} does: the machine is stopped
 * meanwhile and goes on afterwards if it ran before. A worker thread writes; everything else
 * happens on the machine's loop. One dump at a time.
 */
public final class GuestDumper {

  private static final String FILE = "file:";

  private final Machine machine;
  private final MachineLoop machineLoop;
  private final EventLoop loop;
  private final MachineType type;
  private volatile DumpStatus status = DumpStatus.NONE;

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

  /** Dumps {@code machine}. */
  public GuestDumper(Machine machine, MachineLoop machineLoop, EventLoop loop, MachineType type) {
    this.machine = machine;
    this.machineLoop = machineLoop;
    this.loop = loop;
    this.type = type;
  }

  /** The last dump. */
  public DumpStatus status() {
    return status;
  }

  /** Whether a dump is being written. */
  public boolean active() {
    return status.status() == DumpStatus.State.ACTIVE;
  }

  /**
   * Begins a dump.
   *
   * @param protocol {@code file:PATH}
   * @param completion called on the loop, before the machine runs again
   * @param after called on the loop when all is done
   * @throws DumpException when the target cannot be opened; nothing has happened then
   */
  public void start(String protocol, Completion completion, Runnable after) throws DumpException {
    WritableByteChannel target = open(protocol);
    boolean running = machine.runState() == RunState.RUNNING;
    if (running) {
      machineLoop.submit(new Input.Stop(RunState.SAVE_VM));
    }
    ElfCore core = new ElfCore(machine.memory(), blocks(), machine.config().cpus());
    status = new DumpStatus(DumpStatus.State.ACTIVE, 0, core.total());
    Thread worker =
        new Thread(
            () -> {
              String error = write(core, target);
              loop.execute(
                  () -> {
                    status =
                        new DumpStatus(
                            error == null ? DumpStatus.State.COMPLETED : DumpStatus.State.FAILED,
                            status.completed(),
                            status.total());
                    completion.completed(status, Optional.ofNullable(error));
                    if (running && machine.runState() == RunState.SAVE_VM) {
                      machineLoop.submit(new Input.Cont());
                    }
                    after.run();
                  });
            },
            "dump");
    worker.setDaemon(true);
    worker.start();
  }

  private List<GuestBlock> blocks() {
    long ram = machine.memory().size();
    return type.family() == MachineType.Family.Q35
        ? GuestBlock.ofPc(ram, 0xb000_0000L, 0x8000_0000L)
        : GuestBlock.ofPc(ram, 0xe000_0000L, 0xc000_0000L);
  }

  private @Nullable String write(ElfCore core, WritableByteChannel target) {
    try (target) {
      core.writeTo(target, done -> status = new DumpStatus(status.status(), done, core.total()));
      return null;
    } catch (IOException e) {
      return "dump: failed to save memory: " + reason(e);
    }
  }

  private static WritableByteChannel open(String protocol) throws DumpException {
    if (protocol.startsWith("fd:")) {
      throw new DumpException(
          "File descriptor named '" + protocol.substring(3) + "' has not been found");
    }
    if (!protocol.startsWith(FILE)) {
      throw new DumpException("Invalid parameter 'protocol'");
    }
    Path path = Path.of(protocol.substring(FILE.length()));
    try {
      FileChannel file =
          FileChannel.open(
              path,
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING);
      if (Files.isRegularFile(path)) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r--------"));
      }
      return file;
    } catch (IOException e) {
      throw new DumpException("Could not open '" + path + "': " + reason(e));
    }
  }

  /** The operating system's words, which Java puts behind the name of the file. */
  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "No such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "Permission denied";
    }
    String message = String.valueOf(e.getMessage());
    return message.substring(message.lastIndexOf(": ") + 1).trim();
  }
}
