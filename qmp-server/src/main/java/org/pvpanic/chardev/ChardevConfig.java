package org.pvpanic.chardev;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What back end to open. One record for each kind. */
public sealed interface ChardevConfig {

  /** What all kinds have. */
  Common common();

  /**
   * Reads the description behind {@code -chardev}.
   *
   * @param backend the first word: {@code socket}, {@code pty}...
   * @param keyValues the rest, {@code id} included, in the order given
   * @throws ChardevException with the words of QEMU 7.2
   */
  static ChardevConfig parse(String backend, Map<String, String> keyValues)
      throws ChardevException {
    return new ChardevParser(backend, keyValues).parse();
  }

  /**
   * What all kinds have.
   *
   * @param id the name of the back end
   * @param logfile a file, or {@code /dev/fdset/N}, that gets all output too
   * @param logAppend whether the log file is kept when it is opened
   */
  record Common(String id, @Nullable String logfile, boolean logAppend) {
    /** A back end without a log file. */
    public Common(String id) {
      this(id, null, false);
    }
  }

  /** Which end of a connection a socket is. */
  sealed interface Role permits Server, Client {}

  /**
   * Listens, and serves one client at a time.
   *
   * @param waits whether {@link Chardev#awaitReady} waits for the first client
   */
  record Server(boolean waits) implements Role {}

  /**
   * Connects.
   *
   * @param reconnectSeconds after how long a lost or failed connection is tried again; 0: never
   */
  record Client(int reconnectSeconds) implements Role {}

  /** A Unix domain socket with a path in the file system. */
  record SocketUnix(Common common, String path, Role role) implements ChardevConfig {}

  /**
   * A TCP socket.
   *
   * @param host a name or an address. Where QEMU would listen on all addresses because it is empty,
   *     we listen on the loopback address only; {@code 0.0.0.0} listens on all.
   * @param port 0 lets the kernel choose; see {@link Chardev#tcpPort}
   */
  record SocketTcp(Common common, String host, int port, Role role) implements ChardevConfig {}

  /**
   * A socket that this process inherited: bound or listening for a server, connected for a client.
   *
   * @param fd its number
   */
  record SocketFd(Common common, int fd, Role role) implements ChardevConfig {}

  /** A new pseudo terminal. */
  record Pty(Common common) implements ChardevConfig {}

  /**
   * A file that output goes to; there is no input.
   *
   * @param path a path, or {@code /dev/fdset/N}
   * @param append whether what the file holds is kept
   */
  record File(Common common, String path, boolean append) implements ChardevConfig {}

  /** Nothing at the other end. */
  record Null(Common common) implements ChardevConfig {}

  /**
   * Standard input and output of this process.
   *
   * @param signal whether the keys that make signals (Ctrl-C) still make them on a terminal
   */
  record Stdio(Common common, boolean signal) implements ChardevConfig {}

  /**
   * A kind that ordinary domains carry and that has no other end here, as {@code spicevmc}: it
   * behaves like {@link Null} but keeps its name.
   *
   * @param backend the name of the kind
   */
  record Inert(Common common, String backend) implements ChardevConfig {}
}
