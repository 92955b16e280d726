package org.pvpanic.options;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The items of {@code -d}: what QEMU is to log. */
public final class LogItems {

  private static final String TRACE = "trace:";

  private LogItems() {}

  /**
   * The items that a command line asks for.
   *
   * @throws HelpRequest with the list of all that there are when one is none of them, which {@code
   *     help} is not, either
   */
  public static List<String> of(CommandLine line) {
    String argument = line.value("d");
    if (argument == null) {
      return List.of();
    }
    List<String> items = Arrays.asList(argument.split(",", -1));
    String help = help();
    if (!items.stream().allMatch(item -> isKnown(item, help))) {
      throw new HelpRequest(help, 1);
    }
    return items;
  }

  private static boolean isKnown(String item, String help) {
    return item.equals("all")
        || (item.startsWith(TRACE) && !item.equals(TRACE))
        || Pattern.compile("^" + Pattern.quote(item) + "  ", Pattern.MULTILINE)
            .matcher(help)
            .find();
  }

  /** Each item at the beginning of a line, with at least two blanks behind it. */
  private static String help() {
    try (@Nullable InputStream text = LogItems.class.getResourceAsStream("log-items.txt")) {
      return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
