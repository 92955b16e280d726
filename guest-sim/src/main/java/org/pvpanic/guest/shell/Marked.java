package org.pvpanic.guest.shell;

/** Text that is being expanded: each character knows where it came from. */
final class Marked {

  /** Text of the word itself, outside quotes. */
  static final char LITERAL = 'l';

  /** What an expansion outside quotes gave: it is split into fields. */
  static final char EXPANDED = 'e';

  /** Quoted: it is never split, and no pattern. */
  static final char QUOTED = 'q';

  /** Here one field ends and another begins. */
  static final char BREAK = 'b';

  /** Quotes with nothing in them: the field is there, though empty. */
  static final char NOTHING = 'n';

  private final StringBuilder text = new StringBuilder();
  private final StringBuilder marks = new StringBuilder();

  int length() {
    return text.length();
  }

  char at(int i) {
    return text.charAt(i);
  }

  char mark(int i) {
    return marks.charAt(i);
  }

  boolean isQuoted(int i) {
    return mark(i) == QUOTED;
  }

  Marked add(char c, char mark) {
    text.append(c);
    marks.append(mark);
    return this;
  }

  Marked add(String more, char mark) {
    text.append(more);
    for (int i = 0; i < more.length(); i++) {
      marks.append(mark);
    }
    return this;
  }

  void add(Marked more) {
    text.append(more.text);
    marks.append(more.marks);
  }

  void addBreak() {
    add('\0', BREAK);
  }

  void addNothing() {
    add('\0', NOTHING);
  }

  boolean isEmpty() {
    return text.length() == 0;
  }

  /**
   * The text alone.
   *
   * @param separator what stands for a break between fields
   */
  String text(String separator) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      switch (mark(i)) {
        case BREAK -> out.append(separator);
        case NOTHING -> {}
        default -> out.append(at(i));
      }
    }
    return out.toString();
  }

  /** Whether it has a character of a pattern. */
  boolean isPattern() {
    for (int i = 0; i < length(); i++) {
      char c = at(i);
      if ((c == '*' || c == '?' || c == '[') && !isQuoted(i)) {
        return true;
      }
    }
    return false;
  }
}
