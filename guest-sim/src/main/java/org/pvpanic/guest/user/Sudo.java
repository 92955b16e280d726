package org.pvpanic.guest.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.Signals;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.user.command.HelpText;

/** sudo: runs the rest of its arguments as a child, as another user. */
final class Sudo implements Program {

  private static final String FLAGS = "AbBEeHhiKklNnPSsVv";
  private static final String VALUES = "CDghpRrtTUu";
  private static final String SECURE_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final String SECURE_PATH_EL7 = "/sbin:/bin:/usr/sbin:/usr/bin";

  private final Userland userland;
  private final StringBuilder flags = new StringBuilder();
  private final List<String> settings = new ArrayList<>(0);
  private List<String> command = List.of();
  private String user = "root";

  Sudo(Userland userland) {
    this.userland = userland;
  }

  @Override
  public void main(Task task, List<String> arguments) {
    Replies replies = new Replies(task);
    String complaint = parse(arguments);
    Account target = Account.find(user, userland.services().isOld());
    if (complaint != null) {
      replies.err((complaint.isEmpty() ? "" : complaint + "\n") + HelpText.of("sudo-usage"));
      replies.exit(1);
    } else if (has('h')) {
      replies.out(HelpText.of("sudo"));
      replies.exit(0);
    } else if (has('V')) {
      replies.out("Sudo version " + (userland.services().isOld() ? "1.8.6p7" : "1.9.13p3") + "\n");
      replies.exit(0);
    } else if (has('K') || (has('k') && command.isEmpty())) {
      replies.exit(0);
    } else if (target == null) {
      replies.err(
          userland.services().isOld()
              ? "sudo: unknown user: " + user + "\n"
              : "sudo: unknown user "
                  + user
                  + "\nsudo: error initializing audit plugin"
                  + " sudoers_audit\n");
      replies.exit(1);
    } else {
      allow(replies, target);
    }
  }

  private boolean has(char flag) {
    return flags.indexOf(String.valueOf(flag)) >= 0;
  }

  /**
   * Returns what is wrong with the arguments, "" when only the usage is told, null when nothing.
   */
  private @Nullable String parse(List<String> arguments) {
    int i = 1;
    while (i < arguments.size()) {
      String argument = arguments.get(i);
      if (argument.equals("--")) {
        i++;
        break;
      }
      if (!argument.startsWith("-") || argument.equals("-")) {
        int equals = argument.indexOf('=');
        if (equals <= 0 || argument.lastIndexOf('/', equals) >= 0) {
          break;
        }
        settings.add(argument);
        i++;
        continue;
      }
      if (argument.startsWith("--")) {
        String error = longOption(argument);
        if (error != null) {
          return error;
        }
        i++;
        continue;
      }
      for (int at = 1; at < argument.length(); at++) {
        char letter = argument.charAt(at);
        boolean host = letter == 'h' && at + 1 == argument.length();
        if (FLAGS.indexOf(letter) >= 0 && (letter != 'h' || host)) {
          flags.append(letter);
        } else if (VALUES.indexOf(letter) >= 0) {
          String rest = argument.substring(at + 1);
          if (rest.isEmpty() && i + 1 == arguments.size()) {
            return "sudo: option requires an argument -- '" + letter + "'";
          }
          String value = rest.isEmpty() ? arguments.get(++i) : rest;
          user = letter == 'u' ? value : user;
          break;
        } else {
          return "sudo: invalid option -- '" + letter + "'";
        }
      }
      i++;
    }
    command = arguments.subList(Math.min(i, arguments.size()), arguments.size());
    boolean alone = has('i') || has('s') || has('l') || has('v') || has('V') || has('h');
    return command.isEmpty() && !alone && !has('K') && !has('k') ? "" : null;
  }

  private @Nullable String longOption(String argument) {
    String name = argument.substring(2);
    if (name.startsWith("user=")) {
      user = name.substring("user=".length());
      return null;
    }
    char letter =
        switch (name) {
          case "background" -> 'b';
          case "help" -> 'h';
          case "list" -> 'l';
          case "login" -> 'i';
          case "non-interactive" -> 'n';
          case "preserve-env" -> 'E';
          case "remove-timestamp" -> 'K';
          case "reset-timestamp" -> 'k';
          case "set-home" -> 'H';
          case "shell" -> 's';
          case "stdin" -> 'S';
          case "validate" -> 'v';
          case "version" -> 'V';
          default -> 0;
        };
    if (letter == 0) {
      return "sudo: unrecognized option '" + argument + "'";
    }
    flags.append(letter);
    return null;
  }

  private void allow(Replies replies, Account target) {
    Account caller = Account.byUid(replies.task().uid());
    if (has('v')) {
      replies.exit(0);
    } else if (has('l')) {
      list(replies, caller);
    } else if (has('i') || has('s')) {
      shell(replies, target);
    } else {
      run(replies, target, command);
    }
  }

  private String host() {
    String name = userland.kernel().hostname();
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private void list(Replies replies, Account caller) {
    if (!command.isEmpty()) {
      Program program = userland.command(command.get(0));
      if (program != null) {
        String path =
            command.get(0).startsWith("/") ? command.get(0) : "/usr/bin/" + command.get(0);
        replies.out(path + "\n");
      }
      replies.exit(program == null ? 1 : 0);
      return;
    }
    String all = caller.uid() == 0 ? "" : " NOPASSWD:";
    replies.out(
        "Matching Defaults entries for "
            + caller.name()
            + " on "
            + host()
            + ":\n    env_reset, secure_path="
            + path().replace(":", "\\:")
            + "\n\nUser "
            + caller.name()
            + " may run the following commands on "
            + host()
            + ":\n    (ALL"
            + (userland.services().isOld() ? "" : " : ALL")
            + ")"
            + all
            + " ALL\n");
    replies.exit(0);
  }

  private String path() {
    return userland.services().isOld() ? SECURE_PATH_EL7 : SECURE_PATH;
  }

  private void shell(Replies replies, Account target) {
    if (has('i') && target.isLocked()) {
      replies.out(Account.LOCKED);
      replies.exit(1);
      return;
    }
    List<String> words = new ArrayList<>(3);
    words.add(has('i') ? "-bash" : "/bin/bash");
    if (!command.isEmpty()) {
      words.add("-c");
      words.add(String.join(" ", command));
    }
    Program shell = userland.command("bash");
    start(replies, target, shell, words, "/bin/bash");
  }

  private void run(Replies replies, Account target, List<String> words) {
    start(replies, target, userland.command(words.get(0)), words, words.get(0));
  }

  private void start(
      Replies replies, Account target, @Nullable Program program, List<String> words, String name) {
    if (program == null) {
      replies.err("sudo: " + name + ": command not found\n");
      replies.exit(1);
      return;
    }
    Task task = replies.task();
    Account caller = Account.byUid(task.uid());
    Task child =
        task.fork(
            name.substring(name.lastIndexOf('/') + 1),
            task.group(),
            task.files().copy(),
            program,
            words,
            waitStatus -> {
              if (!has('b')) {
                task.then(() -> task.exit(Signals.exitStatus(waitStatus)));
              }
            });
    enter(child, caller, target, words);
    if (has('b')) {
      task.exit(0);
    }
  }

  private void enter(Task child, Account caller, Account target, List<String> words) {
    Map<String, String> environment = child.environment();
    if (!has('E')) {
      environment.keySet().retainAll(List.of("TERM", "LANG", "PATH", "HOME", "SHELL"));
      target.enter(environment);
    }
    environment.put("PATH", path());
    environment.put("SUDO_COMMAND", String.join(" ", words));
    environment.put("SUDO_USER", caller.name());
    environment.put("SUDO_UID", Integer.toString(caller.uid()));
    environment.put("SUDO_GID", Integer.toString(caller.uid()));
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      environment.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    child.setUid(target.uid());
    child.setGid(target.uid());
    if (has('i')) {
      child.setDirectory(target.home());
    }
  }
}
