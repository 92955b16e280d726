package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;

/** id, whoami, groups and logname. */
final class Identity {

  private static final OptionSpec ID =
      OptionSpec.of("aGgnruZz", "groups=G group=g name=n real=r user=u context=Z zero=z");
  private static final OptionSpec ID_8_22 =
      OptionSpec.of("aGgnruZ", "groups=G group=g name=n real=r user=u context=Z");
  private static final OptionSpec ID_BUSYBOX = OptionSpec.of("ugGnr");
  private static final OptionSpec NONE = OptionSpec.of("");
  private static final String CONTEXT = "unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023";

  private Identity() {}

  static void id(Call call) {
    Options options = call.options(call.dialect() == Dialect.CENTOS_7 ? ID_8_22 : ID, ID_BUSYBOX);
    Accounts.load(call, accounts -> id(call, options, accounts));
  }

  private static void id(Call call, Options options, Accounts accounts) {
    List<String> operands = options.operands();
    Accounts.User user = accounts.byUid(call.task().uid());
    int uid = call.task().uid();
    int gid = call.task().gid();
    if (!operands.isEmpty()) {
      String name = operands.get(0);
      user = accounts.byName(name);
      if (operands.size() > 1 && (call.isBusybox() || call.dialect() == Dialect.CENTOS_7)) {
        throw call.usage(call.isBusybox() ? "" : "extra operand " + call.quote(operands.get(1)));
      }
      if (user == null) {
        throw switch (call.dialect()) {
          case BUSYBOX -> call.fail("unknown user " + name);
          case CENTOS_7 -> call.fail(name + ": no such user");
          case DEBIAN_12 -> call.fail(call.quote(name) + ": no such user");
        };
      }
      uid = user.uid();
      gid = user.gid();
    }
    List<Integer> groups = user == null ? List.of(gid) : accounts.groupsOf(user);
    int kinds = 0;
    for (char kind : new char[] {'u', 'g', 'G', 'Z'}) {
      kinds += options.has(kind) ? 1 : 0;
    }
    boolean name = options.has('n');
    if (kinds > 1) {
      throw call.isBusybox()
          ? call.usage("")
          : call.fail("cannot print \"only\" of more than one choice");
    }
    if (kinds == 0 && (name || options.has('r'))) {
      throw call.isBusybox()
          ? call.usage("")
          : call.fail("cannot print only names or real IDs in default format");
    }
    if (options.has('u')) {
      call.out((name ? accounts.userName(uid) : Integer.toString(uid)) + "\n");
    } else if (options.has('g')) {
      call.out((name ? accounts.groupName(gid) : Integer.toString(gid)) + "\n");
    } else if (options.has('G')) {
      List<String> all = new ArrayList<>();
      groups.forEach(group -> all.add(name ? accounts.groupName(group) : Integer.toString(group)));
      call.out(String.join(" ", all) + "\n");
    } else if (options.has('Z')) {
      if (call.dialect() != Dialect.CENTOS_7) {
        throw call.fail("--context (-Z) works only on an SELinux-enabled kernel");
      }
      call.out(CONTEXT + "\n");
    } else {
      boolean context = call.dialect() == Dialect.CENTOS_7 && operands.isEmpty();
      call.out(
          all(call, accounts, uid, gid, groups) + (context ? " context=" + CONTEXT : "") + "\n");
    }
    call.exit();
  }

  private static String all(Call call, Accounts accounts, int uid, int gid, List<Integer> groups) {
    StringBuilder text = new StringBuilder("uid=").append(uid);
    Accounts.User user = accounts.byUid(uid);
    text.append(user == null ? "" : "(" + user.name() + ")");
    text.append(" gid=").append(named(accounts, gid));
    if (call.isBusybox() && groups.isEmpty()) {
      return text.toString();
    }
    List<String> all = new ArrayList<>();
    groups.forEach(group -> all.add(named(accounts, group)));
    return text.append(" groups=").append(String.join(",", all)).toString();
  }

  private static String named(Accounts accounts, int gid) {
    String name = accounts.groupNameOrNull(gid);
    return gid + (name == null ? "" : "(" + name + ")");
  }

  static void whoami(Call call) {
    Options options = call.options(NONE);
    if (!options.operands().isEmpty()) {
      throw call.usage(
          call.isBusybox() ? "" : "extra operand " + call.quote(options.operands().get(0)));
    }
    Accounts.load(
        call,
        accounts -> {
          int uid = call.task().uid();
          if (accounts.byUid(uid) == null) {
            throw call.fail(
                call.isBusybox() ? "unknown uid " + uid : "cannot find name for user ID " + uid);
          }
          call.out(accounts.userName(uid) + "\n");
          call.exit();
        });
  }

  static void groups(Call call) {
    Options options = call.options(NONE);
    Accounts.load(
        call,
        accounts -> {
          Accounts.User user =
              options.operands().isEmpty()
                  ? accounts.byUid(call.task().uid())
                  : accounts.byName(options.operands().get(0));
          if (user == null) {
            throw call.fail(
                options.operands().isEmpty()
                    ? "cannot find name for user ID " + call.task().uid()
                    : call.quote(options.operands().get(0)) + ": no such user");
          }
          List<String> names = new ArrayList<>();
          accounts.groupsOf(user).forEach(gid -> names.add(accounts.groupName(gid)));
          String who = options.operands().isEmpty() || call.isBusybox() ? "" : user.name() + " : ";
          call.out(who + String.join(" ", names) + "\n");
          call.exit();
        });
  }

  static void logname(Call call) {
    call.options(NONE);
    for (Machinery.Login login : call.machinery().logins()) {
      org.pvpanic.guest.linux.Tty tty = call.task().session().terminal();
      if (tty != null && tty.device().equals(login.terminal())) {
        call.out(login.user() + "\n");
        call.exit();
        return;
      }
    }
    throw call.fail(call.isBusybox() ? "getlogin: No such file or directory" : "no login name");
  }
}
