package org.pvpanic.guest.user.command;

/** which: where programs lie. */
final class Which {

  private static final OptionSpec SPEC = OptionSpec.of("a");
  private static final OptionSpec GNU_WHICH = OptionSpec.of("a", "all=a");

  private Which() {}

  static void run(Call call) {
    boolean centos = call.dialect() == Dialect.CENTOS_7;
    Options options = call.options(centos ? GNU_WHICH : SPEC);
    for (String name : options.operands()) {
      find(call, name, options.has('a'), centos);
    }
    if (options.operands().isEmpty()) {
      call.setStatus(1);
      if (call.isBusybox()) {
        throw call.usage("");
      }
    }
    call.exit();
  }

  private static void find(Call call, String name, boolean all, boolean centos) {
    boolean found = false;
    if (name.indexOf('/') >= 0) {
      found = Disk.mayRun(call, name) && !Disk.isDirectory(call, name);
      call.out(found ? name + "\n" : "");
    } else {
      for (String folder : Launch.folders(call)) {
        String path = folder + "/" + name;
        if ((all || !found) && Disk.mayRun(call, path) && !Disk.isDirectory(call, path)) {
          call.out(path + "\n");
          found = true;
        }
      }
    }
    if (!found) {
      call.setStatus(1);
      if (centos) {
        String path = String.join(":", Launch.folders(call));
        call.err("/usr/bin/which: no " + name + " in (" + path + ")\n");
      }
    }
  }
}
