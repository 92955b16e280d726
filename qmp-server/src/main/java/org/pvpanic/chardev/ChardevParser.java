package org.pvpanic.chardev;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pvpanic.chardev.ChardevConfig.Client;
import org.pvpanic.chardev.ChardevConfig.Common;
import org.pvpanic.chardev.ChardevConfig.Role;
import org.pvpanic.chardev.ChardevConfig.Server;

/**
 * Reads what stands behind {@code -chardev}. All kinds share one set of keys, as in QEMU 7.2: a key
 * that no kind has is refused, a key of another kind is checked and then ignored. The messages were
 * recorded from QEMU 7.2.22.
 */
final class ChardevParser {
  private static final Set<String> TEXT_KEYS =
      Set.of(
          "backend",
          "id",
          "path",
          "host",
          "port",
          "fd",
          "localaddr",
          "localport",
          "tls-creds",
          "tls-authz",
          "name",
          "chardev",
          "logfile",
          "size");
  private static final Set<String> BOOLEAN_KEYS =
      Set.of(
          "ipv4",
          "ipv6",
          "wait",
          "server",
          "delay",
          "nodelay",
          "telnet",
          "tn3270",
          "websocket",
          "mux",
          "signal",
          "append",
          "logappend",
          "mouse",
          "clipboard",
          "abstract",
          "tight");
  private static final Set<String> ON = Set.of("on", "yes", "true", "y");
  private static final Set<String> OFF = Set.of("off", "no", "false", "n");
  private static final Set<String> NUMBER_KEYS =
      Set.of("to", "reconnect", "width", "height", "cols", "rows", "debug");

  /**
   * Keys that would change what a socket does in ways that we do not have. {@code delay} and {@code
   * nodelay} are not among them: we never delay, and nobody can tell but by the clock.
   */
  private static final List<String> REFUSED_SOCKET_KEYS =
      List.of("telnet", "tn3270", "websocket", "abstract", "ipv4", "ipv6");

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");
  private static final Pattern NUMBER = Pattern.compile("0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*");

  private final String backend;
  private final Map<String, String> keyValues;

  ChardevParser(String backend, Map<String, String> keyValues) {
    this.backend = backend;
    this.keyValues = keyValues;
  }

  ChardevConfig parse() throws ChardevException {
    String id = keyValues.get("id");
    if (id != null && !IDENTIFIER.matcher(id).matches()) {
      throw new ChardevException(
          "Parameter 'id' expects an identifier\n"
              + "Identifiers consist of letters, digits, '-', '.', '_', starting with a letter.");
    }
    for (Map.Entry<String, String> entry : keyValues.entrySet()) {
      check(entry.getKey(), entry.getValue());
    }
    if (id == null) {
      throw new ChardevException("chardev: no id specified");
    }
    if (backend.isEmpty()) {
      throw new ChardevException("chardev: \"" + id + "\" missing backend");
    }
    refuseIfOn("mux");
    Common common = new Common(id, keyValues.get("logfile"), isOn("logappend", false));
    return switch (backend) {
      case "null" -> new ChardevConfig.Null(common);
      case "pty" -> new ChardevConfig.Pty(common);
      case "stdio" -> new ChardevConfig.Stdio(common, isOn("signal", true));
      case "file" ->
          new ChardevConfig.File(
              common, required("path", "chardev: file: no filename given"), isOn("append", false));
      case "socket" -> socket(common);
      case "spicevmc" -> {
        required("name", "chardev: spice channel: no name given");
        yield new ChardevConfig.Inert(common, backend);
      }
      case "vc", "msmouse" -> new ChardevConfig.Inert(common, backend);
      default -> throw new ChardevException("'" + backend + "' is not a valid char driver name");
    };
  }

  private void check(String key, String value) throws ChardevException {
    if (BOOLEAN_KEYS.contains(key)) {
      if (!ON.contains(value) && !OFF.contains(value)) {
        throw new ChardevException("Parameter '" + key + "' expects 'on' or 'off'");
      }
    } else if (NUMBER_KEYS.contains(key)) {
      number(key, value);
    } else if (!TEXT_KEYS.contains(key)) {
      throw new ChardevException("Invalid parameter '" + key + "'");
    }
  }

  private static int number(String key, String value) throws ChardevException {
    if (!NUMBER.matcher(value).matches()) {
      throw new ChardevException("Parameter '" + key + "' expects a number");
    }
    try {
      return Integer.decode(value);
    } catch (NumberFormatException e) {
      throw new ChardevException("Value '" + value + "' is too large for parameter '" + key + "'");
    }
  }

  private boolean isOn(String key, boolean otherwise) {
    String value = keyValues.get(key);
    return value == null ? otherwise : ON.contains(value);
  }

  private String required(String key, String messageIfMissing) throws ChardevException {
    String value = keyValues.get(key);
    if (value == null) {
      throw new ChardevException(messageIfMissing);
    }
    return value;
  }

  private void refuseIfOn(String key) throws ChardevException {
    if (isOn(key, false)) {
      throw new ChardevException("chardev: " + backend + ": '" + key + "' is not supported");
    }
  }

  private ChardevConfig socket(Common common) throws ChardevException {
    for (String key : REFUSED_SOCKET_KEYS) {
      refuseIfOn(key);
    }
    if (keyValues.containsKey("to")) {
      throw new ChardevException("chardev: socket: 'to' is not supported");
    }
    String path = keyValues.get("path");
    String host = keyValues.get("host");
    String fd = keyValues.get("fd");
    if ((path == null ? 0 : 1) + (host == null ? 0 : 1) + (fd == null ? 0 : 1) > 1) {
      throw new ChardevException("None or one of 'path', 'fd' or 'host' option required.");
    }
    String port = host == null ? "" : required("port", "chardev: socket: no port given");
    Role role = role(fd);
    if (path != null) {
      return new ChardevConfig.SocketUnix(common, path, role);
    }
    if (host != null) {
      return new ChardevConfig.SocketTcp(common, host, port(host, port), role);
    }
    // Without any of the three QEMU 7.2, too, complains about a descriptor without a number.
    return new ChardevConfig.SocketFd(common, descriptor(fd == null ? "" : fd), role);
  }

  private Role role(@Nullable String fd) throws ChardevException {
    String credentials = keyValues.get("tls-creds");
    if (credentials != null) {
      // True of any name: there is no -object tls-creds-* here.
      throw new ChardevException("No TLS credentials with id '" + credentials + "'");
    }
    if (keyValues.containsKey("tls-authz")) {
      throw new ChardevException("'tls_authz' option requires 'tls_creds' option");
    }
    int reconnect = number("reconnect", keyValues.getOrDefault("reconnect", "0"));
    if (fd != null && reconnect > 0) {
      throw new ChardevException("'reconnect' option is incompatible with 'fd' address type");
    }
    if (isOn("server", false)) {
      if (reconnect > 0) {
        throw new ChardevException(
            "'reconnect' option is incompatible with socket in server listen mode");
      }
      return new Server(isOn("wait", true));
    }
    if (keyValues.containsKey("wait")) {
      throw new ChardevException(
          "'wait' option is incompatible with socket in client connect mode");
    }
    return new Client(reconnect);
  }

  private static int port(String host, String port) throws ChardevException {
    try {
      int number = Integer.parseInt(port);
      if (number >= 0 && number <= 0xffff) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Names of services are not looked up: they end like numbers out of range.
    }
    throw new ChardevException(
        "address resolution failed for "
            + host
            + ":"
            + port
            + ": Servname not supported for ai_socktype");
  }

  private static int descriptor(String text) throws ChardevException {
    try {
      int number = Integer.parseInt(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same message.
    }
    throw new ChardevException("Unable to parse FD number " + text);
  }
}
