package org.pvpanic.guest.linux;

import java.util.List;

/** The kernel stack of a task in a system call: where it waits, or that it asked for the list. */
final class UserStack {

  private static final String CODE =
      "0f 1f 00 49 89 ca 64 8b 04 25 18 00 00 00 85 c0 75 15 b8 00 00 00 00 0f 1f 40 00 66 90 90 0f"
          + " 05 <48> 3d 00 f0 ff ff 77 58 c3 0f 1f 84 00 00 00 00 00 48 83 ec 28 48 89";

  private static final SystemCall WAIT =
      call(
          61,
          0x461b67,
          "do_wait+0x160/0x2f0 kernel_wait4+0xad/0x160 ?thread_group_exited+0x50/0x50"
              + " __do_sys_wait4+0xa2/0xb0",
          "8108b1a4:do_wait+0x1f4/0x260 8108c2be:SyS_wait4+0x9e/0x110"
              + " ?81089d90:task_stopped_code+0x60/0x60");

  private static final SystemCall SLEEP =
      call(
          35,
          0x461bd0,
          "do_nanosleep+0x67/0x190 hrtimer_nanosleep+0xbe/0x1a0"
              + " ?__hrtimer_init+0xe0/0xe0 __x64_sys_nanosleep+0xa6/0xe0",
          "8168acb8:do_nanosleep+0x88/0xf0 810b3b5a:hrtimer_nanosleep+0xca/0x160"
              + " ?810b29c0:hrtimer_get_res+0x50/0x50 810b3c65:SyS_nanosleep+0x75/0xb0");

  private static final SystemCall READ =
      call(
          0,
          0x47b700,
          "schedule_timeout+0x118/0x150 wait_woken+0x54/0x70 n_tty_read+0x567/0x770"
              + " ?prepare_to_wait_exclusive+0xd0/0xd0 file_tty_read.constprop.0+0x98/0x150"
              + " vfs_read+0x201/0x350 ksys_read+0x6b/0xf0",
          "81689519:schedule_timeout+0x239/0x2c0 813e5b81:n_tty_read+0x8e1/0xa50"
              + " ?810c4fd0:wake_up_state+0x20/0x20 813e1a0f:tty_read+0x7f/0xe0"
              + " 811fe69e:vfs_read+0x9e/0x170 811ff43f:SyS_read+0x7f/0xe0");

  private static final SystemCall POLL =
      call(
          232,
          0x47c1a6,
          "schedule_hrtimeout_range_clock+0x113/0x130 ?ep_poll_callback+0x2b0/0x2b0"
              + " ep_poll+0x332/0x380 ?ep_autoremove_wake_function+0x40/0x40"
              + " do_epoll_wait+0xb2/0xd0 __x64_sys_epoll_wait+0x5e/0xa0",
          "8168ae5b:schedule_hrtimeout_range_clock+0x12b/0x150"
              + " 8168ae93:schedule_hrtimeout_range+0x13/0x20 81247b40:ep_poll+0x2e0/0x360"
              + " ?810c4fd0:wake_up_state+0x20/0x20 81248f15:SyS_epoll_wait+0xe5/0x110");

  private static final SystemCall WRITER =
      new SystemCall(
          SystemCall.WRITE.number(),
          SystemCall.WRITE.ip(),
          SystemCall.WRITE.code(),
          TaskStack.frames(
              "sched_show_task.cold+0xce/0xdc show_state_filter+0x54/0xe0"
                  + " sysrq_handle_showstate+0xc/0x20 __handle_sysrq.cold+0x44/0x11c"
                  + " write_sysrq_trigger+0x24/0x40 proc_reg_write+0x56/0xa0 vfs_write+0xc7/0x3f0"
                  + " ksys_write+0x6b/0xf0"),
          List.of(
              "810c37a9:sched_show_task+0xa9/0x110 810c3885:show_state_filter+0x75/0xb0"
                  + " 813feac0:sysrq_handle_showstate+0x10/0x20 813fee27:__handle_sysrq+0x107/0x170"
                  + " 813ff29f:write_sysrq_trigger+0x2f/0x40 8126f26d:proc_reg_write+0x3d/0x80"
                  + " 811fe9fd:vfs_write+0xbd/0x1e0 811ff51f:SyS_write+0x7f/0xe0"));

  private static final String OLD_SCHEDULE = "8168bac9:schedule+0x29/0x70 ";
  private static final String OLD_ENTRY = " 816964c9:system_call_fastpath+0x16/0x1b";

  private UserStack() {}

  private static SystemCall call(int number, long ip, String frames61, String frames310) {
    return new SystemCall(
        number,
        ip,
        CODE,
        TaskStack.frames("__schedule+0x34d/0xa00 schedule+0x5a/0xd0 " + frames61),
        List.of(OLD_SCHEDULE + frames310));
  }

  /** Of the task that wrote to /proc/sysrq-trigger. */
  static List<String> ofWriter(Kernel kernel) {
    return lines(kernel, WRITER);
  }

  /**
   * Of a task that waits for a child, for a time, or for input. systemd waits for anything to
   * happen, whatever ours does.
   */
  static List<String> ofWaiting(Kernel kernel, Task task) {
    if (task.pid() == 1 && task.comm().equals("systemd")) {
      return lines(kernel, POLL);
    }
    return lines(
        kernel,
        switch (task.life().waitsFor()) {
          case CHILD -> WAIT;
          case TIME -> SLEEP;
          case INPUT -> READ;
        });
  }

  private static List<String> lines(Kernel kernel, SystemCall call) {
    return kernel.isEl7()
        ? TaskStack.old(kernel, call.frames310().get(0) + OLD_ENTRY)
        : call.trace61(kernel, List.of());
  }
}
