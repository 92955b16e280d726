package org.pvpanic.guest.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command as it was parsed. */
sealed interface Node {

  /** The number of the line that it begins in. */
  int line();

  /**
   * A simple command.
   *
   * @param text how it was typed
   */
  record Simple(
      int line,
      List<Assignment> assignments,
      List<Word> words,
      List<Redirection> redirections,
      String text)
      implements Node {}

  /**
   * {@code name=value}.
   *
   * @param subscript of an array's element, or null
   * @param append for {@code +=}
   */
  record Assignment(String name, @Nullable Word subscript, boolean append, Word value) {}

  /** Commands joined by {@code |}, or one that {@code !} negates. */
  record Pipeline(int line, boolean negated, List<Node> commands, String text) implements Node {}

  /**
   * bash's {@code time}.
   *
   * @param command null for none
   * @param plain whether the times are shown as POSIX wants them
   */
  record Timed(int line, @Nullable Node command, boolean plain) implements Node {}

  /** Commands joined by {@code &&} and {@code ||}. */
  record AndOr(int line, Node first, List<Link> links, String text) implements Node {}

  /** What follows {@code &&}, or {@code ||}. */
  record Link(boolean and, Node command) {}

  /** Commands, one after the other. */
  record Sequence(int line, List<Item> items) implements Node {}

  /** A command of a list, and whether the shell goes on without waiting for it. */
  record Item(Node command, boolean background, String text) {}

  /** Braces. */
  record Group(int line, Node body) implements Node {}

  /** Parentheses. */
  record Subshell(int line, Node body, String text) implements Node {}

  /** {@code if}, with a branch for each {@code elif}. */
  record If(int line, List<Branch> branches, @Nullable Node otherwise) implements Node {}

  /** A condition and what is done when it holds. */
  record Branch(Node condition, Node body) {}

  /** {@code while} and {@code until}. */
  record Loop(int line, boolean until, Node condition, Node body) implements Node {}

  /**
   * {@code for}.
   *
   * @param words null for the positional parameters
   */
  record For(int line, String name, @Nullable List<Word> words, Node body) implements Node {}

  /** bash's {@code for ((start; condition; step))}. */
  record ForCalculated(
      int line, List<Word.Part> start, List<Word.Part> condition, List<Word.Part> step, Node body)
      implements Node {}

  /** {@code case}. */
  record Case(int line, Word word, List<Clause> clauses) implements Node {}

  /** A clause of {@code case}. */
  record Clause(List<Word> patterns, @Nullable Node body, After after) {}

  /** What follows a clause: the end, the next clause, or the next pattern that matches. */
  enum After {
    END,
    NEXT_CLAUSE,
    NEXT_MATCH
  }

  /** Defines a function. */
  record Function(int line, String name, Node body) implements Node {}

  /** bash's {@code [[ ]]}. */
  record Test(int line, Condition condition) implements Node {}

  /** An expression of {@code [[ ]]}. */
  sealed interface Condition {}

  /** Both, or one of them. */
  record Combined(boolean and, Condition left, Condition right) implements Condition {}

  /** Not. */
  record Not(Condition condition) implements Condition {}

  /** A word alone, or with an operator before it. */
  record Unary(String operator, Word operand) implements Condition {}

  /** An operator between words. */
  record Binary(String operator, Word left, Word right) implements Condition {}

  /** bash's {@code ((expression))}. */
  record Calculate(int line, List<Word.Part> expression, String text) implements Node {}

  /** A compound command with redirections. */
  record Redirected(int line, Node command, List<Redirection> redirections) implements Node {}

  /**
   * A redirection.
   *
   * @param descriptor what is redirected
   * @param kind how
   * @param target a file, or a descriptor
   * @param document of a here-document, else null
   */
  record Redirection(int descriptor, Kind kind, Word target, @Nullable HereDocument document) {

    /** The operators. */
    enum Kind {
      READ,
      WRITE,
      CLOBBER,
      APPEND,
      READ_WRITE,
      DUPLICATE_INPUT,
      DUPLICATE_OUTPUT,
      WRITE_BOTH,
      APPEND_BOTH,
      HERE_DOCUMENT,
      HERE_STRING
    }
  }

  /** A here-document: its text follows the line that asks for it. */
  final class HereDocument {
    private final boolean stripTabs;
    private List<Word.Part> body = List.of();

    HereDocument(boolean stripTabs) {
      this.stripTabs = stripTabs;
    }

    boolean stripsTabs() {
      return stripTabs;
    }

    List<Word.Part> body() {
      return body;
    }

    void setBody(List<Word.Part> parts) {
      body = parts;
    }
  }
}
