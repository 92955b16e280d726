package org.pvpanic.guest.user.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.ModuleFiles;
import org.pvpanic.guest.linux.ModuleImage;
import org.pvpanic.guest.linux.Modules;
import org.pvpanic.machine.Step;

/** modprobe of kmod: loads a module with those that it needs, or removes one. */
final class Modprobe {

  private static final OptionSpec SPEC =
      OptionSpec.of(
          "arRibfDcnC:d:S:sqvVh\u0100\u0101\u0102\u0103",
          "all=a remove=r remove-dependencies=\u0100 resolve-alias=R first-time=\u0101"
              + " ignore-install=i ignore-remove=i use-blacklist=b force=f force-modversion=\u0102"
              + " force-vermagic=\u0103 show-depends=D showconfig=c show-config=c"
              + " dry-run=n show=n config=C dirname=d set-version=S syslog=s"
              + " quiet=q verbose=v version=V help=h");

  /** Parts of these kernels that others have as modules. */
  private static final List<String> BUILT_IN_EL7 = List.of("pvpanic", "evdev", "button");

  private static final List<String> BUILT_IN_DEBIAN = List.of("i8042", "serio", "configfs");

  private final Call call;
  private final Options options;
  private final Deque<Step> work = new ArrayDeque<>(2);

  private Modprobe(Call call, Options options) {
    this.call = call;
    this.options = options;
  }

  static void run(Call call) {
    if (call.isBusybox()) {
      // The initramfs has no folder for it to look in, whatever it is asked for.
      call.options(OptionSpec.of("alrqvsDb"));
      throw call.fail("can't change directory to '/lib/modules': " + Errno.ENOENT.message());
    }
    Options options = Kmod.options(call, SPEC);
    if (options.has('V')) {
      Kmod.version(call);
      return;
    }
    if (options.has('h')) {
      call.out("Usage:\n\tmodprobe [options] [-i] [-b] modulename\n");
      call.out("\tmodprobe [options] -a [-i] [-b] modulename [modulename...]\n");
      call.out("\tmodprobe [options] -r [-i] modulename\n");
      call.out("\tmodprobe [options] -r -a [-i] modulename [modulename...]\n");
      call.out("\tmodprobe [options] -c\n\tmodprobe [options] --dump-modversions filename\n");
      call.exit(0);
      return;
    }
    if (options.has('c')) {
      call.exit(0);
      return;
    }
    if (options.operands().isEmpty()) {
      throw Kmod.error(call, "missing parameters. See -h.");
    }
    new Modprobe(call, options).plan();
  }

  private void plan() {
    List<String> operands = options.operands();
    boolean several = options.has('a') || options.has('r');
    String parameters = several ? "" : String.join(" ", operands.subList(1, operands.size()));
    for (String name : several ? operands : operands.subList(0, 1)) {
      work.add(
          options.has('r')
              ? () -> remove(Kmod.nameOf(name))
              : () -> insert(Kmod.nameOf(name), name, parameters));
    }
    next();
  }

  private void next() {
    Step step = work.pollFirst();
    if (step == null) {
      call.exit();
    } else {
      step.run();
    }
  }

  private boolean isBuiltIn(String name) {
    return (Kmod.isOld(call) ? BUILT_IN_EL7 : BUILT_IN_DEBIAN).contains(name);
  }

  private void fatal(String text) {
    if (!options.has('q')) {
      call.err("modprobe: FATAL: " + text + "\n");
    }
    call.setStatus(1);
    next();
  }

  private void insert(String name, String asked, String parameters) {
    Modules modules = call.kernel().modules();
    String path = ModuleFiles.pathOf(call.kernel(), name);
    if (path == null) {
      if (isBuiltIn(name)) {
        if (options.has('D')) {
          call.out("builtin " + name + "\n");
        }
        next();
      } else {
        boolean old = Kmod.isOld(call);
        fatal(
            "Module " + asked + " not found" + (old ? "." : " in directory " + Kmod.folder(call)));
      }
    } else if (options.has('R')) {
      call.out(name + "\n");
      next();
    } else if (modules.isLoaded(name) && !options.has('D')) {
      if (options.has('\u0101')) {
        call.err("modprobe: ERROR: could not insert '" + name + "': Module already in kernel\n");
        call.setStatus(1);
      }
      next();
    } else {
      read(name, path, parameters);
    }
  }

  private void read(String name, String path, String parameters) {
    FileReader.read(
        call,
        path,
        content -> {
          ModuleImage image = ModuleImage.parse(content);
          if (image == null) {
            failed(name, Errno.ENOEXEC);
            return;
          }
          work.addFirst(() -> insertFile(name, path, content, parameters));
          for (String needed : dependencies(image)) {
            work.addFirst(() -> insert(needed, needed, ""));
          }
          next();
        },
        errno -> failed(name, errno));
  }

  /** The last one first: it is put in front of the others. */
  private static List<String> dependencies(ModuleImage image) {
    String depends = image.value("depends");
    List<String> names = new ArrayList<>(2);
    if (depends != null && !depends.isEmpty()) {
      for (String name : depends.split(",")) {
        names.add(0, name.replace('-', '_'));
      }
    }
    return names;
  }

  private void insertFile(String name, String path, byte[] content, String parameters) {
    if (options.has('v') || options.has('D')) {
      call.out("insmod " + path + " " + parameters + "\n");
    }
    if (options.has('n') || options.has('D') || call.kernel().modules().isLoaded(name)) {
      next();
    } else if (call.task().uid() != 0) {
      failed(name, Errno.EPERM);
    } else {
      call.kernel()
          .modules()
          .load(
              call.task(),
              content,
              parameters,
              errno -> call.task().then(() -> call.step(() -> inserted(name, errno))));
    }
  }

  private void inserted(String name, @Nullable Errno errno) {
    if (errno == null) {
      next();
    } else {
      failed(name, errno);
    }
  }

  private void failed(String name, Errno errno) {
    if (!options.has('q')) {
      String why =
          switch (errno) {
            case EEXIST -> "Module already in kernel";
            case ENOENT -> "Unknown symbol in module, or unknown parameter (see dmesg)";
            default -> errno.message();
          };
      call.err("modprobe: ERROR: could not insert '" + name + "': " + why + "\n");
    }
    call.setStatus(1);
    work.clear();
    next();
  }

  private void remove(String name) {
    Modules modules = call.kernel().modules();
    if (ModuleFiles.pathOf(call.kernel(), name) == null && !modules.isLoaded(name)) {
      fatal("Module " + name + (isBuiltIn(name) ? " is builtin." : " not found."));
      return;
    }
    if (!modules.isLoaded(name)) {
      if (options.has('\u0101')) {
        fatal("Module " + name + " is not in kernel.");
      } else {
        next();
      }
      return;
    }
    if (modules.references(name) > 0) {
      fatal("Module " + name + " is in use.");
      return;
    }
    if (options.has('v')) {
      call.out("rmmod " + name + "\n");
    }
    Errno errno =
        options.has('n') ? null : call.task().uid() == 0 ? modules.unload(name) : Errno.EPERM;
    if (errno != null) {
      call.err("modprobe: ERROR: could not remove '" + name + "': " + errno.message() + "\n");
      call.setStatus(1);
    }
    next();
  }
}
