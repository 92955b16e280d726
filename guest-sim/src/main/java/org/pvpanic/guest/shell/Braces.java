package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.shell.Word.Literal;
import org.pvpanic.guest.shell.Word.Part;

/** bash's brace expansion: <code>a{b,c}d</code> and <code>{1..5..2}</code>. */
final class Braces {

  /** More words than this, and bash is out of memory here. */
  private static final int MAX_WORDS = 1 << 16;

  private Braces() {}

  /** A character of a word, or a part of it that is not text outside quotes. */
  private record Piece(char c, @Nullable Part part) {
    boolean is(char expected) {
      return part == null && c == expected;
    }
  }

  /** The words that a word stands for. */
  static List<Word> expand(Word word) throws ShellError {
    if (word.typed().indexOf('{') < 0) {
      return List.of(word);
    }
    List<Piece> pieces = new ArrayList<>();
    for (Part part : word.parts()) {
      if (part instanceof Literal literal) {
        for (char c : literal.text().toCharArray()) {
          pieces.add(new Piece(c, null));
        }
      } else {
        pieces.add(new Piece('\0', part));
      }
    }
    List<List<Piece>> expanded = expand(pieces, 0);
    List<Word> words = new ArrayList<>(expanded.size());
    for (List<Piece> each : expanded) {
      words.add(expanded.size() == 1 ? word : join(each));
    }
    return words;
  }

  private static Word join(List<Piece> pieces) {
    List<Part> parts = new ArrayList<>(2);
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      if (piece.part() == null) {
        text.append(piece.c());
        continue;
      }
      if (text.length() > 0) {
        parts.add(new Literal(text.toString()));
        text.setLength(0);
      }
      parts.add(piece.part());
    }
    if (text.length() > 0) {
      parts.add(new Literal(text.toString()));
    }
    return new Word(text.toString(), parts);
  }

  private static List<List<Piece>> expand(List<Piece> word, int from) throws ShellError {
    for (int open = from; open < word.size(); open++) {
      if (!word.get(open).is('{')) {
        continue;
      }
      List<Integer> marks = marks(word, open);
      if (marks == null) {
        continue;
      }
      int close = marks.get(marks.size() - 1);
      List<List<Piece>> middles = new ArrayList<>();
      if (marks.size() == 2) {
        List<String> sequence = sequence(word.subList(open + 1, close));
        if (sequence == null) {
          continue;
        }
        for (String text : sequence) {
          middles.add(pieces(text));
        }
      } else {
        for (int i = 0; i + 1 < marks.size(); i++) {
          middles.addAll(expand(word.subList(marks.get(i) + 1, marks.get(i + 1)), 0));
        }
      }
      return product(
          word.subList(0, open), middles, expand(word.subList(close + 1, word.size()), 0));
    }
    return List.of(word);
  }

  private static List<List<Piece>> product(
      List<Piece> before, List<List<Piece>> middles, List<List<Piece>> afters) throws ShellError {
    if ((long) middles.size() * afters.size() > MAX_WORDS) {
      throw ShellError.fatal(1, "brace expansion: cannot allocate memory for words");
    }
    List<List<Piece>> words = new ArrayList<>(middles.size() * afters.size());
    for (List<Piece> middle : middles) {
      for (List<Piece> after : afters) {
        List<Piece> word = new ArrayList<>(before);
        word.addAll(middle);
        word.addAll(after);
        words.add(word);
      }
    }
    return words;
  }

  private static List<Piece> pieces(String text) {
    List<Piece> pieces = new ArrayList<>(text.length());
    for (int i = 0; i < text.length(); i++) {
      pieces.add(new Piece(text.charAt(i), null));
    }
    return pieces;
  }

  /** The places of the brace, its commas and its end; null when it has no end. */
  private static @Nullable List<Integer> marks(List<Piece> word, int open) {
    List<Integer> marks = new ArrayList<>();
    marks.add(open);
    int depth = 0;
    for (int i = open + 1; i < word.size(); i++) {
      if (word.get(i).is('{')) {
        depth++;
      } else if (word.get(i).is('}') && depth-- == 0) {
        marks.add(i);
        return marks;
      } else if (word.get(i).is(',') && depth == 0) {
        marks.add(i);
      }
    }
    return null;
  }

  private static @Nullable List<String> sequence(List<Piece> inside) throws ShellError {
    StringBuilder text = new StringBuilder();
    for (Piece piece : inside) {
      if (piece.part() != null) {
        return null;
      }
      text.append(piece.c());
    }
    String[] ends = text.toString().split("\\.\\.", -1);
    if (ends.length < 2 || ends.length > 3) {
      return null;
    }
    Long step = ends.length == 3 ? number(ends[2]) : Long.valueOf(1);
    Long first = number(ends[0]);
    Long last = number(ends[1]);
    boolean letters = isLetter(ends[0]) && isLetter(ends[1]);
    if (step == null || (!letters && (first == null || last == null))) {
      return null;
    }
    long from = first == null || letters ? ends[0].charAt(0) : first;
    long to = last == null || letters ? ends[1].charAt(0) : last;
    long by = Math.max(1, Math.abs(step));
    if (Math.abs(to - from) / by >= MAX_WORDS) {
      throw ShellError.fatal(
          1,
          "brace expansion: failed to allocate memory for `"
              + (Math.abs(to - from) / by + 1)
              + "' elements");
    }
    int width = letters || !isPadded(ends) ? 0 : Math.max(ends[0].length(), ends[1].length());
    List<String> values = new ArrayList<>();
    for (long i = 0; i <= Math.abs(to - from) / by; i++) {
      long value = from <= to ? from + i * by : from - i * by;
      values.add(letters ? String.valueOf((char) value) : padded(value, width));
    }
    return values;
  }

  private static boolean isPadded(String[] ends) {
    return startsWithZero(ends[0]) || startsWithZero(ends[1]);
  }

  private static boolean startsWithZero(String text) {
    String digits = text.startsWith("-") ? text.substring(1) : text;
    return digits.length() > 1 && digits.startsWith("0");
  }

  private static String padded(long value, int width) {
    String digits = Long.toString(Math.abs(value));
    int zeros = width - digits.length() - (value < 0 ? 1 : 0);
    return (value < 0 ? "-" : "") + "0".repeat(Math.max(0, zeros)) + digits;
  }

  private static boolean isLetter(String text) {
    return text.length() == 1 && Names.isStart(text.charAt(0)) && text.charAt(0) != '_';
  }

  private static @Nullable Long number(String text) {
    try {
      return text.isEmpty() || text.length() > 18 ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
