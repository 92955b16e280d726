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
    boolean busybox = machinery.dialect().isBusybox();
    Consumer<Call> found = text(name);
    found = found == null ? files(name) : found;
    found = found == null ? system(name) : found;
    found = found == null && !busybox ? installed(name) : found;
    found = found == null ? TimeCommands.find(name, machinery.dialect()) : found;
    return found == null ? AdminCommands.find(machinery.dialect(), name) : found;
  }

  private static @Nullable Consumer<Call> text(String name) {
    return switch (name) {
      case "basename" -> PathNames::basename;
      case "cat" -> Cat::run;
      case "cut" -> Cut::run;
      case "dirname" -> PathNames::dirname;
      case "expr" -> Expr::run;
      case "grep", "egrep", "fgrep" -> Grep::run;
      case "head" -> Head::run;
      case "hexdump" -> Hexdump::hexdump;
      case "od" -> Od::run;
      case "rev" -> Reverse::rev;
      case "sed" -> Sed::run;
      case "seq" -> Seq::run;
      case "sort" -> Sort::run;
      case "tac" -> Reverse::tac;
      case "tail" -> Tail::run;
      case "tee" -> Tee::run;
      case "tr" -> Tr::run;
      case "uniq" -> Uniq::run;
      case "wc" -> Wc::run;
      case "xxd" -> Hexdump::xxd;
      case "yes" -> Yes::run;
      default -> null;
    };
  }

  private static @Nullable Consumer<Call> files(String name) {
    return switch (name) {
      case "chgrp" -> Owners::chgrp;
      case "chmod" -> Owners::chmod;
      case "chown" -> Owners::chown;
      case "cp" -> Cp::run;
      case "dd" -> Dd::run;
      case "df" -> Df::run;
      case "du" -> Du::run;
      case "find" -> Find::run;
      case "ln" -> Ln::run;
      case "ls" -> Ls::run;
      case "mkdir" -> Folders::mkdir;
      case "mkfifo" -> NewFiles::mkfifo;
      case "mknod" -> NewFiles::mknod;
      case "mktemp" -> NewFiles::mktemp;
      case "mount" -> Mounts::mount;
      case "mv" -> Mv::run;
      case "pwd" -> Links::pwd;
      case "readlink" -> Links::readlink;
      case "realpath" -> Links::realpath;
      case "rm" -> Rm::run;
      case "rmdir" -> Folders::rmdir;
      case "stat" -> StatCommand::run;
      case "sync" -> Sleep::sync;
      case "touch" -> Touch::run;
      case "umount" -> Mounts::umount;
      default -> null;
    };
  }

  private static @Nullable Consumer<Call> system(String name) {
    return switch (name) {
      case "arch" -> SystemNames::arch;
      case "cal" -> Cal::run;
      case "clear" -> Terminals::clear;
      case "date" -> Date::run;
      case "env" -> Environment::env;
      case "false" -> call -> call.exit(1);
      case "free" -> Free::run;
      case "groups" -> Identity::groups;
      case "hostname" -> SystemNames::hostname;
      case "id" -> Identity::id;
      case "kill" -> Kill::kill;
      case "killall" -> Kill::killall;
      case "logname" -> Identity::logname;
      case "nproc" -> SystemNames::nproc;
      case "pidof" -> Kill::pidof;
      case "ps" -> Ps::run;
      case "setsid" -> Starters::setsid;
      case "sleep" -> Sleep::sleep;
      case "timeout" -> Starters::timeout;
      case "true" -> call -> call.exit(0);
      case "tty" -> Terminals::tty;
      case "uname" -> SystemNames::uname;
      case "uptime" -> Uptime::uptime;
      case "usleep" -> Sleep::usleep;
      case "w" -> Uptime::w;
      case "which" -> Which::run;
      case "who" -> Uptime::who;
      case "whoami" -> Identity::whoami;
      case "xargs" -> Xargs::run;
      default -> null;
    };
  }

  /** What an installed system has and the initramfs has not. */
  private static @Nullable Consumer<Call> installed(String name) {
    return switch (name) {
      case "lsblk" -> Hardware::lsblk;
      case "lscpu" -> Hardware::lscpu;
      case "lspci" -> Lspci::run;
      case "nohup" -> Starters::nohup;
      case "pgrep" -> Kill::pgrep;
      case "pkill" -> Kill::pkill;
      case "printenv" -> Environment::printenv;
      case "runlevel" -> SystemNames::runlevel;
      default -> null;
    };
  }
}
