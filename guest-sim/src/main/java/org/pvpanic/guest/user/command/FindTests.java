package org.pvpanic.guest.user.command;

import java.util.Locale;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.user.command.FindExpression.Found;

/**
 * The tests of find that look at one file and answer at once (find(1), TESTS). Their arguments are
 * read, and complained about, before the search begins.
 */
final class FindTests {

  private static final long NS = 1_000_000_000;
  private static final int MINUTE = 60;
  private static final int DAY = 86_400;

  private final Call call;
  private final Accounts accounts;

  FindTests(Call call, Accounts accounts) {
    this.call = call;
    this.accounts = accounts;
  }

  /** Whether a shell pattern matches the name, or with {@code path} all of the path. */
  static Predicate<Found> matches(String pattern, boolean path, boolean foldsCase) {
    String wanted = fold(pattern, foldsCase);
    return found -> Glob.matches(wanted, fold(path ? found.path() : found.name(), foldsCase));
  }

  private static String fold(String text, boolean fold) {
    return fold ? text.toLowerCase(Locale.ROOT) : text;
  }

  Predicate<Found> type(String letters) {
    String known = "bcdpfls";
    if (letters.length() != 1 || known.indexOf(letters.charAt(0)) < 0) {
      throw call.fail(
          call.isBusybox()
              ? "invalid argument '" + letters + "' to '-type'"
              : letters.isEmpty()
                  ? "Arguments to -type should contain at least one letter"
                  : letters.length() > 1
                      ? "Arguments to -type should contain only one letter"
                      : "Unknown argument to -type: " + letters);
    }
    int kind =
        switch (letters.charAt(0)) {
          case 'b' -> Mode.BLOCK;
          case 'c' -> Mode.CHARACTER;
          case 'd' -> Mode.DIRECTORY;
          case 'p' -> Mode.FIFO;
          case 'l' -> Mode.SYMLINK;
          case 's' -> Mode.SOCKET;
          default -> Mode.REGULAR;
        };
    return found -> (found.stat().mode() & Mode.KIND) == kind;
  }

  /** A number with + (more), - (less) or nothing (exactly) in front. */
  private LongPredicate comparison(String text, String option) {
    boolean sign = text.startsWith("+") || text.startsWith("-");
    Long number = Numbers.decimal(sign ? text.substring(1) : text);
    if (number == null) {
      throw call.fail(
          call.isBusybox()
              ? "invalid number '" + text + "'"
              : "invalid argument "
                  + Quoting.quote(call, text)
                  + " to "
                  + Quoting.quote(call, option));
    }
    return text.startsWith("+")
        ? value -> value > number
        : text.startsWith("-") ? value -> value < number : value -> value == number;
  }

  Predicate<Found> inode(String number) {
    LongPredicate wanted = comparison(number, "-inum");
    return found -> wanted.test(found.stat().inode());
  }

  Predicate<Found> links(String number) {
    LongPredicate wanted = comparison(number, "-links");
    return found -> wanted.test(found.stat().links());
  }

  /** So many units, of which the last one is rarely full; BusyBox compares + with the bytes. */
  Predicate<Found> size(String text) {
    char last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
    long unit =
        switch (last) {
          case 'c' -> 1;
          case 'w' -> 2;
          case 'k' -> 1024;
          case 'M' -> call.isBusybox() ? 0 : 1 << 20;
          case 'G' -> call.isBusybox() ? 0 : 1 << 30;
          default -> 512;
        };
    boolean bare = "cwbkMG".indexOf(last) < 0;
    String number = bare ? text : text.substring(0, text.length() - 1);
    if (unit == 0 || !number.matches("[-+]?[0-9]{1,18}")) {
      throw call.fail(
          call.isBusybox()
              ? "invalid number '" + text + "'"
              : "Invalid argument `" + text + "' to -size");
    }
    if (call.isBusybox() && number.startsWith("+")) {
      long bytes = Long.parseLong(number) * unit;
      return found -> found.stat().size() > bytes;
    }
    LongPredicate wanted = comparison(number, "-size");
    return found -> wanted.test((found.stat().size() + unit - 1) / unit);
  }

  /** All of the bits with - in front, any of them with /, else exactly these. */
  Predicate<Found> permissions(String text) {
    char how = text.startsWith("-") ? '-' : text.startsWith("/") ? '/' : '=';
    Integer mode = ModeText.apply(how == '=' ? text : text.substring(1), 0, false, 0);
    if (mode == null) {
      throw call.fail(
          call.isBusybox()
              ? "invalid mode '" + text + "'"
              : "invalid mode " + Quoting.quote(call, text));
    }
    return found -> {
      int have = found.stat().permissions();
      return switch (how) {
        case '-' -> (have & mode) == mode;
        case '/' -> mode == 0 || (have & mode) != 0;
        default -> have == mode;
      };
    };
  }

  Predicate<Found> newer(String reference) {
    try {
      long than = Disk.stat(call, reference).modifiedNs();
      return found -> found.stat().modifiedNs() > than;
    } catch (SysError e) {
      throw call.fail(
          (call.isBusybox() ? reference : Quoting.quote(call, reference))
              + ": "
              + e.errno().message());
    }
  }

  /** Days since the last change, without what is left over. */
  Predicate<Found> days(String number) {
    LongPredicate wanted = comparison(number, "-mtime");
    long now = call.kernel().realtimeNs();
    return found -> wanted.test(ageSeconds(found, now) / DAY);
  }

  /** Minutes since the last change; GNU's counts a minute that has begun. */
  Predicate<Found> minutes(String number) {
    LongPredicate wanted = comparison(number, "-mmin");
    long now = call.kernel().realtimeNs();
    int begun = call.isBusybox() ? 0 : MINUTE - 1;
    return found -> wanted.test((ageSeconds(found, now) + begun) / MINUTE);
  }

  private static long ageSeconds(Found found, long now) {
    return (now - found.stat().modifiedNs()) / NS;
  }

  Predicate<Found> user(String name) {
    Accounts.User account = accounts.byName(name);
    Long id = account == null ? Numbers.decimal(name) : Long.valueOf(account.uid());
    if (id == null) {
      throw unknown("user", name);
    }
    return found -> found.stat().uid() == id;
  }

  Predicate<Found> group(String name) {
    Accounts.Group group = accounts.groupByName(name);
    Long id = group == null ? Numbers.decimal(name) : Long.valueOf(group.gid());
    if (id == null) {
      throw unknown("group", name);
    }
    return found -> found.stat().gid() == id;
  }

  private Exit unknown(String what, String name) {
    return call.fail(
        call.isBusybox()
            ? "unknown " + what + " " + name
            : Quoting.quote(call, name) + " is not the name of a known " + what);
  }

  boolean isEmpty(Found found) {
    if (found.stat().isRegular()) {
      return found.stat().size() == 0;
    }
    try {
      return found.stat().isDirectory() && Disk.list(call, found.path()).isEmpty();
    } catch (SysError e) {
      return false;
    }
  }

  boolean isExecutable(Found found) {
    return Disk.mayRun(call, found.path());
  }
}
