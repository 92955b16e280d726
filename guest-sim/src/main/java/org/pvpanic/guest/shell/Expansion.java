package org.pvpanic.guest.shell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.shell.Word.BadSubstitution;
import org.pvpanic.guest.shell.Word.Calculation;
import org.pvpanic.guest.shell.Word.DoubleQuoted;
import org.pvpanic.guest.shell.Word.Literal;
import org.pvpanic.guest.shell.Word.Parameter;
import org.pvpanic.guest.shell.Word.Part;
import org.pvpanic.guest.shell.Word.Quoted;
import org.pvpanic.guest.shell.Word.Substitution;

/**
 * Expands words (POSIX.1-2017, Shell Command Language, 2.6). A command substitution takes steps of
 * its own: what is being expanded is kept on a stack meanwhile.
 */
final class Expansion {

  /** Longer than this, and the shell is out of memory. */
  static final int MAX_LENGTH = 1 << 20;

  /** So many texts may be expanded within each other's calls before a step begins. */
  private static final int AT_ONCE = 32;

  /** Does something with the text of some parts once they are expanded. */
  interface Finish {
    void finished(Marked text) throws ShellError;
  }

  /** Does something with a pattern. */
  interface PatternUse {
    void accept(Pattern pattern) throws ShellError;
  }

  /** Parts that are being expanded, one after the other. */
  private static final class Frame {
    final List<Part> parts;
    final Marked out;
    final char mark;
    final @Nullable Finish finish;
    int next;
    boolean noParameters;

    Frame(List<Part> parts, Marked out, char mark, @Nullable Finish finish) {
      this.parts = parts;
      this.out = out;
      this.mark = mark;
      this.finish = finish;
    }
  }

  private final Interpreter shell;
  private final Deque<Frame> stack = new ArrayDeque<>(2);
  private final Consumer<ShellError> failed;
  private final ParameterExpansion parameters;
  private boolean waiting;
  private boolean running;

  private Expansion(Interpreter shell, Consumer<ShellError> failed) {
    this.shell = shell;
    this.failed = failed;
    this.parameters = new ParameterExpansion(shell, this);
  }

  /** Whether what expands one thing after another may go on at once, or in a step of its own. */
  static boolean mayGoOn(int done) {
    return (done + 1) % AT_ONCE != 0;
  }

  /** Expands words to fields. */
  static void fields(
      Interpreter shell,
      List<Word> words,
      Consumer<List<String>> then,
      Consumer<ShellError> failed) {
    List<Word> all = words;
    if (shell.dialect().isBash()) {
      all = new ArrayList<>(words.size());
      for (Word word : words) {
        try {
          all.addAll(Braces.expand(word));
        } catch (ShellError e) {
          failed.accept(e);
          return;
        }
      }
    }
    new Expansion(shell, failed).nextWord(all, 0, new ArrayList<>(all.size()), then);
  }

  private void nextWord(
      List<Word> words, int index, List<String> fields, Consumer<List<String>> then) {
    int next = index;
    while (next < words.size() && isSimple(words.get(next))) {
      fields.add(words.get(next).plain());
      next++;
    }
    if (next == words.size()) {
      then.accept(fields);
      return;
    }
    int following = next + 1;
    Marked out = new Marked();
    start(
        words.get(next).parts(),
        out,
        Marked.LITERAL,
        text -> {
          addFields(text, fields);
          if (fields.size() > MAX_LENGTH / 16) {
            throw Variables.outOfMemory(shell.dialect(), fields.size());
          }
          nextWord(words, following, fields, then);
        });
  }

  /** Plain text needs no expansion. */
  private static boolean isSimple(Word word) {
    String text = word.plain();
    if (text.isEmpty() || text.charAt(0) == '~') {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '*' || c == '?' || c == '[') {
        return false;
      }
    }
    return true;
  }

  private void addFields(Marked text, List<String> fields) throws ShellError {
    for (Marked field : FieldSplitter.split(text, shell.variables().get("IFS", " \t\n"))) {
      if (!shell.options().isOn(Option.NO_GLOB) && field.isPattern()) {
        List<String> paths = Glob.expand(shell.task(), field);
        if (!paths.isEmpty()) {
          fields.addAll(paths);
          continue;
        }
      }
      fields.add(field.text(""));
    }
  }

  /** Expands parts to one text: nothing is split, and nothing is a pattern. */
  static void text(
      Interpreter shell, List<Part> parts, Consumer<String> then, Consumer<ShellError> failed) {
    marked(shell, parts, text -> then.accept(text.text(" ")), failed);
  }

  /** Expands parts to a pattern. */
  static void pattern(
      Interpreter shell, List<Part> parts, PatternUse then, Consumer<ShellError> failed) {
    marked(shell, parts, text -> then.accept(Pattern.of(text)), failed);
  }

  /** Expands parts, and tells which characters were quoted. */
  static void marked(
      Interpreter shell, List<Part> parts, Finish then, Consumer<ShellError> failed) {
    new Expansion(shell, failed).start(parts, new Marked(), Marked.LITERAL, then);
  }

  /** Expands the value of an assignment: a tilde counts behind colons, too. */
  static void assignment(
      Interpreter shell, List<Part> parts, Consumer<String> then, Consumer<ShellError> failed) {
    if (parts.isEmpty()) {
      then.accept("");
    } else if (parts.size() == 1 && parts.get(0) instanceof Literal literal) {
      Marked out = new Marked();
      tildes(literal.text(), true, shell, out);
      then.accept(out.text(""));
    } else {
      List<Part> prepared = parts;
      if (parts.get(0) instanceof Literal literal && literal.text().indexOf('~') >= 0) {
        Marked out = new Marked();
        tildes(literal.text(), false, shell, out);
        prepared = new ArrayList<>(parts);
        prepared.set(0, new Quoted(out.text("")));
      }
      text(shell, prepared, then, failed);
    }
  }

  private static void tildes(String text, boolean whole, Interpreter shell, Marked out) {
    int start = 0;
    while (start <= text.length()) {
      int colon = text.indexOf(':', start);
      int end = colon < 0 ? text.length() : colon;
      String piece = text.substring(start, end);
      if (piece.startsWith("~")) {
        Tilde.expand(piece, whole || colon >= 0, "/", shell, out, Marked.LITERAL);
      } else {
        out.add(piece, Marked.LITERAL);
      }
      if (colon < 0) {
        return;
      }
      out.add(':', Marked.LITERAL);
      start = colon + 1;
    }
  }

  private void start(List<Part> parts, Marked out, char mark, Finish finish) {
    push(parts, out, mark, finish);
    run();
  }

  /** Expands parts next, before what is left of those around them. */
  void push(List<Part> parts, Marked out, char mark, @Nullable Finish finish) {
    stack.push(new Frame(parts, out, mark, finish));
  }

  /** Whether a part in double quotes has been left out, as "$@" without parameters is. */
  void noteNoParameters() {
    Frame frame = stack.peek();
    if (frame != null) {
      frame.noParameters = true;
    }
  }

  /** What is started while something else ends is left to the loop: no stack grows with words. */
  private void run() {
    if (running) {
      return;
    }
    running = true;
    try {
      for (Frame frame = stack.peek(); frame != null && !waiting; frame = stack.peek()) {
        if (frame.next < frame.parts.size()) {
          part(frame, frame.parts.get(frame.next++));
          if (frame.out.length() > MAX_LENGTH) {
            throw Variables.outOfMemory(shell.dialect(), frame.out.length());
          }
        } else {
          stack.pop();
          if (frame.finish != null) {
            frame.finish.finished(frame.out);
          }
        }
      }
    } catch (ShellError e) {
      stack.clear();
      failed.accept(e);
    } finally {
      running = false;
    }
  }

  private void part(Frame frame, Part part) throws ShellError {
    if (part instanceof Literal literal) {
      boolean tilde = literal.text().charAt(0) == '~' && frame.next == 1;
      if (tilde && frame.mark != Marked.QUOTED) {
        boolean whole = frame.parts.size() == 1;
        Tilde.expand(literal.text(), whole, "/", shell, frame.out, frame.mark);
      } else {
        frame.out.add(literal.text(), frame.mark);
      }
    } else if (part instanceof Quoted quoted) {
      if (quoted.text().isEmpty()) {
        frame.out.addNothing();
      } else {
        frame.out.add(quoted.text(), Marked.QUOTED);
      }
    } else if (part instanceof DoubleQuoted quoted) {
      doubleQuoted(frame, quoted);
    } else if (part instanceof Parameter parameter) {
      parameters.expand(parameter, frame.out);
    } else if (part instanceof Substitution substitution) {
      substitute(frame, substitution);
    } else if (part instanceof Calculation calculation) {
      calculate(frame, calculation);
    } else if (part instanceof BadSubstitution bad) {
      if (shell.dialect().isBash()) {
        throw ShellError.fatal(1, bad.typed() + ": bad substitution");
      }
      shell.setLine(Math.max(bad.line(), shell.parsedLine()));
      throw ShellError.fatal(2, "syntax error: bad substitution");
    }
  }

  private void doubleQuoted(Frame around, DoubleQuoted quoted) {
    int before = around.out.length();
    push(quoted.parts(), around.out, Marked.QUOTED, null);
    Frame inner = stack.getFirst();
    stack.pop();
    stack.push(
        new Frame(
            List.of(),
            around.out,
            Marked.QUOTED,
            out -> {
              if (out.length() == before && !inner.noParameters) {
                out.addNothing();
              }
            }));
    stack.push(inner);
  }

  private void substitute(Frame frame, Substitution substitution) {
    Node script = substitution.script();
    if (script == null) {
      shell.setSubstitutionStatus(0);
      return;
    }
    waiting = true;
    shell.substitute(
        script,
        output -> {
          frame.out.add(output, substitution.quoted() ? Marked.QUOTED : Marked.EXPANDED);
          waiting = false;
          run();
        },
        error -> {
          stack.clear();
          failed.accept(error);
        });
  }

  private void calculate(Frame frame, Calculation calculation) {
    push(
        calculation.expression(),
        new Marked(),
        Marked.QUOTED,
        text -> {
          long value = shell.calculate(text.text(" ").replace("\"", ""));
          frame.out.add(
              Long.toString(value), calculation.quoted() ? Marked.QUOTED : Marked.EXPANDED);
        });
  }
}
