package org.pvpanic.guest.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.shell.Node.Redirection;

/** Functions as bash shows them: commands in its own layout. */
final class Unparser {

  private static final int INDENT = 4;

  private final StringBuilder out = new StringBuilder();

  private Unparser() {}

  /** A function's definition. */
  static String function(String name, Node.@Nullable Function function) {
    Unparser unparser = new Unparser();
    unparser.out.append(name).append(" () \n");
    if (function != null) {
      unparser.body(function.body(), 0);
    }
    return unparser.out.toString();
  }

  private void body(Node body, int depth) {
    Node inner = body instanceof Node.Group group ? group.body() : body;
    out.append(" ".repeat(depth)).append("{ \n");
    commands(inner, depth + INDENT);
    out.append('\n').append(" ".repeat(depth)).append('}');
  }

  private void commands(Node node, int depth) {
    if (!(node instanceof Node.Sequence sequence)) {
      out.append(" ".repeat(depth));
      command(node, depth);
      return;
    }
    List<Node.Item> items = sequence.items();
    for (int i = 0; i < items.size(); i++) {
      out.append(" ".repeat(depth));
      command(items.get(i).command(), depth);
      if (items.get(i).background()) {
        out.append(" &");
      } else if (i + 1 < items.size()) {
        out.append(';');
      }
      if (i + 1 < items.size()) {
        out.append('\n');
      }
    }
  }

  private void command(Node node, int depth) {
    if (node instanceof Node.Simple simple) {
      out.append(simple.text());
    } else if (node instanceof Node.Pipeline pipeline) {
      out.append(pipeline.negated() ? "! " : "");
      joined(pipeline.commands(), " | ", depth);
    } else if (node instanceof Node.Timed timed) {
      out.append(timed.plain() ? "time -p " : "time ");
      Node command = timed.command();
      if (command != null) {
        command(command, depth);
      }
    } else if (node instanceof Node.AndOr list) {
      command(list.first(), depth);
      for (Node.Link link : list.links()) {
        out.append(link.and() ? " && " : " || ");
        command(link.command(), depth);
      }
    } else if (node instanceof Node.Group group) {
      String before = " ".repeat(depth);
      out.append("{ \n");
      commands(group.body(), depth + INDENT);
      out.append('\n').append(before).append('}');
    } else if (node instanceof Node.Subshell subshell) {
      out.append("( ");
      command(subshell.body(), depth);
      out.append(" )");
    } else if (node instanceof Node.Redirected redirected) {
      command(redirected.command(), depth);
      redirected.redirections().forEach(this::redirection);
    } else {
      compound(node, depth);
    }
  }

  private void joined(List<Node> nodes, String separator, int depth) {
    for (int i = 0; i < nodes.size(); i++) {
      out.append(i == 0 ? "" : separator);
      command(nodes.get(i), depth);
    }
  }

  private void compound(Node node, int depth) {
    if (node instanceof Node.If conditional) {
      for (int i = 0; i < conditional.branches().size(); i++) {
        out.append(i == 0 ? "if " : " ".repeat(depth) + "elif ");
        command(conditional.branches().get(i).condition(), depth);
        block("; then\n", conditional.branches().get(i).body(), depth);
      }
      Node otherwise = conditional.otherwise();
      if (otherwise != null) {
        out.append(" ".repeat(depth));
        block("else\n", otherwise, depth);
      }
      out.append(" ".repeat(depth)).append("fi");
    } else if (node instanceof Node.Loop loop) {
      out.append(loop.until() ? "until " : "while ");
      command(loop.condition(), depth);
      block("; do\n", loop.body(), depth);
      out.append(" ".repeat(depth)).append("done");
    } else if (node instanceof Node.For loop) {
      out.append("for ").append(loop.name()).append(" in ");
      List<Word> words = loop.words();
      out.append(words == null ? "\"$@\"" : typed(words)).append(";\n").append(" ".repeat(depth));
      block("do\n", loop.body(), depth);
      out.append(" ".repeat(depth)).append("done");
    } else if (node instanceof Node.Case selection) {
      selection(selection, depth);
    } else if (node instanceof Node.Function function) {
      out.append("function ").append(function.name()).append(" () \n");
      body(function.body(), depth);
    } else if (node instanceof Node.Calculate calculation) {
      out.append("((").append(calculation.text()).append("))");
    }
  }

  private void block(String start, Node body, int depth) {
    out.append(start);
    commands(body, depth + INDENT);
    out.append(";\n");
  }

  private void selection(Node.Case selection, int depth) {
    out.append("case ").append(selection.word().typed()).append(" in \n");
    for (Node.Clause clause : selection.clauses()) {
      out.append(" ".repeat(depth + INDENT));
      for (int i = 0; i < clause.patterns().size(); i++) {
        out.append(i == 0 ? "" : " | ").append(clause.patterns().get(i).typed());
      }
      out.append(")\n");
      Node body = clause.body();
      if (body != null) {
        commands(body, depth + 2 * INDENT);
        out.append('\n');
      }
      out.append(" ".repeat(depth + INDENT)).append(";;\n");
    }
    out.append(" ".repeat(depth)).append("esac");
  }

  private void redirection(Redirection redirection) {
    String operator =
        switch (redirection.kind()) {
          case READ -> "<";
          case WRITE -> ">";
          case CLOBBER -> ">|";
          case APPEND -> ">>";
          case READ_WRITE -> "<>";
          case DUPLICATE_INPUT -> "<&";
          case DUPLICATE_OUTPUT -> ">&";
          case WRITE_BOTH -> "&>";
          case APPEND_BOTH -> "&>>";
          case HERE_DOCUMENT -> "<<";
          case HERE_STRING -> "<<<";
        };
    boolean input = operator.startsWith("<");
    int usual = input ? 0 : 1;
    out.append(' ').append(redirection.descriptor() == usual ? "" : redirection.descriptor());
    boolean duplicate = operator.endsWith("&");
    out.append(operator).append(duplicate ? "" : " ").append(redirection.target().typed());
  }

  private static String typed(List<Word> words) {
    StringBuilder text = new StringBuilder();
    for (Word word : words) {
      text.append(text.length() == 0 ? "" : " ").append(word.typed());
    }
    return text.toString();
  }
}
