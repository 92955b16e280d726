package org.pvpanic.guest.shell;

import org.jspecify.annotations.Nullable;

/**
 * A token of the shell's grammar.
 *
 * @param text the operator; of a word, how it was typed
 * @param word null unless it is a word
 * @param line where it begins
 * @param start the place where it begins
 */
record Token(Kind kind, String text, @Nullable Word word, int line, int start) {

  /** What it is. */
  enum Kind {
    WORD,
    OPERATOR,
    /** The descriptor before a redirection. */
    NUMBER,
    NEWLINE,
    END
  }

  boolean is(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  /** Whether it is this word, unquoted: it may be reserved. */
  boolean isWord(String reserved) {
    return word != null && text.equals(reserved) && word.plain().equals(reserved);
  }

  boolean isRedirection() {
    return kind == Kind.NUMBER
        || (kind == Kind.OPERATOR && (text.indexOf('<') >= 0 || text.indexOf('>') >= 0));
  }
}
