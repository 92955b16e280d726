package org.pvpanic.guest.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.Signals;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.user.command.Dialect;
import org.pvpanic.guest.user.command.HelpText;

/**
 * su of util-linux and of busybox: a shell as another user. root has no password, so anybody may
 * become root; only root becomes somebody else.
 */
final class Su implements Program {

  private final Userland userland;
  private final boolean busybox;
  private boolean login;
  private boolean keep;
  private @Nullable String shell;
  private @Nullable String line;
  private String user = "root";
  private final List<String> rest = new ArrayList<>(0);

  Su(Userland userland) {
    this.userland = userland;
    this.busybox = userland.dialect() == Dialect.BUSYBOX;
  }

  @Override
  public void main(Task task, List<String> arguments) {
    Replies replies = new Replies(task);
    String complaint = parse(arguments);
    Account target = Account.find(user, userland.services().isOld());
    if (complaint != null) {
      replies.err(
          "su: "
              + complaint
              + "\n"
              + (busybox ? HelpText.busybox("su") : "Try 'su --help' for more information.\n"));
      replies.exit(1);
    } else if (arguments.contains("--help") || arguments.contains("-h")) {
      replies.out(busybox ? HelpText.busybox("su") : HelpText.of("su"));
      replies.exit(0);
    } else if (target == null) {
      replies.err(
          busybox
              ? "su: unknown user " + user + "\n"
              : userland.services().isOld()
                  ? "su: user " + user + " does not exist\n"
                  : "su: user "
                      + user
                      + " does not exist or the user entry does not contain all the required"
                      + " fields\n");
      replies.exit(1);
    } else if (task.uid() != 0 && target.uid() != 0) {
      replies.out("Password: ");
      replies.flush(
          () ->
              task.sleep(
                  2_000_000_000L,
                  () -> {
                    replies.err("\nsu: Authentication failure\n");
                    replies.exit(1);
                  }));
    } else {
      start(replies, target);
    }
  }

  /** Returns what is wrong with the arguments, or null. */
  private @Nullable String parse(List<String> arguments) {
    boolean named = false;
    for (int i = 1; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      boolean value =
          List.of("-c", "--command", "-s", "--shell", "--session-command").contains(argument);
      if (value && i + 1 == arguments.size()) {
        return argument.startsWith("--")
            ? "option '" + argument + "' requires an argument"
            : "option requires an argument -- '" + argument.charAt(1) + "'";
      }
      switch (argument) {
        case "-", "-l", "--login" -> login = true;
        case "-c", "--command", "--session-command" -> line = arguments.get(++i);
        case "-s", "--shell" -> shell = arguments.get(++i);
        case "-m", "-p", "--preserve-environment" -> keep = true;
        case "-f", "--fast", "--help", "-h", "-P", "--pty" -> {
          // the shell is the same, and so is its terminal
        }
        default -> {
          if (argument.startsWith("--command=")) {
            line = argument.substring("--command=".length());
          } else if (argument.startsWith("--")) {
            return "unrecognized option '" + argument + "'";
          } else if (argument.startsWith("-")) {
            return "invalid option -- '" + argument.charAt(1) + "'";
          } else if (named) {
            rest.add(argument);
          } else {
            user = argument;
            named = true;
          }
        }
      }
    }
    return null;
  }

  private void start(Replies replies, Account target) {
    if (target.isLocked() && shell == null && !keep) {
      replies.out(Account.LOCKED);
      replies.exit(1);
      return;
    }
    String path = shell == null ? busybox ? "/bin/sh" : "/bin/bash" : shell;
    Program program = userland.command(path);
    if (program == null) {
      replies.err("su: failed to execute " + path + ": No such file or directory\n");
      replies.exit(127);
      return;
    }
    String base = path.substring(path.lastIndexOf('/') + 1);
    List<String> words = new ArrayList<>(4);
    words.add(login ? "-" + base : base);
    if (line != null) {
      words.add("-c");
      words.add(line);
    }
    words.addAll(rest);
    Task task = replies.task();
    Task child =
        task.fork(
            base,
            task.group(),
            task.files().copy(),
            program,
            words,
            waitStatus -> task.then(() -> task.exit(Signals.exitStatus(waitStatus))));
    Map<String, String> environment = child.environment();
    if (login) {
      environment.keySet().retainAll(List.of("TERM"));
      environment.put(
          "PATH",
          target.uid() == 0
              ? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
              : "/usr/local/bin:/usr/bin:/bin");
      child.setDirectory(target.home());
    }
    if (!keep) {
      target.enter(environment);
    }
    child.setUid(target.uid());
    child.setGid(target.uid());
  }
}
