package org.pvpanic.cases;

import java.util.ArrayList;
import java.util.List;

/** What is said at a monitor, as it compares. */
final class Transcript {

  private static final String RESET = "RESET";

  /** How often firmware resets the machine is a race with its own clock: twice at least. */
  private static final String MORE_RESETS = "<- the same at least once more";

  private Transcript() {}

  /** The lines of all that is said, in order. */
  static List<String> normal(List<Message> messages) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      boolean again =
          i > 0
              && messages.get(i).event().equals(RESET)
              && messages.get(i - 1).event().equals(RESET);
      if (!again) {
        lines.add(messages.get(i).normal());
      } else if (!lines.get(lines.size() - 1).equals(MORE_RESETS)) {
        lines.add(MORE_RESETS);
      }
    }
    return lines;
  }

  /** Events alone. */
  static List<String> events(List<Message> messages) {
    return normal(messages.stream().filter(each -> !each.event().isEmpty()).toList());
  }

  /** What commands returned, and the commands. */
  static List<String> replies(List<Message> messages) {
    return normal(messages.stream().filter(each -> each.event().isEmpty()).toList());
  }
}
