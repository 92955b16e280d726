package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * The system call that a task was in when the kernel went wrong: what a dump of its stack shows
 * below the function that did it. The tools of the initramfs are one static program, so the user's
 * side of a call is at the same place whichever of them it was.
 *
 * @param number of the call
 * @param ip the user's instruction pointer
 * @param code the bytes around it
 * @param frames61 of 6.1 between the function that went wrong and the entry code
 * @param frames310 of 3.10, with their addresses
 */
record SystemCall(int number, long ip, String code, List<String> frames61, List<String> frames310) {

  static final SystemCall WRITE =
      new SystemCall(
          1,
          0x47b7a0,
          "40 00 48 c7 c2 e0 ff ff ff f7 d8 64 89 02 48 c7 c0 ff ff ff ff eb b7 0f 1f 00 80 3d e8"
              + " 85 16 00 00 74 17 b8 01 00 00 00 0f 05 <48> 3d 00 f0 ff ff 77 58 c3 0f 1f 80 00"
              + " 00 00 00 48 83 ec 28 48 89",
          List.of("vfs_write+0xc7/0x3f0", "ksys_write+0x6b/0xf0"),
          List.of(
              "[<ffffffff811fe9fd>] vfs_write+0xbd/0x1e0",
              "[<ffffffff811ff51f>] SyS_write+0x7f/0xe0"));

  static final SystemCall EXIT_GROUP =
      new SystemCall(
          0xe7,
          0x461189,
          "00 49 c7 c0 e0 ff ff ff be e7 00 00 00 ba 3c 00 00 00 eb 12 0f 1f 44 00 00 89 d0 0f 05"
              + " 48 3d 00 f0 ff ff 77 1c f4 89 f0 0f 05 <48> 3d 00 f0 ff ff 76 e7 f7 d8 64 41 89"
              + " 00 eb df 0f 1f 80 00 00 00",
          List.of(
              "do_exit.cold+0x15/0x15",
              "do_group_exit+0x2d/0x80",
              "__x64_sys_exit_group+0x14/0x20"),
          Stack310.EXIT);

  static final SystemCall FINIT_MODULE =
      new SystemCall(
          0x139,
          0x47fbe9,
          "08 89 e8 5b 5d c3 66 2e 0f 1f 84 00 00 00 00 00 90 48 89 f8 48 89 f7 48 89 d6 48 89 ca"
              + " 4d 89 c2 4d 89 c8 4c 8b 4c 24 08 0f 05 <48> 3d 01 f0 ff ff 73 01 c3 48 c7 c1 e0"
              + " ff ff ff f7 d8 64 89 01 48",
          List.of(
              "do_one_initcall+0x59/0x220",
              "do_init_module+0x4a/0x1f0",
              "__do_sys_finit_module+0xac/0x120"),
          List.of(
              "[<ffffffff810020e8>] do_one_initcall+0xb8/0x230",
              "[<ffffffff81100148>] load_module+0x22c8/0x2930",
              "[<ffffffff81100966>] SyS_finit_module+0xa6/0xd0"));

  /** The lines of a 6.1 trace, from {@code <TASK>} on, below frames of the function's own. */
  List<String> trace61(Kernel kernel, List<String> innermost) {
    List<String> lines = new ArrayList<>(24);
    lines.add(" <TASK>");
    for (String frame : innermost) {
      lines.add(" " + frame);
    }
    for (String frame : frames61) {
      lines.add(" " + frame);
    }
    lines.add(" do_syscall_64+0x5d/0x90");
    lines.add(" ? exit_to_user_mode_prepare+0x44/0x240");
    lines.add(" entry_SYSCALL_64_after_hwframe+0x6e/0xd8");
    lines.add("RIP: 0033:0x" + Long.toHexString(ip));
    lines.add("Code: " + code);
    Entropy entropy = kernel.entropy();
    long heap = 0x1000_0000L + (entropy.below(1 << 14) << 12) + 0x5d0;
    long stack = 0x7ffc_0000_0000L + (entropy.below(1L << 22) << 12) + 0x748;
    lines.add("RSP: 002b:" + Hex.wide(stack) + " EFLAGS: 00000246 ORIG_RAX: " + Hex.wide(number));
    long[] registers = {
      -38, 1, ip, 2, heap, 1, heap, 0, 0, 0x1b6, 0x246, 2, heap - 0x1230, 1, stack + 0x68
    };
    OopsText61.general(lines, registers);
    lines.add(" </TASK>");
    return lines;
  }

  /** The frames of a 3.10 trace. */
  List<String> trace310(List<String> innermost) {
    List<String> lines = new ArrayList<>(12);
    lines.addAll(innermost);
    lines.addAll(frames310);
    lines.add("[<ffffffff816964c9>] system_call_fastpath+0x16/0x1b");
    return lines;
  }
}
