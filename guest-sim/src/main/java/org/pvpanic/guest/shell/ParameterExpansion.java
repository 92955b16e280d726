package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.shell.Word.Operation;
import org.pvpanic.guest.shell.Word.Parameter;
import org.pvpanic.guest.shell.Word.Part;

/** Expands parameters (POSIX.1-2017, Shell Command Language, 2.6.2), with what bash adds. */
final class ParameterExpansion {

  private final Interpreter shell;
  private final Expansion expansion;

  ParameterExpansion(Interpreter shell, Expansion expansion) {
    this.shell = shell;
    this.expansion = expansion;
  }

  /** Appends what a parameter expands to, now or once its argument is expanded. */
  void expand(Parameter parameter, Marked out) throws ShellError {
    Word subscript = parameter.subscript();
    if (subscript == null || isAll(subscript.typed())) {
      expand(parameter, subscript == null ? "" : subscript.typed(), out);
      return;
    }
    expansion.push(
        subscript.parts(),
        new Marked(),
        Marked.QUOTED,
        index -> expand(parameter, Long.toString(shell.calculate(index.text(" "))), out));
  }

  private static boolean isAll(String subscript) {
    return subscript.equals("@") || subscript.equals("*");
  }

  private void expand(Parameter parameter, String index, Marked out) throws ShellError {
    boolean list = parameter.subscript() == null ? isAll(parameter.name()) : isAll(index);
    String kind = parameter.subscript() == null ? parameter.name() : index;
    List<String> values = list ? listOf(parameter, index) : null;
    String value = values == null ? valueOf(parameter.name(), index) : String.join(" ", values);
    switch (parameter.operation()) {
      case NONE -> {
        if (values == null && value == null) {
          checkSet(parameter, index);
        }
        append(values, value, parameter, kind, out);
      }
      case LENGTH -> {
        if (values == null && value == null) {
          checkSet(parameter, index);
        }
        int length = values != null && shell.dialect().isBash() ? values.size() : lengthOf(value);
        add(Integer.toString(length), parameter, out);
      }
      case INDIRECT -> indirect(parameter, index, out);
      case DEFAULT, ASSIGN, ERROR, ALTERNATIVE ->
          conditional(parameter, index, values, value, kind, out);
      case KEYS -> add("", parameter, out);
      default -> {
        if (values == null && value == null) {
          checkSet(parameter, index);
        }
        edit(parameter, values, value, kind, out);
      }
    }
  }

  private @Nullable Variable find(String name) {
    if (!name.equals("PIPESTATUS") || !shell.dialect().isBash()) {
      return shell.variables().find(name);
    }
    Variable variable = new Variable();
    SortedMap<Integer, String> elements = variable.makeArray();
    for (int status : shell.pipeStatuses()) {
      elements.put(elements.size(), Integer.toString(status));
    }
    return variable;
  }

  private int lengthOf(@Nullable String value) {
    return value == null ? 0 : value.codePointCount(0, value.length());
  }

  private List<String> listOf(Parameter parameter, String index) {
    if (parameter.subscript() == null) {
      return shell.positional().values();
    }
    Variable variable = find(parameter.name());
    SortedMap<Integer, String> elements = variable == null ? null : variable.elements();
    if (elements != null) {
      return new ArrayList<>(elements.values());
    }
    String value = variable == null ? null : variable.value();
    return value == null || index.isEmpty() ? List.of() : List.of(value);
  }

  private @Nullable String valueOf(String name, String index) {
    if (index.isEmpty()) {
      return shell.parameter(name);
    }
    Variable variable = find(name);
    SortedMap<Integer, String> elements = variable == null ? null : variable.elements();
    int number = index.length() > 9 ? -1 : Integer.parseInt(index);
    if (elements != null) {
      return elements.get(
          number < 0 && !elements.isEmpty() ? elements.lastKey() + 1 + number : number);
    }
    return variable == null || number != 0 ? null : variable.value();
  }

  /** {@code set -u}. */
  private void checkSet(Parameter parameter, String index) throws ShellError {
    if (shell.options().isOn(Option.NO_UNSET)) {
      String name = index.isEmpty() ? parameter.name() : parameter.name() + "[" + index + "]";
      throw shell.dialect().isBash()
          ? ShellError.fatal(1, (Names.isNumber(name) ? "$" : "") + name + ": unbound variable")
          : ShellError.fatal(2, name + ": parameter not set");
    }
  }

  private static void add(String text, Parameter parameter, Marked out) {
    out.add(text, parameter.quoted() ? Marked.QUOTED : Marked.EXPANDED);
  }

  private void append(
      @Nullable List<String> values,
      @Nullable String value,
      Parameter parameter,
      String kind,
      Marked out) {
    if (values == null) {
      add(value == null ? "" : value, parameter, out);
      return;
    }
    boolean separate = kind.equals("@") || !parameter.quoted();
    if (!separate) {
      String ifs = shell.variables().get("IFS", " ");
      add(String.join(ifs.isEmpty() ? "" : ifs.substring(0, 1), values), parameter, out);
      return;
    }
    if (values.isEmpty()) {
      expansion.noteNoParameters();
    }
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        out.addBreak();
      }
      if (parameter.quoted() && values.get(i).isEmpty()) {
        out.addNothing();
      }
      add(values.get(i), parameter, out);
    }
  }

  private void indirect(Parameter parameter, String index, Marked out) throws ShellError {
    if (isAll(index)) {
      Variable variable = find(parameter.name());
      SortedMap<Integer, String> elements = variable == null ? null : variable.elements();
      List<String> keys = new ArrayList<>();
      if (elements != null) {
        elements.keySet().forEach(key -> keys.add(Integer.toString(key)));
      } else if (variable != null && variable.isSet()) {
        keys.add("0");
      }
      append(keys, null, parameter, index, out);
      return;
    }
    String name = valueOf(parameter.name(), index);
    if (name == null) {
      throw ShellError.fatal(1, parameter.name() + ": invalid indirect expansion");
    }
    if (!Names.isName(name) && !Names.isNumber(name)) {
      throw ShellError.fatal(1, name + ": invalid variable name");
    }
    String value = shell.parameter(name);
    add(value == null ? "" : value, parameter, out);
  }

  private void conditional(
      Parameter parameter,
      String index,
      @Nullable List<String> values,
      @Nullable String value,
      String kind,
      Marked out)
      throws ShellError {
    boolean there =
        value != null
            && (values == null || !values.isEmpty())
            && !(parameter.colon() && value.isEmpty());
    if (there == (parameter.operation() != Operation.ALTERNATIVE)) {
      if (there) {
        append(values, value, parameter, kind, out);
      }
      return;
    }
    if (!there && parameter.operation() == Operation.ALTERNATIVE) {
      return;
    }
    char mark = parameter.quoted() ? Marked.QUOTED : Marked.EXPANDED;
    switch (parameter.operation()) {
      case DEFAULT, ALTERNATIVE -> expansion.push(parameter.argument(), out, mark, null);
      case ASSIGN ->
          expansion.push(
              parameter.argument(), new Marked(), mark, text -> assign(parameter, text, out));
      default ->
          expansion.push(
              parameter.argument(),
              new Marked(),
              mark,
              text -> {
                throw missing(parameter, index, text.text(" "));
              });
    }
  }

  private void assign(Parameter parameter, Marked text, Marked out) throws ShellError {
    if (!Names.isName(parameter.name())) {
      throw shell.dialect().isBash()
          ? ShellError.fatal(1, "$" + parameter.name() + ": cannot assign in this way")
          : ShellError.fatal(2, parameter.name() + ": bad variable name");
    }
    shell.variables().set(parameter.name(), text.text(" "));
    add(text.text(" "), parameter, out);
  }

  private ShellError missing(Parameter parameter, String index, String said) {
    boolean bash = shell.dialect().isBash();
    String name = index.isEmpty() ? parameter.name() : parameter.name() + "[" + index + "]";
    String what = said;
    if (parameter.argument().isEmpty()) {
      what =
          "parameter "
              + (parameter.colon() ? bash ? "null or not set" : "not set or null" : "not set");
    }
    return bash ? ShellError.fatal(1, name + ": " + what) : ShellError.fatal(2, name + ": " + what);
  }

  private void edit(
      Parameter parameter,
      @Nullable List<String> values,
      @Nullable String value,
      String kind,
      Marked out)
      throws ShellError {
    List<Part> argument = parameter.argument();
    if (parameter.operation() == Operation.SUBSTRING) {
      substring(parameter, values, value == null ? "" : value, kind, out);
      return;
    }
    expansion.push(
        argument,
        new Marked(),
        Marked.LITERAL,
        pattern -> {
          List<Part> second = parameter.second();
          if (second == null) {
            finish(parameter, values, value, kind, pattern, "", out);
          } else {
            expansion.push(
                second,
                new Marked(),
                Marked.LITERAL,
                text -> finish(parameter, values, value, kind, pattern, text.text(" "), out));
          }
        });
  }

  private void finish(
      Parameter parameter,
      @Nullable List<String> values,
      @Nullable String value,
      String kind,
      Marked pattern,
      String replacement,
      Marked out)
      throws ShellError {
    if (values == null) {
      String edited =
          TextEdit.edit(
              shell.dialect(),
              parameter.operation(),
              value == null ? "" : value,
              pattern,
              replacement);
      add(edited, parameter, out);
      return;
    }
    List<String> edited = new ArrayList<>(values.size());
    for (String each : values) {
      edited.add(TextEdit.edit(shell.dialect(), parameter.operation(), each, pattern, replacement));
    }
    append(edited, null, parameter, kind, out);
  }

  private void substring(
      Parameter parameter, @Nullable List<String> values, String value, String kind, Marked out) {
    expansion.push(
        parameter.argument(),
        new Marked(),
        Marked.QUOTED,
        offset -> {
          long from = shell.calculate(offset.text(" "));
          List<Part> second = parameter.second();
          if (second == null) {
            slice(parameter, values, value, kind, from, Long.MAX_VALUE, out);
          } else {
            expansion.push(
                second,
                new Marked(),
                Marked.QUOTED,
                length ->
                    slice(
                        parameter,
                        values,
                        value,
                        kind,
                        from,
                        shell.calculate(length.text(" ")),
                        out));
          }
        });
  }

  private void slice(
      Parameter parameter,
      @Nullable List<String> values,
      String value,
      String kind,
      long offset,
      long length,
      Marked out)
      throws ShellError {
    List<String> all = values;
    if (values != null && parameter.subscript() == null) {
      all = new ArrayList<>(values);
      all.add(0, shell.positional().name());
    }
    int size = all == null ? value.length() : all.size();
    long from = offset < 0 ? size + offset : offset;
    long to = length < 0 ? size + length : length > size - from ? size : from + length;
    if (from < 0 || from > size) {
      from = size;
      to = size;
    }
    if (to < from) {
      if (shell.dialect().isBash()) {
        throw ShellError.fatal(1, length + ": substring expression < 0");
      }
      to = from;
    }
    if (all == null) {
      add(value.substring((int) from, (int) to), parameter, out);
    } else {
      int first = from == 0 && offset != 0 ? size : (int) from;
      append(all.subList(Math.min(first, (int) to), (int) to), null, parameter, kind, out);
    }
  }
}
