package org.pvpanic.options;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.VersionProfile;

/**
 * The command line cut into options, in the order in which they were typed.
 *
 * <p>One dash or two begin an option. The argument is the next word, whatever it looks like. A word
 * that begins with no dash is the image of the first hard disk.
 *
 * @param version the QEMU whose command line it is
 * @param options all of them
 */
public record CommandLine(VersionProfile version, List<Option> options) {

  /** Keeps a copy. */
  public CommandLine {
    options = List.copyOf(options);
  }

  /**
   * Cuts a command line.
   *
   * @param argv the arguments, without the program's name
   * @throws QemuError for an option that this QEMU has not, or one without its argument
   */
  public static CommandLine parse(VersionProfile version, List<String> argv) {
    List<Option> options = new ArrayList<>();
    for (Iterator<String> words = argv.iterator(); words.hasNext(); ) {
      String word = words.next();
      options.add(
          word.startsWith("-") ? option(version, word, words) : new Option("hda", word, word));
    }
    return new CommandLine(version, options);
  }

  private static Option option(VersionProfile version, String word, Iterator<String> rest) {
    String name = word.substring(word.startsWith("--") ? 2 : 1);
    Option bare = new Option(name, null, word);
    OptionTable.Kind kind = OptionTable.find(version, name);
    if (kind == null) {
      throw new QemuError("invalid option").at(bare);
    }
    if (kind.takesArgument() && !rest.hasNext()) {
      throw new QemuError("requires an argument").at(bare);
    }
    if (!kind.takesArgument()) {
      return bare;
    }
    String value = rest.next();
    return new Option(name, value, word + " " + value);
  }

  /** Whether an option of that name was given. */
  public boolean has(String name) {
    return last(name) != null;
  }

  /** Every option of that name, in order. */
  public List<Option> all(String name) {
    return options.stream().filter(option -> option.name().equals(name)).toList();
  }

  /**
   * The last option of that name, which is the one that counts for most; null when there is none.
   */
  public @Nullable Option last(String name) {
    for (int i = options.size() - 1; i >= 0; i--) {
      if (options.get(i).name().equals(name)) {
        return options.get(i);
      }
    }
    return null;
  }

  /** The argument of the last option of that name, or null. */
  public @Nullable String value(String name) {
    Option option = last(name);
    return option == null ? null : option.value();
  }
}
