package org.pvpanic.guest.user.command;

import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.fs.Stat;
import org.pvpanic.machine.Step;

/** cp: copies files. */
final class Cp {

  private static final char PRESERVE = OptionSpec.FIRST_UNNAMED;
  private static final OptionSpec GNU =
      OptionSpec.of(
          "adfHilLnprRst:TuvP" + PRESERVE + "::",
          "archive=a force=f interactive=i link=l dereference=L no-clobber=n no-dereference=P"
              + " recursive=r symbolic-link=s target-directory=t no-target-directory=T update=u"
              + " verbose=v preserve="
              + PRESERVE);
  private static final OptionSpec BUSYBOX =
      OptionSpec.of(
          "adflsLHprRPvinTut:",
          "archive=a force=f interactive=i no-clobber=n link=l dereference=L no-dereference=P"
              + " recursive=R symbolic-link=s no-target-directory=T verbose=v update=u"
              + " target-directory=t");

  private final Call call;
  private final Options options;
  private final Targets targets;
  private final Copier copier;

  private Cp(Call call) {
    this.call = call;
    options = call.options(GNU, BUSYBOX);
    targets = Targets.of(call, options, options.has('T'));
    boolean archive = options.has('a');
    boolean recursive = archive || options.has('r') || options.has('R');
    boolean keepLinks = options.last("adPLH", recursive && !call.isBusybox() ? 'r' : 'L') != 'L';
    copier =
        new Copier(
            call,
            new Copier.Plan(
                recursive,
                keepLinks
                    && (archive || options.has('d') || options.has('P') || recursive)
                    && !options.has('L')
                    && !options.has('H'),
                archive || options.has('p') || options.has(PRESERVE),
                options.has('f') || options.has('i'),
                options.has('v'),
                false));
  }

  static void run(Call call) {
    Cp cp = new Cp(call);
    cp.next(0);
  }

  private void next(int index) {
    if (index == targets.sources().size()) {
      call.exit();
      return;
    }
    String from = targets.sources().get(index);
    String to = targets.of(from);
    Stat target = Disk.statOrNull(call, to);
    if (target != null && options.has('n')) {
      call.then(() -> next(index + 1));
    } else if (target != null && isNewer(from, target)) {
      call.then(() -> next(index + 1));
    } else if (options.has('l') || options.has('s')) {
      link(from, to);
      call.then(() -> next(index + 1));
    } else if (target != null && options.has('i') && !options.has('f') && !target.isDirectory()) {
      ask(from, to, index);
    } else {
      copier.copy(from, to, () -> next(index + 1));
    }
  }

  private boolean isNewer(String from, Stat target) {
    Stat source = Disk.statOrNull(call, from);
    return options.has('u') && source != null && target.modifiedNs() >= source.modifiedNs();
  }

  private void link(String from, String to) {
    try {
      if (options.has('f') && Disk.lstatOrNull(call, to) != null) {
        Disk.unlink(call, to);
      }
      if (options.has('s')) {
        Disk.symlink(call, from, to);
      } else {
        Disk.link(call, from, to);
      }
    } catch (SysError e) {
      String kind = options.has('s') ? "symbolic link " : call.isBusybox() ? "link " : "hard link ";
      call.complain(
          (call.isBusybox() ? "can't create " : "cannot create ")
              + kind
              + Quoting.file(call, to)
              + (options.has('s') || call.isBusybox() ? "" : " to " + Quoting.file(call, from))
              + ": "
              + e.errno().message());
    }
  }

  private void ask(String from, String to, int index) {
    Step following = () -> next(index + 1);
    Questions.ask(
        call,
        "cp: overwrite " + Quoting.file(call, to) + "? ",
        () -> copier.copy(from, to, following),
        following);
  }
}
