package org.pvpanic.testkit;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The libvirtd of a session, below its subreaper. One at a time. */
final class Daemon {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String ENDED = "libvirtd ended with status";

  private final SessionDir dir;
  private final SessionLogs logs;
  private final Subreaper processes;

  Daemon(SessionDir dir, SessionLogs logs, Subreaper processes) {
    this.dir = dir;
    this.logs = logs;
    this.processes = processes;
  }

  /**
   * Starts libvirtd, and returns when it serves.
   *
   * @throws LibvirtException if it ends at once
   */
  void start() throws IOException {
    Files.deleteIfExists(dir.daemonSocket());
    Files.deleteIfExists(dir.daemonOutput());
    processes.run("{ libvirtd; echo " + ENDED + " $?; } >" + dir.daemonOutput() + " 2>&1");
    Await.answer(LIMIT, this::serves, () -> logs.explained("libvirtd does not serve"));
  }

  private @Nullable Boolean serves() {
    if (logs.daemonOutput().text().contains(ENDED)) {
      throw new LibvirtException(logs.explained("libvirtd does not stay"));
    }
    try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return socket.connect(UnixDomainSocketAddress.of(dir.daemonSocket()));
    } catch (IOException e) {
      return null;
    }
  }

  boolean isRunning() {
    return Files.exists(dir.daemonSocket());
  }

  /** Ends libvirtd, and returns when it has ended. Domains run on. */
  void stop() throws IOException {
    ProcessHandle process = SessionDir.process(dir.daemonPid()).orElseThrow();
    process.destroy();
    Await.answer(
        LIMIT,
        () -> process.isAlive() ? null : process,
        () -> logs.explained("libvirtd would not end"));
  }
}
