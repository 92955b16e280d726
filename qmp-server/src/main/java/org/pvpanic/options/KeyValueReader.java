package org.pvpanic.options;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A cursor over the text of one comma-separated option. */
final class KeyValueReader {

  private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z][a-zA-Z0-9._-]*");
  private static final String IDENTIFIER_HINT =
      "Identifiers consist of letters, digits, '-', '.', '_', starting with a letter.";

  /** A key with its value; {@code bare} is what was typed where a key stood alone. */
  private record Token(String key, String value, @Nullable String bare) {}

  private final String text;
  private int at;

  KeyValueReader(String text) {
    this.text = text;
  }

  /**
   * The value of the first {@code id}, or null. It is looked for before anything else is, and
   * without an implied key.
   */
  @Nullable String id(OptionGroup group) {
    for (at = 0; at < text.length(); ) {
      Token token = next(null);
      if (token.key().equals("id")) {
        if (group.merged()) {
          throw new QemuError("Invalid parameter 'id'");
        }
        return checkIdentifier(token.value());
      }
    }
    return null;
  }

  /** Refuses what is no identifier. */
  static String checkIdentifier(String id) {
    if (!IDENTIFIER.matcher(id).matches()) {
      throw new QemuError("Parameter 'id' expects an identifier", IDENTIFIER_HINT);
    }
    return id;
  }

  /** Adds every value except {@code id}. */
  void readInto(KeyValues values, Warnings warnings) {
    OptionGroup group = values.group();
    String implied = group.impliedKey();
    for (at = 0; at < text.length(); implied = null) {
      Token token = next(implied);
      String bare = token.bare();
      if (bare != null && !isHelp(bare)) {
        warnings.warn(
            "short-form boolean option '" + bare + "' deprecated",
            "Please use " + token.key() + "=" + token.value() + " instead");
      } else if (bare != null && group.listsKeys()) {
        throw new HelpRequest(group.help(), 1);
      }
      if (!token.key().equals("id")) {
        values.put(token.key(), token.value(), warnings);
      }
    }
  }

  private static boolean isHelp(String word) {
    return word.equals("help") || word.equals("?");
  }

  private Token next(@Nullable String implied) {
    int start = at;
    while (at < text.length() && text.charAt(at) != '=' && text.charAt(at) != ',') {
      at++;
    }
    String typed = text.substring(start, at);
    if (text.startsWith("=", at)) {
      at++;
      return new Token(typed, value(), null);
    }
    if (implied != null) {
      at = start;
      return new Token(implied, value(), null);
    }
    at++;
    return typed.startsWith("no")
        ? new Token(typed.substring(2), "off", typed)
        : new Token(typed, "on", typed);
  }

  /** Reads up to a single comma and goes past it. */
  private String value() {
    int end = Commas.valueEnd(text, at);
    String value = Commas.value(text, at, end);
    at = Math.min(end + 1, text.length());
    return value;
  }
}
