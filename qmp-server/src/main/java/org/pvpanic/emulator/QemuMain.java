package org.pvpanic.emulator;

import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.pvpanic.chardev.Reasons;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.options.Diagnostics;
import org.pvpanic.options.HelpRequest;
import org.pvpanic.options.QemuError;
import org.pvpanic.options.Settings;

/** The program {@code qemu-system-x86_64}: one machine, for as long as the process lives. */
public final class QemuMain {

  /** How long a signal waits for the machine to end by itself. */
  private static final long GRACE_MS = 900;

  private final Diagnostics diagnostics = Diagnostics.onStandardError();
  private final CompletableFuture<Emulator> started = new CompletableFuture<>();
  private @Nullable Path pidFile;

  /** A test ends its emulator by a signal, and wants to hear nothing of it. */
  private volatile boolean underQtest;

  /** Open, and so locked, as long as the process lives. */
  private @Nullable FileChannel pidFileLock;

  private @Nullable IoEventLoop loop;

  private QemuMain() {}

  /** Runs QEMU's command line; ends the process. */
  public static void main(String[] args) {
    QemuMain program = new QemuMain();
    program.end(program.run(List.of(args)));
  }

  /**
   * Ends the process, on the loop if there is one: a JVM that ends gives a thread that is in native
   * code, as a loop that waits for events is, 300 ms to come out of it.
   */
  private void end(int status) {
    IoEventLoop running = loop;
    if (running == null) {
      Runtime.getRuntime().halt(status);
    } else {
      running.execute(() -> Runtime.getRuntime().halt(status));
    }
  }

  /** The launcher says which QEMU it is. */
  private static VersionProfile version() {
    String series = System.getProperty("pvpanic.qemu", VersionProfile.QEMU_7_2.series());
    return VersionProfile.find(series)
        .orElseThrow(() -> new QemuError("there is no profile of QEMU " + series));
  }

  private int run(List<String> args) {
    try {
      Settings settings = CommandLineReader.read(version(), args, diagnostics);
      underQtest = settings.commandLine().has("qtest");
      String answer = About.answer(settings);
      if (answer != null) {
        System.out.print(answer);
        return 0;
      }
      writePidFile(settings.commandLine().value("pidfile"));
      IoEventLoop made =
          new MultiThreadIoEventLoopGroup(
                  1, new DefaultThreadFactory("main-loop"), EpollIoHandler.newFactory())
              .next();
      loop = made;
      endOnSignals();
      Emulator emulator = Emulator.start(made, diagnostics, settings, System.out::println);
      started.complete(emulator);
      Launcher.started();
      return emulator.exit().get();
    } catch (HelpRequest help) {
      System.out.println(help.text());
      return help.status();
    } catch (QemuError refused) {
      diagnostics.error(refused);
    } catch (ExecutionException | RuntimeException defect) {
      diagnostics.error("internal error: " + defect);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      removePidFile();
    }
    return 1;
  }

  /** From the first moment on, as whoever sees what a machine says may end it. */
  private void endOnSignals() {
    for (String name : List.of("TERM", "INT", "HUP")) {
      Signals.handle(name, this::endBySignal);
    }
  }

  /** A machine that does not end in time, or never started, must not keep its process alive. */
  private void endBySignal(int signal) {
    if (!underQtest) {
      diagnostics.error("terminating on signal " + signal);
    }
    try {
      started
          .thenCompose(
              emulator -> {
                emulator.terminate();
                return emulator.exit();
              })
          .get(GRACE_MS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException stuck) {
      removePidFile();
      Runtime.getRuntime().halt(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void writePidFile(@Nullable String name) {
    if (name == null) {
      return;
    }
    Path path = Path.of(name);
    try {
      FileChannel file =
          FileChannel.open(
              path,
              Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      if (file.tryLock() == null) {
        file.close();
        throw new QemuError(
            "cannot create PID file: Cannot lock pid file: Resource temporarily unavailable");
      }
      String number = ProcessHandle.current().pid() + "\n";
      file.truncate(0).write(ByteBuffer.wrap(number.getBytes(StandardCharsets.US_ASCII)));
      pidFile = path;
      pidFileLock = file;
    } catch (IOException e) {
      throw new QemuError(
          "cannot create PID file: Could not create '" + name + "': " + Reasons.of(e));
    }
  }

  private void removePidFile() {
    Path path = pidFile;
    if (path != null) {
      pidFile = null;
      try {
        Files.deleteIfExists(path);
        if (pidFileLock != null) {
          pidFileLock.close();
        }
      } catch (IOException e) {
        diagnostics.error("cannot remove PID file: " + Reasons.of(e));
      }
    }
  }
}
