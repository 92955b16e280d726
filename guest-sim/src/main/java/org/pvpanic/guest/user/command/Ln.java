package org.pvpanic.guest.user.command;

import java.util.List;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.fs.Stat;

/** ln: makes hard and symbolic links. */
final class Ln {

  private static final OptionSpec GNU =
      OptionSpec.of(
          "dfnst:Tv",
          "directory=d force=f no-dereference=n"
              + " symbolic=s target-directory=t no-target-directory=T verbose=v");
  private static final OptionSpec BUSYBOX = OptionSpec.of("sfntvT");

  private final Call call;
  private final Options options;
  private final boolean symbolic;

  private Ln(Call call) {
    this.call = call;
    options = call.options(GNU, BUSYBOX);
    symbolic = options.has('s');
  }

  static void run(Call call) {
    Ln ln = new Ln(call);
    List<String> operands = ln.options.operands();
    if (operands.isEmpty()) {
      throw call.usage(call.isBusybox() ? "" : "missing file operand");
    }
    String given = call.isBusybox() ? null : ln.options.value('t');
    if (given != null) {
      operands.forEach(source -> ln.link(source, given + "/" + PathNames.base(source, null)));
    } else if (operands.size() == 1) {
      String base = PathNames.base(operands.get(0), null);
      ln.link(operands.get(0), call.isBusybox() ? base : "./" + base);
    } else {
      ln.linkTo(operands);
    }
    call.exit();
  }

  private void linkTo(List<String> operands) {
    String last = operands.get(operands.size() - 1);
    boolean linkItself = options.has('n') || options.has('T');
    Stat target = linkItself ? Disk.lstatOrNull(call, last) : Disk.statOrNull(call, last);
    boolean folder = target != null && target.isDirectory() && !options.has('T');
    if (!folder && operands.size() > 2 && !call.isBusybox()) {
      throw call.dialect() == Dialect.CENTOS_7
          ? call.fail("target " + call.quote(last) + " is not a directory")
          : call.fail(
              "target "
                  + Quoting.file(call, last)
                  + (target == null ? ": No such file or directory" : ": Not a directory"));
    }
    for (String source : operands.subList(0, operands.size() - 1)) {
      String top = last.endsWith("/") ? last : last + "/";
      link(source, folder ? top + PathNames.base(source, null) : last);
    }
  }

  private void link(String source, String name) {
    Stat from = Disk.lstatOrNull(call, source);
    if (!symbolic && from == null) {
      call.complain(
          call.isBusybox()
              ? source + ": No such file or directory"
              : "failed to access " + Quoting.file(call, source) + ": No such file or directory");
      return;
    }
    if (!symbolic && from != null && from.isDirectory() && !call.isBusybox()) {
      call.complain(
          call.dialect() == Dialect.CENTOS_7
              ? call.quote(source) + ": hard link not allowed for directory"
              : source + ": hard link not allowed for directory");
      return;
    }
    try {
      if (options.has('f') && Disk.lstatOrNull(call, name) != null) {
        Disk.unlink(call, name);
      }
      if (symbolic) {
        Disk.symlink(call, source, name);
      } else {
        Disk.link(call, source, name);
      }
      if (options.has('v')) {
        String arrow = symbolic || call.isBusybox() ? " -> " : " => ";
        call.out(Quoting.file(call, name) + arrow + Quoting.file(call, source) + "\n");
      }
    } catch (SysError e) {
      complain(source, name, e);
    }
  }

  private void complain(String source, String name, SysError e) {
    if (call.isBusybox()) {
      call.complain(name + ": " + e.errno().message());
      return;
    }
    boolean exists = e.errno() == org.pvpanic.guest.linux.Errno.EEXIST;
    String to = symbolic || exists ? "" : " => " + Quoting.file(call, source);
    call.complain(
        "failed to create "
            + (symbolic ? "symbolic" : "hard")
            + " link "
            + Quoting.file(call, name)
            + to
            + ": "
            + e.errno().message());
  }
}
