package org.pvpanic.guest.shell;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code set} turns on and off. */
enum Option {
  EXIT_ON_ERROR('e', "errexit"),
  NO_GLOB('f', "noglob"),
  IGNORE_EOF('I', "ignoreeof"),
  MONITOR('m', "monitor"),
  NO_EXEC('n', "noexec"),
  TRACE('x', "xtrace"),
  VERBOSE('v', "verbose"),
  NO_CLOBBER('C', "noclobber"),
  EXPORT_ALL('a', "allexport"),
  NOTIFY('b', "notify"),
  NO_UNSET('u', "nounset"),
  TRACE_ERRORS('E', "errtrace"),
  VI('V', "vi"),
  PIPE_FAIL('\0', "pipefail"),
  BRACES('B', "braceexpand"),
  EMACS('\0', "emacs"),
  TRACE_FUNCTIONS('T', "functrace"),
  HASH_ALL('h', "hashall"),
  HISTORY_EXPANSION('H', "histexpand"),
  HISTORY('\0', "history"),
  INTERACTIVE_COMMENTS('\0', "interactive-comments"),
  KEYWORD('k', "keyword"),
  NO_LOG('\0', "nolog"),
  ONE_COMMAND('t', "onecmd"),
  PHYSICAL('P', "physical"),
  POSIX('\0', "posix"),
  PRIVILEGED('p', "privileged");

  private static final Option[] ALL = values();

  /** What ash has; bash has them all. */
  private static final Set<Option> OF_ASH =
      Collections.unmodifiableSet(EnumSet.range(EXIT_ON_ERROR, PIPE_FAIL));

  private final char letter;
  private final String word;

  Option(char letter, String word) {
    this.letter = letter;
    this.word = word;
  }

  /** Its letter; NUL when it has none. */
  char letter() {
    return letter;
  }

  /** Its name for {@code set -o}. */
  String word() {
    return word;
  }

  /** Whether a shell has it. */
  boolean isKnown(Dialect dialect) {
    return dialect.isBash() || OF_ASH.contains(this);
  }

  static @Nullable Option ofLetter(char letter, Dialect dialect) {
    for (Option option : ALL) {
      boolean bashless = dialect.isBash() && (option == IGNORE_EOF || option == VI);
      if (option.letter == letter && letter != '\0' && option.isKnown(dialect) && !bashless) {
        return option;
      }
    }
    return null;
  }

  static @Nullable Option ofWord(String word, Dialect dialect) {
    for (Option option : ALL) {
      if (option.word.equals(word) && option.isKnown(dialect)) {
        return option;
      }
    }
    return null;
  }
}
