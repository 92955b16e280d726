package org.pvpanic.guest.user.command;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Program;

/** The programs by name. */
public final class CommandTable {

  private final Machinery machinery;

  /** The programs of a boot. */
  public CommandTable(Machinery machinery) {
    this.machinery = machinery;
  }

  /**
   * Finds a program.
   *
   * @param name without folders
   * @return null when the dialect has none
   */
  public @Nullable Program find(String name) {
    Consumer<Call> main = main(name);
    return main == null
        ? null
        : (task, arguments) ->
            new Call(task, machinery.dialect(), machinery, arguments).start(main);
  }

  private @Nullable Consumer<Call> main(String name) {
    Consumer<Call> found = text(name);
    return found == null ? AdminCommands.find(machinery.dialect(), name) : found;
  }

  private static @Nullable Consumer<Call> text(String name) {
    return switch (name) {
      case "cat" -> Cat::run;
      case "cut" -> Cut::run;
      case "grep", "egrep", "fgrep" -> Grep::run;
      case "head" -> Head::run;
      case "seq" -> Seq::run;
      case "sort" -> Sort::run;
      case "tail" -> Tail::run;
      case "tee" -> Tee::run;
      case "tr" -> Tr::run;
      case "uniq" -> Uniq::run;
      case "wc" -> Wc::run;
      default -> null;
    };
  }
}
