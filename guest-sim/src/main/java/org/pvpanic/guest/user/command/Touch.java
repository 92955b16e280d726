package org.pvpanic.guest.user.command;

import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.fs.OpenFlags;
import org.pvpanic.guest.linux.fs.Stat;

/** touch: makes files and sets their times. */
final class Touch {

  private static final char TIME = OptionSpec.FIRST_UNNAMED;
  private static final OptionSpec GNU =
      OptionSpec.of(
          "acd:fhmr:t:" + TIME + ":",
          "no-create=c date=d no-dereference=h reference=r time=" + TIME);
  private static final OptionSpec BUSYBOX =
      OptionSpec.of("cr:d:t:amh", "no-create=c reference=r date=d no-dereference=h");

  private Touch() {}

  static void run(Call call) {
    Options options = call.options(GNU, BUSYBOX);
    if (options.operands().isEmpty()) {
      throw call.usage(call.isBusybox() ? "" : "missing file operand");
    }
    long now = call.kernel().realtimeNs();
    long accessed = now;
    long modified = now;
    String reference = options.value('r');
    if (reference != null) {
      try {
        Stat stat = Disk.stat(call, reference);
        accessed = stat.accessedNs();
        modified = stat.modifiedNs();
      } catch (SysError e) {
        throw call.fail(
            (call.isBusybox()
                    ? "can't stat '" + reference + "'"
                    : "failed to get attributes of " + Quoting.file(call, reference))
                + ": "
                + e.errno().message());
      }
    }
    for (char letter : new char[] {'d', 't'}) {
      String text = options.value(letter);
      if (text != null) {
        accessed = read(call, text, letter, now);
        modified = accessed;
      }
    }
    boolean onlyAccess = options.has('a') && !options.has('m');
    boolean onlyModification = options.has('m') && !options.has('a');
    for (String name : options.operands()) {
      try {
        touch(call, options, name, accessed, modified, onlyAccess, onlyModification);
      } catch (SysError e) {
        call.complain(
            call.isBusybox()
                ? name + ": " + e.errno().message()
                : "cannot touch " + Quoting.file(call, name) + ": " + e.errno().message());
      }
    }
    call.exit();
  }

  private static void touch(
      Call call,
      Options options,
      String name,
      long accessed,
      long modified,
      boolean onlyAccess,
      boolean onlyModification)
      throws SysError {
    Stat found;
    try {
      found = Disk.stat(call, name, !options.has('h'));
    } catch (SysError e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
      if (options.has('c') || options.has('h')) {
        return;
      }
      Disk.open(call, name, OpenFlags.WRITE | OpenFlags.CREATE);
      found = Disk.stat(call, name);
    }
    Disk.setTimes(
        call,
        name,
        onlyModification ? found.accessedNs() : accessed,
        onlyAccess ? found.modifiedNs() : modified);
  }

  private static long read(Call call, String text, char letter, long now) {
    CivilTime base = CivilTime.of(call, now, false);
    CivilTime time =
        call.isBusybox()
            ? NumericDate.parse(text, base)
            : letter == 'd'
                ? DateText.gnu(text, base)
                : text.length() < 8 ? null : NumericDate.digits(text, base, false);
    if (time == null) {
      throw call.fail(
          (call.isBusybox() ? "invalid date " : "invalid date format ")
              + Quoting.quote(call, text));
    }
    return time.ns();
  }
}
