package org.pvpanic.guest.user;

import org.pvpanic.guest.linux.Kernel;

/** A program's wish that the system end: with its services stopped first, or at once. */
final class PowerRequest {

  private final Userland userland;
  private final Replies replies;

  PowerRequest(Userland userland, Replies replies) {
    this.userland = userland;
    this.replies = replies;
  }

  /** Does it; {@code force} is how often -f was given. */
  void perform(PowerAction action, int force) {
    if (replies.task().uid() != 0) {
      replies.err(
          force > 0
              ? "Must be root.\n"
              : "Failed to set wall message, ignoring: Interactive authentication required.\n"
                  + "Failed to "
                  + (action == PowerAction.REBOOT ? "reboot" : "power off")
                  + " system via logind: Interactive authentication required.\n"
                  + "Failed to start "
                  + action.verb()
                  + ".target: Interactive authentication required.\n"
                  + "See system logs and 'systemctl status "
                  + action.verb()
                  + ".target' for details.\n");
      replies.exit(1);
    } else if (force > 1) {
      now(userland.kernel(), replies, action);
    } else if (force == 1) {
      userland.shutDownWithoutServices(action);
      replies.exit(0);
    } else {
      userland.shutDown(action);
      replies.exit(0);
    }
  }

  /** reboot(2), without another thought. */
  static void now(Kernel kernel, Replies replies, PowerAction action) {
    replies.err(action.told() + "\n");
    replies.flush(() -> finish(kernel, action));
  }

  static void finish(Kernel kernel, PowerAction action) {
    switch (action) {
      case HALT -> kernel.power().halt();
      case POWER_OFF -> kernel.power().powerOff();
      case REBOOT -> kernel.power().restart();
      case KEXEC -> {
        if (kernel.kexec().isNextLoaded()) {
          kernel.succession().startLoadedKernel();
        } else {
          kernel.power().restart();
        }
      }
    }
  }
}
