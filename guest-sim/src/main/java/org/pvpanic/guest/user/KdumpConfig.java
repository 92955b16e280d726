package org.pvpanic.guest.user;

import java.util.List;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.Task;

/** kdump-config of Debian 12: the script behind kdump-tools.service. */
final class KdumpConfig {

  private static final String USAGE =
      "Usage: /usr/sbin/kdump-config"
          + " {help|test|show|status|load|unload|reload|savecore|propagate|symlinks"
          + " kernel-version|try-reload}\n";

  private KdumpConfig() {}

  static void main(Task task, List<String> arguments) {
    Replies replies = new Replies(task);
    Kernel kernel = task.kernel();
    boolean loaded = kernel.kexec().isLoaded();
    switch (arguments.size() > 1 ? arguments.get(1) : "") {
      case "status" -> {
        replies.out(
            loaded
                ? "current state   : ready to kdump\n"
                : "current state   : Not ready to kdump\n");
        replies.exit(loaded ? 0 : 1);
      }
      case "show" -> {
        replies.out("DUMP_MODE:\t\tkdump\nUSE_KDUMP:\t\t1\nKDUMP_COREDIR:\t\t/var/crash\n");
        replies.out("crashkernel addr: 0x" + Long.toHexString(kernel.kexec().address()) + "\n");
        replies.out(
            "   /var/lib/kdump/vmlinuz: symbolic link to /boot/vmlinuz-" + kernel.release());
        replies.out(
            "\nkdump initrd: \n   /var/lib/kdump/initrd.img: symbolic link to"
                + " /var/lib/kdump/initrd.img-"
                + kernel.release()
                + "\n");
        replies.out("current state:    " + (loaded ? "ready to kdump\n" : "Not ready to kdump\n"));
        replies.exit(0);
      }
      case "load" -> {
        if (kernel.kexec().load()) {
          replies.out("loaded kdump kernel.\n");
          replies.exit(0);
        } else {
          replies.err(
              "Memory for crashkernel is not reserved\nPlease reserve memory by"
                  + " passing\"crashkernel=Y@X\" parameter to kernel\n"
                  + "Then try to loading kdump kernel\n");
          replies.out("failed to load kdump kernel ... failed!\n");
          replies.exit(1);
        }
      }
      case "unload" -> {
        kernel.kexec().unload();
        replies.out("unloaded kdump kernel.\n");
        replies.exit(0);
      }
      case "reload" -> {
        kernel.kexec().unload();
        boolean again = kernel.kexec().load();
        replies.out("unloaded kdump kernel.\n");
        replies.out(again ? "loaded kdump kernel.\n" : "failed to load kdump kernel ... failed!\n");
        replies.exit(again ? 0 : 1);
      }
      default -> {
        replies.out(USAGE);
        replies.exit(1);
      }
    }
  }
}
