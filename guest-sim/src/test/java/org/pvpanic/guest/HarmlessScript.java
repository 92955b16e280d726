package org.pvpanic.guest;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a script may run in a real shell, maybe as root: it must leave alone all that is
 * outside of its own directory.
 */
final class HarmlessScript {

  /** Every machine has this root directory; nothing else is done in it. */
  private static final String SHOWS_ROOT = "(cd /; pwd)";

  /** A path that begins a word, or stands behind a quote or an operator. */
  private static final Pattern ABSOLUTE =
      Pattern.compile("(?m)(?:^|[\\s\"'`<>=:;|&(!{,])(/[^\\s\"'`;|&)<>]*)");

  private static final Pattern ALLOWED = Pattern.compile("/dev/null|/bin/sh\\\\n.*|/nope(/\\w+)*");

  /** Removes by a plain name only. */
  private static final Pattern REMOVES = Pattern.compile("\\brm\\s(?!\\w+\\s*(?:;|$))");

  private static final Pattern TO_VARIABLE = Pattern.compile(">[>|]?\\s*[\"']?[$~`]");

  private static final Pattern SIGNALS =
      Pattern.compile("\\bkill\\s+(-(?!l\\b)\\w+\\s+)?(-1|\\d{1,6})\\b");

  private static final Pattern COMMANDS =
      Pattern.compile(
          "(?m)(?:^|[;&|({`\"'!]|\\b(?:then|do|else|exec|command|eval|env)\\s)\\s*"
              + "(?:mv|cp|ln|dd|chown|chgrp|chmod\\s+-R|find|xargs|rmdir|unlink|truncate|shred"
              + "|sed\\s+-i|tar|install|mount|umount|mknod|mkfs\\S*|swapoff|sysctl|insmod|modprobe"
              + "|rmmod|killall\\S*|pkill|reboot|halt|poweroff|shutdown|telinit|init)"
              + "(?=[\\s;&|)}\"'`]|$)");

  private HarmlessScript() {}

  /** What is wrong with it; null when it may run. */
  static @Nullable String refusal(String script) {
    String text = script.replace(SHOWS_ROOT, "");
    Matcher absolute = ABSOLUTE.matcher(text);
    while (absolute.find()) {
      if (!ALLOWED.matcher(absolute.group(1)).matches()) {
        return "absolute path: " + absolute.group(1);
      }
    }
    for (Pattern pattern : List.of(REMOVES, TO_VARIABLE, SIGNALS, COMMANDS)) {
      Matcher found = pattern.matcher(text);
      if (found.find()) {
        return "dangerous outside of a guest: " + found.group();
      }
    }
    return null;
  }
}
