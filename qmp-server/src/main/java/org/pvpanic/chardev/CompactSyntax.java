package org.pvpanic.chardev;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one-word descriptions that QEMU had before {@code -chardev}; see {@link ChardevSpec}. */
final class CompactSyntax {
  /** HOST:PORT and options. The host may be missing, the colon may not; as QEMU 7.2 takes them. */
  private static final Pattern ADDRESS = Pattern.compile("([^:]{0,64}):([^,]{1,32})(?:,(.*))?");

  private CompactSyntax() {}

  static ChardevSpec parse(String label, String text) throws ChardevException {
    if (text.equals("none")) {
      return new ChardevSpec.None();
    }
    if (text.startsWith("chardev:")) {
      return new ChardevSpec.Existing(text.substring("chardev:".length()));
    }
    Map<String, String> keyValues = new LinkedHashMap<>();
    keyValues.put("id", label);
    String kind = describe(text, keyValues);
    return new ChardevSpec.Open(ChardevConfig.parse(kind, keyValues));
  }

  /** Fills in what {@code -chardev} would have had as keys, and returns the kind. */
  private static String describe(String text, Map<String, String> keyValues)
      throws ChardevException {
    int colon = text.indexOf(':');
    String kind = text.substring(0, colon + 1);
    String rest = text.substring(colon + 1);
    switch (kind) {
      case "" -> {
        if (!text.matches("null|pty|stdio|vc|msmouse")) {
          throw unknown(text);
        }
        return text;
      }
      case "vc:" -> {
        return "vc";
      }
      case "mon:" -> {
        keyValues.put("mux", "on");
        return describe(rest, keyValues);
      }
      case "file:" -> {
        keyValues.put("path", rest);
        return "file";
      }
      case "unix:" -> {
        addOptions(keyValues, rest, "path");
        return "socket";
      }
      case "tcp:" -> {
        return tcp(rest, keyValues);
      }
      case "telnet:", "tn3270:", "websocket:" -> {
        keyValues.put(kind.substring(0, kind.length() - 1), "on");
        return tcp(rest, keyValues);
      }
      default -> throw unknown(text);
    }
  }

  private static String tcp(String address, Map<String, String> keyValues) throws ChardevException {
    Matcher matcher = ADDRESS.matcher(address);
    if (!matcher.matches()) {
      // QEMU has no word of its own for this; the option says that it cannot be parsed.
      throw new ChardevException("");
    }
    keyValues.put("host", matcher.group(1));
    keyValues.put("port", matcher.group(2));
    if (matcher.group(3) != null) {
      addOptions(keyValues, matcher.group(3), "");
    }
    return "socket";
  }

  private static ChardevException unknown(String text) {
    return new ChardevException("'" + text + "' is not a valid char driver");
  }

  /**
   * Adds {@code key=value,flag,noflag}. A comma that belongs to a value is written twice.
   *
   * @param implied the key of a first value that has none, or the empty string
   */
  private static void addOptions(Map<String, String> keyValues, String text, String implied) {
    String key = implied;
    int at = 0;
    while (at < text.length()) {
      StringBuilder option = new StringBuilder();
      for (; at < text.length(); at++) {
        if (text.charAt(at) == ',' && (++at == text.length() || text.charAt(at) != ',')) {
          break;
        }
        option.append(text.charAt(at));
      }
      addOption(keyValues, option.toString(), key);
      key = "";
    }
  }

  private static void addOption(Map<String, String> keyValues, String option, String implied) {
    int equals = option.indexOf('=');
    if (equals >= 0) {
      keyValues.put(option.substring(0, equals), option.substring(equals + 1));
    } else if (!implied.isEmpty()) {
      keyValues.put(implied, option);
    } else if (option.startsWith("no")) {
      keyValues.put(option.substring("no".length()), "off");
    } else {
      keyValues.put(option, "on");
    }
  }
}
