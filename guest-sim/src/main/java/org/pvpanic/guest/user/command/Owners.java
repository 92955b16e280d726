package org.pvpanic.guest.user.command;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.Stat;

/** chmod, chown and chgrp. */
final class Owners {

  private static final char REFERENCE = OptionSpec.FIRST_UNNAMED;
  private static final OptionSpec CHMOD =
      OptionSpec.of(
          "Rcfv" + REFERENCE + ":",
          "recursive=R changes=c silent=f quiet=f verbose=v reference=" + REFERENCE);
  private static final OptionSpec CHMOD_BUSYBOX = OptionSpec.of("Rcfv");
  private static final OptionSpec CHOWN =
      OptionSpec.of(
          "Rcfhv" + REFERENCE + ":",
          "recursive=R changes=c silent=f quiet=f verbose=v no-dereference=h reference="
              + REFERENCE);
  private static final OptionSpec CHOWN_BUSYBOX = OptionSpec.of("Rcfhv");

  /** Changes one file. */
  @FunctionalInterface
  private interface Change {
    void apply(String path, Stat stat, boolean named) throws SysError;
  }

  private final Call call;
  private final Options options;
  private final Deque<Job> pending = new ArrayDeque<>();

  /** A file, and whether the command line named it. */
  private record Job(String path, boolean named) {}

  private Owners(Call call, Options options) {
    this.call = call;
    this.options = options;
  }

  static void chmod(Call call) {
    // A mode such as -w is no option.
    OptionSpec spec = call.isBusybox() ? CHMOD_BUSYBOX : CHMOD;
    Options options = Options.parse(call, guarded(call.arguments()), spec, 1);
    List<String> operands = options.operands();
    String reference = options.value(REFERENCE);
    int first = reference == null ? 1 : 0;
    if (operands.size() < first + 1) {
      throw call.usage(missing(call, operands));
    }
    String text = reference == null ? operands.get(0) : referenceMode(call, reference);
    if (ModeText.apply(text, 0, false, 0) == null) {
      throw call.isBusybox()
          ? call.fail("invalid mode '" + text + "'")
          : call.usage("invalid mode: " + call.quote(text));
    }
    Owners owners = new Owners(call, options);
    owners.start(
        operands.subList(first, operands.size()),
        (path, stat, isNamed) -> {
          if (stat.isSymlink() && !isNamed) {
            return;
          }
          Stat target = stat.isSymlink() ? Disk.stat(call, path) : stat;
          Integer mode =
              ModeText.apply(text, target.permissions(), target.isDirectory(), call.task().umask());
          int wanted = mode == null ? target.permissions() : mode;
          Disk.chmod(call, path, wanted);
          owners.tellMode(path, target.permissions(), wanted);
        });
  }

  private static List<String> guarded(List<String> arguments) {
    if (arguments.size() > 1 && arguments.get(1).matches("-[rwxXst]+")) {
      java.util.ArrayList<String> changed = new java.util.ArrayList<>(arguments);
      changed.add(1, "--");
      return changed;
    }
    return arguments;
  }

  private static String missing(Call call, List<String> operands) {
    if (call.isBusybox()) {
      return "";
    }
    return operands.isEmpty()
        ? "missing operand"
        : "missing operand after " + call.quote(operands.get(0));
  }

  private static String referenceMode(Call call, String name) {
    return Integer.toOctalString(referenceStat(call, name).permissions());
  }

  private static Stat referenceStat(Call call, String name) {
    try {
      return Disk.stat(call, name);
    } catch (SysError e) {
      throw call.fail(
          "failed to get attributes of " + Quoting.file(call, name) + ": " + e.errno().message());
    }
  }

  private void tellMode(String path, int before, int after) {
    boolean changed = before != after;
    if (!options.has('v') && !(options.has('c') && changed)) {
      return;
    }
    String now = octal(after) + " (" + Mode.text(after).substring(1) + ")";
    String name = Quoting.file(call, path);
    if (call.isBusybox()) {
      call.out("mode of " + name + " changed to " + now + "\n");
    } else if (changed) {
      String was = octal(before) + " (" + Mode.text(before).substring(1) + ")";
      call.out("mode of " + name + " changed from " + was + " to " + now + "\n");
    } else {
      call.out("mode of " + name + " retained as " + now + "\n");
    }
  }

  private static String octal(int mode) {
    return String.format(Locale.ROOT, "%04o", mode);
  }

  static void chown(Call call) {
    change(call, false);
  }

  static void chgrp(Call call) {
    change(call, true);
  }

  private static void change(Call call, boolean group) {
    Options options = call.options(CHOWN, CHOWN_BUSYBOX);
    List<String> operands = options.operands();
    String reference = options.value(REFERENCE);
    int first = reference == null ? 1 : 0;
    if (operands.size() < first + 1) {
      throw call.usage(missing(call, operands));
    }
    Accounts.load(
        call,
        accounts -> {
          int[] ids;
          if (reference != null) {
            Stat stat = referenceStat(call, reference);
            ids = new int[] {group ? -1 : stat.uid(), stat.gid()};
          } else {
            String text = operands.get(0);
            ids = group ? new int[] {-1, groupId(call, accounts, text)} : ids(call, accounts, text);
          }
          Owners owners = new Owners(call, options);
          owners.start(
              operands.subList(first, operands.size()),
              (path, stat, isNamed) -> {
                boolean follow = isNamed && !options.has('h');
                Disk.chown(call, path, ids[0], ids[1], follow || !stat.isSymlink());
                owners.tellOwner(accounts, path, stat, ids, group);
              });
        });
  }

  private void tellOwner(Accounts accounts, String path, Stat stat, int[] ids, boolean group) {
    int uid = ids[0] < 0 ? stat.uid() : ids[0];
    int gid = ids[1] < 0 ? stat.gid() : ids[1];
    boolean changed = uid != stat.uid() || gid != stat.gid();
    if (!options.has('v') && !(options.has('c') && changed)) {
      return;
    }
    String name = Quoting.file(call, path);
    if (call.isBusybox()) {
      call.out("changed ownership of " + name + " to " + uid + ":" + gid + "\n");
      return;
    }
    String what = group ? "group" : "ownership";
    String was = owner(accounts, stat.uid(), stat.gid(), ids, group);
    String now = owner(accounts, uid, gid, ids, group);
    call.out(
        changed
            ? "changed " + what + " of " + name + " from " + was + " to " + now + "\n"
            : what + " of " + name + " retained as " + now + "\n");
  }

  private static String owner(Accounts accounts, int uid, int gid, int[] ids, boolean group) {
    if (group) {
      return accounts.groupName(gid);
    }
    return accounts.userName(uid) + (ids[1] < 0 ? "" : ":" + accounts.groupName(gid));
  }

  private static int[] ids(Call call, Accounts accounts, String text) {
    int colon = text.indexOf(':');
    String user = colon < 0 ? text : text.substring(0, colon);
    String group = colon < 0 ? "" : text.substring(colon + 1);
    int uid = -1;
    int gid = -1;
    if (!user.isEmpty()) {
      Accounts.User found = accounts.byName(user);
      Long number = Numbers.decimal(user);
      if (found == null && (number == null || number > Integer.MAX_VALUE)) {
        throw call.fail(
            call.isBusybox()
                ? (colon < 0 ? "unknown user " : "unknown user/group ") + text
                : "invalid user: " + call.quote(text));
      }
      uid = found != null ? found.uid() : number == null ? -1 : number.intValue();
      if (colon >= 0 && group.isEmpty()) {
        if (found == null) {
          throw call.fail(
              call.isBusybox()
                  ? "unknown user/group " + text
                  : "invalid spec: " + call.quote(text));
        }
        gid = found.gid();
      }
    }
    if (!group.isEmpty()) {
      Integer found = groupNumber(accounts, group);
      if (found == null) {
        throw call.fail(
            call.isBusybox() ? "unknown user/group " + text : "invalid group: " + call.quote(text));
      }
      gid = found;
    }
    return new int[] {uid, gid};
  }

  private static @Nullable Integer groupNumber(Accounts accounts, String text) {
    Accounts.Group found = accounts.groupByName(text);
    Long number = Numbers.decimal(text);
    return found != null
        ? Integer.valueOf(found.gid())
        : number == null || number > Integer.MAX_VALUE ? null : Integer.valueOf(number.intValue());
  }

  private static int groupId(Call call, Accounts accounts, String text) {
    Integer found = groupNumber(accounts, text);
    if (found == null) {
      throw call.fail(
          call.isBusybox() ? "unknown group " + text : "invalid group: " + call.quote(text));
    }
    return found;
  }

  private void start(List<String> names, Change change) {
    for (String name : names) {
      pending.addLast(new Job(name, true));
    }
    next(change);
  }

  private void next(Change change) {
    Job job = pending.pollFirst();
    if (job == null) {
      call.exit();
      return;
    }
    String path = job.path();
    try {
      Stat stat = Disk.lstat(call, path);
      if (job.named() && stat.isSymlink() && !options.has('h')) {
        Disk.stat(call, path);
      }
      change.apply(path, stat, job.named());
      if (options.has('R') && stat.isDirectory()) {
        List<String> names = Disk.list(call, path);
        for (int i = names.size() - 1; i >= 0; i--) {
          String below = path.endsWith("/") ? path + names.get(i) : path + "/" + names.get(i);
          pending.addFirst(new Job(below, false));
        }
      }
    } catch (SysError e) {
      complain(path, e);
    }
    call.then(() -> next(change));
  }

  private void complain(String path, SysError e) {
    call.setStatus(1);
    if (options.has('f')) {
      return;
    }
    if (call.isBusybox()) {
      call.warn(path + ": " + e.errno().message());
      return;
    }
    boolean unreachable = Disk.statOrNull(call, path) == null;
    String what =
        unreachable
            ? "cannot access "
            : switch (call.name()) {
              case "chmod" -> "changing permissions of ";
              case "chgrp" -> "changing group of ";
              default -> "changing ownership of ";
            };
    call.warn(what + Quoting.file(call, path) + ": " + e.errno().message());
  }
}
