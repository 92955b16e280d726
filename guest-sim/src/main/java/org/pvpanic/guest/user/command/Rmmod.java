package org.pvpanic.guest.user.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.Modules;

/** rmmod: unloads modules. */
final class Rmmod {

  private static final OptionSpec SPEC =
      OptionSpec.of("fsvVwh", "force=f syslog=s verbose=v version=V wait=w help=h");

  private static final String USAGE =
      """
      Usage:
      \trmmod [options] modulename ...
      Options:
      \t-f, --force       forces a module unload and may crash your
      \t                  machine. This requires Forced Module Removal
      \t                  option in your kernel. DANGEROUS
      \t-s, --syslog      print to syslog, not stderr
      \t-v, --verbose     enables more messages
      \t-V, --version     show version
      \t-h, --help        show this help
      """;

  private Rmmod() {}

  static void run(Call call) {
    if (call.isBusybox()) {
      busybox(call);
      return;
    }
    Options options = Kmod.options(call, SPEC);
    if (options.has('h')) {
      call.out(USAGE);
      call.exit(0);
      return;
    } else if (options.has('V')) {
      Kmod.version(call);
      return;
    }
    if (options.operands().isEmpty()) {
      throw Kmod.error(call, "missing module name.");
    }
    for (String operand : options.operands()) {
      String complaint = remove(call, Kmod.nameOf(operand));
      if (complaint != null) {
        call.err(call.name() + ": ERROR: " + complaint + "\n");
        call.setStatus(1);
      }
    }
    call.exit();
  }

  /** Unloads a module; returns what rmmod of kmod complains of, or null. */
  private static @Nullable String remove(Call call, String name) {
    Modules modules = call.kernel().modules();
    if (!modules.isLoaded(name)) {
      return "Module " + name + " is not currently loaded";
    }
    List<String> users = modules.users(name);
    if (!users.isEmpty()) {
      return "Module " + name + " is in use by: " + String.join(" ", users);
    }
    if (modules.references(name) > 0) {
      return "Module " + name + " is in use";
    }
    Errno errno = call.task().uid() == 0 ? modules.unload(name) : Errno.EPERM;
    return errno == null ? null : "could not remove module " + name + ": " + errno.message();
  }

  private static void busybox(Call call) {
    Options options = call.options(OptionSpec.of("wfa"));
    if (options.operands().isEmpty()) {
      if (!options.has('a')) {
        throw call.usage("");
      }
      removeUnused(call);
      return;
    }
    for (String operand : options.operands()) {
      String name = Kmod.nameOf(operand);
      Errno errno = call.task().uid() == 0 ? call.kernel().modules().unload(name) : Errno.EPERM;
      if (errno != null) {
        call.complain("can't unload module '" + name + "': " + Kmod.busyboxFailure(errno));
        break;
      }
    }
    call.exit();
  }

  /** The kernel no longer does this: delete_module without a name is an error. */
  private static void removeUnused(Call call) {
    call.complain("rmmod: " + Errno.ENOENT.message());
    call.exit();
  }
}
