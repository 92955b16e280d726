package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.shell.Node.Assignment;
import org.pvpanic.guest.shell.Word.Literal;
import org.pvpanic.guest.shell.Word.Part;

/** Tells assignments from other words. */
final class Assignments {

  private Assignments() {}

  /** The assignment that a word is, or null. */
  static @Nullable Assignment split(Word word) {
    if (word.parts().isEmpty() || !(word.parts().get(0) instanceof Literal first)) {
      return null;
    }
    String text = first.text();
    int end = Names.prefix(text);
    if (end == 0) {
      return null;
    }
    String name = text.substring(0, end);
    if (end < text.length() && text.charAt(end) == '[') {
      return element(word, name, end + 1);
    }
    int equals = end < text.length() && text.charAt(end) == '+' ? end + 1 : end;
    if (equals >= text.length() || text.charAt(equals) != '=') {
      return null;
    }
    return new Assignment(name, null, equals > end, value(word, 0, equals + 1));
  }

  /** {@code name[subscript]=value}. */
  private static @Nullable Assignment element(Word word, String name, int from) {
    List<Part> subscript = new ArrayList<>(1);
    for (int i = 0; i < word.parts().size(); i++) {
      Part part = word.parts().get(i);
      int start = i == 0 ? from : 0;
      if (part instanceof Literal literal) {
        String text = literal.text();
        int close = text.indexOf(']', start);
        if (close >= 0) {
          boolean append = text.startsWith("+=", close + 1);
          if (!append && !text.startsWith("=", close + 1)) {
            return null;
          }
          subscript.add(new Literal(text.substring(start, close)));
          Word index = new Word(text.substring(start, close), subscript);
          return new Assignment(name, index, append, value(word, i, close + (append ? 3 : 2)));
        }
        subscript.add(new Literal(text.substring(start)));
      } else {
        subscript.add(part);
      }
    }
    return null;
  }

  /** The part of a word from a character of one of its literal parts on. */
  private static Word value(Word word, int part, int from) {
    List<Part> parts = new ArrayList<>(word.parts().size());
    Literal literal = (Literal) word.parts().get(part);
    if (from < literal.text().length()) {
      parts.add(new Literal(literal.text().substring(from)));
    }
    parts.addAll(word.parts().subList(part + 1, word.parts().size()));
    return new Word(word.typed(), parts);
  }
}
