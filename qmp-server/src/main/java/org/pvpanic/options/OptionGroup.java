package org.pvpanic.options;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A group of QEMU's comma-separated options: which keys it takes, and how. The options of a merged
 * group add to one set of values; otherwise each is a set of its own, and those that have an {@code
 * id} differ in it.
 */
public final class OptionGroup {

  private static final Map<String, OptionGroup> GROUPS = new HashMap<>();

  /** {@code -accel}. */
  public static final OptionGroup ACCEL = each("accel", "accel", "");

  /** {@code -action}, {@code -no-reboot}, {@code -no-shutdown} and {@code -watchdog-action}. */
  public static final OptionGroup ACTION = merged("action", null, "reboot shutdown panic watchdog");

  /** {@code -add-fd}. */
  public static final OptionGroup ADD_FD = each("add-fd", null, "fd:number set:number opaque");

  /** {@code -chardev}. */
  public static final OptionGroup CHARDEV =
      each(
          "chardev",
          "backend",
          """
          backend path host port fd localaddr localport to:number ipv4:flag ipv6:flag wait:flag
          server:flag delay:flag nodelay:flag reconnect:number telnet:flag tn3270:flag tls-creds
          tls-authz websocket:flag width:number height:number cols:number rows:number mux:flag
          signal:flag name debug:number size:size chardev append:flag logfile logappend:flag
          mouse:flag clipboard:flag tight:flag abstract:flag\
          """);

  /** {@code -device} in its comma form. */
  public static final OptionGroup DEVICE = each("device", "driver", "");

  /** {@code -fw_cfg}. */
  public static final OptionGroup FW_CFG = each("fw_cfg", "name", "name file string gen_id");

  /** {@code -global}. */
  public static final OptionGroup GLOBAL = each("global", null, "driver property value");

  /** {@code -m}. */
  public static final OptionGroup MEMORY =
      merged("memory", "size", "size:size slots:number maxmem:size");

  /** {@code -mon}. */
  public static final OptionGroup MON = each("mon", "chardev", "mode chardev pretty:flag");

  /** {@code -msg}. */
  public static final OptionGroup MSG = each("msg", null, "timestamp:flag guest-name:flag");

  /** {@code -name}. */
  public static final OptionGroup NAME =
      merged("name", "guest", "guest process debug-threads:flag");

  /** {@code -netdev} in its comma form. */
  public static final OptionGroup NETDEV = each("netdev", "type", "");

  /** {@code -object} in its comma form. */
  public static final OptionGroup OBJECT = each("object", "qom-type", "");

  /** {@code -rtc}. */
  public static final OptionGroup RTC = merged("rtc", null, "base clock driftfix");

  static {
    each("drive", null, "");
    merged("icount", "shift", "shift align:flag sleep:flag rr rrfile rrsnapshot");
    each("option-rom", "romfile", "bootindex:number romfile");
    each("overcommit", null, "mem-lock:flag cpu-pm:flag");
    each("sandbox", "enable", "enable:flag obsolete elevateprivileges spawn resourcecontrol");
    each("smbios", null, "");
    merged(
        "spice",
        null,
        """
        port:number tls-port:number addr ipv4:flag ipv6:flag unix:flag password password-secret
        disable-ticketing:flag disable-copy-paste:flag disable-agent-file-xfer:flag sasl:flag
        x509-dir x509-key-file x509-key-password x509-cert-file x509-cacert-file x509-dh-key-file
        tls-ciphers tls-channel plaintext-channel image-compression jpeg-wan-compression
        zlib-glz-wan-compression streaming-video agent-mouse:flag playback-compression:flag
        seamless-migration:flag display head:number gl:flag rendernode\
        """);
    each("trace", "enable", "enable events file");
    each(
        "vnc",
        "vnc",
        """
        vnc websocket tls-creds share display head:number connections:number to:number ipv4:flag
        ipv6:flag password:flag password-secret reverse:flag lock-key-sync:flag
        key-delay-ms:number sasl:flag tls-authz sasl-authz lossy:flag non-adaptive:flag audiodev
        power-control:flag\
        """);
    GROUPS.put("m", MEMORY);
    GROUPS.remove("memory");
  }

  private final String name;
  private final @Nullable String impliedKey;
  private final boolean merged;
  private final Map<String, ValueType> keys;

  private OptionGroup(
      String name, @Nullable String impliedKey, boolean merged, Map<String, ValueType> keys) {
    this.name = name;
    this.impliedKey = impliedKey;
    this.merged = merged;
    this.keys = keys;
  }

  /** The group of the option with that name, or null when its argument is not of this form. */
  public static @Nullable OptionGroup ofOption(String optionName) {
    return GROUPS.get(optionName);
  }

  /** Every group, by the name that {@code query-command-line-options} gives it. */
  public static Collection<OptionGroup> all() {
    return new TreeMap<>(
            GROUPS.values().stream().collect(Collectors.toMap(OptionGroup::name, g -> g)))
        .values();
  }

  /** Its keys and their types; empty where it takes any. */
  public Map<String, ValueType> keys() {
    return Collections.unmodifiableMap(keys);
  }

  /** The group's name, as messages give it. */
  public String name() {
    return name;
  }

  /** The key of a first value written without one, or null. */
  public @Nullable String impliedKey() {
    return impliedKey;
  }

  /** Whether its options add up. */
  boolean merged() {
    return merged;
  }

  /** The type of a key's value, or null for a key that the group has not. */
  @Nullable ValueType type(String key) {
    return keys.isEmpty() ? ValueType.STRING : keys.get(key);
  }

  /** Whether it has a list of its keys; otherwise it takes any. */
  boolean listsKeys() {
    return !keys.isEmpty();
  }

  /** What {@code help} among the options of this group prints. */
  String help() {
    StringBuilder text = new StringBuilder(name).append(" options:");
    new TreeMap<>(keys)
        .forEach(
            (key, type) ->
                text.append("\n  ").append(key).append("=<").append(type.help()).append('>'));
    return text.toString();
  }

  private static OptionGroup each(String name, @Nullable String impliedKey, String keys) {
    return define(name, impliedKey, false, keys);
  }

  private static OptionGroup merged(String name, @Nullable String impliedKey, String keys) {
    return define(name, impliedKey, true, keys);
  }

  private static OptionGroup define(
      String name, @Nullable String impliedKey, boolean merged, String keys) {
    Map<String, ValueType> types = new HashMap<>();
    for (String key : keys.isEmpty() ? new String[0] : keys.split("\\s", -1)) {
      int colon = key.indexOf(':');
      types.put(
          colon < 0 ? key : key.substring(0, colon),
          colon < 0
              ? ValueType.STRING
              : ValueType.valueOf(key.substring(colon + 1).toUpperCase(Locale.ROOT)));
    }
    OptionGroup group = new OptionGroup(name, impliedKey, merged, types);
    GROUPS.put(name, group);
    return group;
  }
}
