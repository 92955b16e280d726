package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A word of a command line before expansion.
 *
 * @param typed how it was typed
 * @param parts what it is made of
 */
record Word(String typed, List<Part> parts) {

  /**
   * A piece of a word.
   *
   * @param text literal text, or the name of a variable
   * @param variable whether it is a variable
   * @param quoted whether it stands in quotes, so that it is never split or dropped
   */
  record Part(String text, boolean variable, boolean quoted) {}

  /**
   * The fields that it becomes: unquoted variables are split at blanks.
   *
   * @param variables the value of a variable, "" when unset
   */
  List<String> expand(UnaryOperator<String> variables) {
    List<String> fields = new ArrayList<>(1);
    StringBuilder field = new StringBuilder();
    boolean begun = false;
    for (Part part : parts) {
      String text = part.variable() ? variables.apply(part.text()) : part.text();
      if (!part.variable() || part.quoted()) {
        field.append(text);
        begun |= part.quoted() || !text.isEmpty();
        continue;
      }
      for (int i = 0; i < text.length(); i++) {
        if (!Character.isWhitespace(text.charAt(i))) {
          field.append(text.charAt(i));
          begun = true;
        } else if (begun) {
          fields.add(field.toString());
          field.setLength(0);
          begun = false;
        }
      }
    }
    if (begun) {
      fields.add(field.toString());
    }
    return fields;
  }
}
