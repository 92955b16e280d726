package org.pvpanic.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A libvirtd of one's own: unprivileged, apart from every other, in one temporary directory, and
 * gone without a trace once closed.
 *
 * <pre>{@code
 * try (LibvirtSession libvirt = LibvirtSession.start(null)) {
 *   libvirt.define(libvirt.domain("d1").onCrash("preserve"));
 *   LibvirtEvents events = libvirt.events("d1");
 *   libvirt.virsh("start", "d1");
 *   libvirt.hmp("d1", "o /b 0x505 1");
 *   events.await("lifecycle Crashed Panicked");
 * }
 * }</pre>
 *
 * <p>Needs the programs libvirtd, virsh, tini, setsid and, when run by root, setpriv; see {@link
 * RequiresTools}. Sessions may run side by side. Not for use by several threads.
 */
public final class LibvirtSession implements AutoCloseable {
  private static final String PROGRAM = "bin/qemu-system-x86_64";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final SessionDir dir;
  private final Subreaper processes;
  private final SessionLogs logs;
  private final Daemon daemon;
  private final Virsh virsh;
  private final EventStream events = new EventStream();
  private final EventStream monitorEvents = new EventStream();
  private final List<SerialConsole> consoles = new ArrayList<>();
  private Path emulator = Path.of("/usr/bin/qemu-system-x86_64");

  private LibvirtSession(SessionDir dir, Subreaper processes) {
    this.dir = dir;
    this.processes = processes;
    this.logs = new SessionLogs(dir);
    this.daemon = new Daemon(dir, logs, processes);
    this.virsh = new Virsh(dir);
  }

  /**
   * Starts a daemon, and returns when it serves.
   *
   * @param emulatorDist the directory of an emulator, which holds {@code bin/qemu-system-x86_64};
   *     it is copied into the session. Null for the machine's own QEMU.
   * @throws LibvirtException if the daemon does not come up
   * @throws IOException if the session's files cannot be made, or a program is missing
   */
  public static LibvirtSession start(@Nullable Path emulatorDist) throws IOException {
    return start(emulatorDist, PROGRAM);
  }

  /**
   * Starts a daemon, and returns when it serves.
   *
   * @param emulatorDist the directory of an emulator, which is copied into the session; null for
   *     the machine's own QEMU
   * @param program the emulator in that directory, such as {@code qemu-10.0/bin/qemu-system-x86_64}
   * @throws LibvirtException if the daemon does not come up
   * @throws IOException if the session's files cannot be made, or a program is missing
   */
  public static LibvirtSession start(@Nullable Path emulatorDist, String program)
      throws IOException {
    SessionDir dir = SessionDir.create(Account.forSession());
    Subreaper processes;
    try {
      processes = Subreaper.start(dir.account(), dir.environment(), dir.root());
    } catch (IOException e) {
      dir.close();
      throw e;
    }
    LibvirtSession session = new LibvirtSession(dir, processes);
    try {
      if (emulatorDist != null) {
        session.emulator = dir.copy(emulatorDist, "emu").resolve(program);
      }
      session.startDaemon();
      return session;
    } catch (IOException | RuntimeException | Error e) {
      try (session) {
        throw e;
      }
    }
  }

  /** The emulator of this session, for an {@code <emulator>} element. */
  public Path emulator() {
    return emulator;
  }

  /** The directory in which everything of this session is. */
  public Path directory() {
    return dir.root();
  }

  /** A definition to be completed and handed to {@link #define(DomainXml)}. */
  public DomainXml domain(String name) {
    return new DomainXml(name, emulator, dir.serialLog(name));
  }

  /** Defines a domain. */
  public void define(DomainXml domain) {
    define(domain.xml());
  }

  /**
   * Defines a domain.
   *
   * @param xml libvirt's XML
   * @throws LibvirtException if libvirt refuses it
   */
  public void define(String xml) {
    try {
      virsh("define", dir.write("tmp/domain.xml", xml).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs a virsh command.
   *
   * @return what it printed, without blanks and newlines around it
   * @throws LibvirtException if it failed
   */
  public String virsh(String... arguments) {
    VirshResult result = tryVirsh(arguments);
    if (result.status() != 0) {
      throw new LibvirtException(
          logs.explained("virsh %s: %s".formatted(String.join(" ", arguments), result.err())));
    }
    return result.out();
  }

  /**
   * Runs a virsh command that may fail.
   *
   * @throws LibvirtException if it did not end within a minute
   */
  public VirshResult tryVirsh(String... arguments) {
    try {
      return virsh.run(arguments);
    } catch (IOException e) {
      throw new LibvirtException(logs.explained(e.toString()));
    }
  }

  /** Has the emulator's human monitor run a command, and returns its answer. */
  public String hmp(String domain, String command) {
    return virsh("qemu-monitor-command", domain, "--hmp", command);
  }

  /** The domain's state and reason, as {@code shut off (crashed)}. */
  public String domstate(String domain) {
    return virsh("domstate", "--reason", domain);
  }

  /**
   * Waits until the domain is in a state.
   *
   * @param state with its reason, as {@code shut off (crashed)}
   * @throws AssertionError if it was not within 30 seconds
   */
  public void awaitState(String domain, String state) {
    Await.answer(
        LIMIT,
        () -> domstate(domain).equals(state) ? state : null,
        () -> logs.explained(domain + " is " + domstate(domain) + ", not " + state));
  }

  /** The process of a running domain's emulator. */
  public Optional<ProcessHandle> process(String domain) {
    try {
      return SessionDir.process(dir.domainPid(domain));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code virsh event} tells of a domain from now on. */
  public LibvirtEvents events(String domain) {
    return new LibvirtEvents(logs, events, domain);
  }

  /**
   * What {@code virsh qemu-monitor-event} tells of a domain from now on: the emulator's own events.
   */
  public LibvirtEvents monitorEvents(String domain) {
    return new LibvirtEvents(logs, monitorEvents, domain);
  }

  /** Opens the serial console of a running domain; closed with the session, if not before. */
  public SerialConsole console(String domain) {
    try {
      SerialConsole console =
          new SerialConsole(Path.of(virsh("ttyconsole", domain)), logs::explained);
      consoles.add(console);
      return console;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * All that the domain's serial port has sent: the log file of the definition that {@link #domain}
   * makes.
   */
  public LogFile serialLog(String domain) {
    return logs.serial(domain);
  }

  /** libvirt's log of a domain, which also holds the emulator's standard error. */
  public LogFile domainLog(String domain) {
    return logs.domain(domain);
  }

  /** The daemon's debug log, which goes on through restarts. */
  public LogFile log() {
    return logs.daemon();
  }

  /** Stops the daemon and starts another. Domains run on, and are known to the new one. */
  public void restartDaemon() {
    try {
      stopDaemon();
      startDaemon();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops the daemon. Domains run on. */
  public void stopDaemon() throws IOException {
    daemon.stop();
    events.close();
    monitorEvents.close();
  }

  /**
   * Starts the daemon after {@link #stopDaemon}, and returns when it serves and its events are
   * heard.
   */
  public void startDaemon() throws IOException {
    daemon.start();
    listen();
  }

  /**
   * Opens the streams of events. virsh does not say when it listens, so the daemon's log has to.
   */
  private void listen() throws IOException {
    long kinds = virsh("event", "--list").lines().count();
    LogFile log = log().fromNow();
    events.open(virsh.process("event", "--all", "--loop", "--timestamp"));
    monitorEvents.open(virsh.process("qemu-monitor-event", "--loop", "--timestamp"));
    log.await(
        "registration for all events",
        text ->
            text.contains(" virConnectDomainQemuMonitorEventRegister:")
                && text.lines()
                        .filter(l -> l.contains(" virConnectDomainEventRegisterAny:"))
                        .count()
                    >= kinds);
  }

  /**
   * Destroys every domain, ends every process and removes the directory. Closing twice does
   * nothing.
   *
   * @throws UncheckedIOException if something was left
   */
  @Override
  public void close() {
    try (dir;
        processes;
        events;
        monitorEvents) {
      consoles.forEach(SerialConsole::close);
      if (daemon.isRunning()) {
        tryVirsh("list", "--name").out().lines().forEach(domain -> tryVirsh("destroy", domain));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
