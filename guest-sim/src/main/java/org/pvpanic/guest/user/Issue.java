package org.pvpanic.guest.user;

import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Tty;

/** What stands above a login prompt: /etc/issue with its escapes (agetty(8)), and the prompt. */
final class Issue {

  private Issue() {}

  static String text(Userland userland, Tty tty) {
    Kernel kernel = userland.kernel();
    String issue = userland.distribution().issue();
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < issue.length(); i++) {
      char c = issue.charAt(i);
      if (c != '\\' || i + 1 == issue.length()) {
        out.append(c);
        continue;
      }
      switch (issue.charAt(++i)) {
        case 'S' -> out.append(userland.distribution().name());
        case 's' -> out.append("Linux");
        case 'n' -> out.append(kernel.hostname());
        case 'r' -> out.append(kernel.release());
        case 'v' -> out.append(kernel.version());
        case 'm' -> out.append("x86_64");
        case 'l' -> out.append(tty.device());
        case 'o', 'O' -> out.append("(none)");
        case 'b' -> out.append(tty.termios().ospeed);
        case '\\' -> out.append('\\');
        default -> out.append('\\').append(issue.charAt(i));
      }
    }
    return out.toString();
  }

  /** {@code host login: }, the host without its domain. */
  static String prompt(Task task) {
    String host = task.kernel().hostname();
    int dot = host.indexOf('.');
    return (dot < 0 ? host : host.substring(0, dot)) + " login: ";
  }
}
