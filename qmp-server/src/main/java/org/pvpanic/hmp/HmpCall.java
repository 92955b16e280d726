package org.pvpanic.hmp;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One run of a command: its arguments, who asked, and what it prints. */
public final class HmpCall {

  private final Map<String, Object> arguments;
  private final HmpUser user;
  private final StringBuilder output = new StringBuilder();

  HmpCall(Map<String, Object> arguments, HmpUser user) {
    this.arguments = arguments;
    this.user = user;
  }

  /** Who asked. */
  public HmpUser user() {
    return user;
  }

  /** Prints text, whose lines end in LF. */
  public void print(String text) {
    output.append(text);
  }

  /** Prints a line. */
  public void println(String line) {
    output.append(line).append('\n');
  }

  /** What was printed. */
  String output() {
    return output.toString();
  }

  /** An argument that is text. */
  public String string(String name) {
    return find(name).map(String.class::cast).orElse("");
  }

  /** An argument that is text and may be missing. */
  public Optional<String> optionalString(String name) {
    return find(name).map(String.class::cast);
  }

  /** An argument that is a number. */
  public long number(String name) {
    return (Long) Objects.requireNonNull(arguments.get(name));
  }

  /** An argument that is a number and may be missing. */
  public Optional<Long> optionalNumber(String name) {
    return find(name).map(Long.class::cast);
  }

  /** Whether an option was given. */
  public boolean option(String name) {
    return arguments.containsKey(name);
  }

  /** The format of a command that takes one. */
  public DisplayFormat format() {
    return (DisplayFormat) Objects.requireNonNull(arguments.get("fmt"));
  }

  private Optional<Object> find(String name) {
    return Optional.ofNullable(arguments.get(name));
  }
}
