package org.pvpanic.hmp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the arguments of commands. It remembers the last {@link DisplayFormat}, for all monitors of
 * a machine, as QEMU does.
 */
final class ArgumentParser {

  private DisplayFormat format = DisplayFormat.FIRST;

  /**
   * Reads the arguments of {@code command} from {@code text}, to its end.
   *
   * @throws HmpException with QEMU's words
   */
  Map<String, Object> parse(HmpCommand command, CommandText text) {
    Map<String, Object> values = new HashMap<>();
    List<HmpArgument> arguments = command.arguments();
    for (int i = 0; i < arguments.size(); i++) {
      HmpArgument argument = arguments.get(i);
      text.skipBlanks();
      if (argument.isFormat()) {
        values.put(argument.name(), format(text));
      } else if (argument.option() == '\0' || takesOption(command, i, text)) {
        Object value = argument.read(text, command.names());
        if (value != null) {
          values.put(argument.name(), value);
        }
      }
    }
    text.skipBlanks();
    if (!text.atEnd()) {
      throw new HmpException(command.names() + ": extraneous characters at the end of line");
    }
    return values;
  }

  private DisplayFormat format(CommandText text) {
    if (text.peek() != '/') {
      return format.applied();
    }
    DisplayFormat given = DisplayFormat.read(text, format);
    format = given.remembered(format);
    return given;
  }

  /** Skips the letters of option {@code index} if it is there; another one may still come. */
  private static boolean takesOption(HmpCommand command, int index, CommandText text) {
    if (text.peek() != '-') {
      return false;
    }
    char letter = text.peekSecond();
    if (letter == command.arguments().get(index).option()) {
      text.next();
      text.next();
      return true;
    }
    boolean later =
        command.arguments().stream()
            .skip(index + 1L)
            .anyMatch(a -> letter != '\0' && a.option() == letter);
    if (!later) {
      throw new HmpException(
          command.names() + ": unsupported option -" + CommandText.firstByte(letter));
    }
    return false;
  }
}
