package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where tasks wait that are not running: the frames of their kernel stacks, the innermost first, as
 * the recorded kernels have them. A frame that is not sure begins with a question mark.
 */
final class TaskStack {

  private static final String SCHEDULE = "__schedule+0x34d/0xa00 schedule+0x5a/0xd0 ";
  private static final String TIMEOUT =
      SCHEDULE + "schedule_timeout+0x94/0x150 ?__bpf_trace_tick_stop+0x10/0x10 ";
  private static final String KTHREAD =
      "kthread+0xda/0x100 ?kthread_complete_and_exit+0x20/0x20 ret_from_fork+0x22/0x30";
  private static final String RESCUER =
      SCHEDULE + "rescuer_thread+0x2ae/0x3a0 ?process_one_work+0x380/0x380 " + KTHREAD;
  private static final String WORKER =
      SCHEDULE + "worker_thread+0xaf/0x380 ?rescuer_thread+0x3a0/0x3a0 " + KTHREAD;
  private static final String PER_CPU =
      "__schedule+0x34d/0xa00 ?sort_range+0x20/0x20 schedule+0x5a/0xd0"
          + " smpboot_thread_fn+0x147/0x1d0 "
          + KTHREAD;
  private static final String RCU_TASKS =
      SCHEDULE
          + "rcu_tasks_one_gp+0x1df/0x3b0 ?synchronize_rcu_tasks+0xd0/0xd0"
          + " rcu_tasks_kthread+0x2e/0x40 "
          + KTHREAD;

  private static final Map<String, String> NAMED_61 =
      Map.ofEntries(
          Map.entry(
              "kthreadd",
              SCHEDULE
                  + "kthreadd+0x2bc/0x2d0 ?kthread_is_per_cpu+0x30/0x30 ret_from_fork+0x22/0x30"),
          Map.entry("rcu_tasks_kthre", RCU_TASKS),
          Map.entry("rcu_tasks_rude_", RCU_TASKS),
          Map.entry("rcu_tasks_trace", RCU_TASKS),
          Map.entry(
              "rcu_preempt",
              TIMEOUT + "rcu_gp_fqs_loop+0x141/0x560 rcu_gp_kthread+0xd8/0x1b0 " + KTHREAD),
          Map.entry(
              "kdevtmpfs",
              SCHEDULE + "devtmpfs_work_loop+0x317/0x320 devtmpfsd+0x22/0x2b " + KTHREAD),
          Map.entry(
              "kauditd",
              SCHEDULE + "kauditd_thread+0x1ce/0x2d0 ?auditd_reset+0x90/0x90 " + KTHREAD),
          Map.entry(
              "khungtaskd",
              TIMEOUT + "watchdog+0x7c/0x440 ?proc_dohung_task_timeout_secs+0x30/0x30 " + KTHREAD),
          Map.entry(
              "oom_reaper",
              SCHEDULE + "oom_reaper+0x24b/0x390 ?cpuusage_read+0x10/0x10 " + KTHREAD),
          Map.entry(
              "kcompactd0",
              TIMEOUT + "kcompactd+0x3cf/0x420 ?kcompactd_do_work+0x2a0/0x2a0 " + KTHREAD),
          Map.entry(
              "ksmd",
              SCHEDULE
                  + "ksm_scan_thread+0x148d/0x2320 ?try_to_merge_with_ksm_page+0xe0/0xe0 "
                  + KTHREAD),
          Map.entry(
              "kswapd0", SCHEDULE + "kswapd+0x380/0x3a0 ?balance_pgdat+0xa40/0xa40 " + KTHREAD));

  private static final String SCHEDULE_310 = "8168bac9:schedule+0x29/0x70 ";
  private static final String TIMEOUT_310 = SCHEDULE_310 + "81689519:schedule_timeout+0x239/0x2c0 ";
  private static final String KTHREAD_310 =
      "810b052f:kthread+0xcf/0xe0 ?810b0460:kthread_create_on_node+0x140/0x140"
          + " 81696418:ret_from_fork+0x58/0x90 ?810b0460:kthread_create_on_node+0x140/0x140";
  private static final String RESCUER_310 =
      SCHEDULE_310
          + "810a8b55:rescuer_thread+0x325/0x420 ?810a8830:worker_thread+0x450/0x450 "
          + KTHREAD_310;
  private static final String WORKER_310 =
      SCHEDULE_310
          + "810a85b3:worker_thread+0x1d3/0x450 ?810a83e0:manage_workers.isra.24+0x2a0/0x2a0 "
          + KTHREAD_310;
  private static final String PER_CPU_310 =
      SCHEDULE_310
          + "810b8d24:smpboot_thread_fn+0x144/0x1a0 ?810b8be0:lg_double_unlock+0x40/0x40 "
          + KTHREAD_310;

  private static final Map<String, String> NAMED_310 =
      Map.ofEntries(
          Map.entry(
              "kthreadd",
              SCHEDULE_310
                  + "810b0fd3:kthreadd+0x2d3/0x300 ?810b0d00:kthread_create_on_cpu+0x60/0x60"
                  + " 81696418:ret_from_fork+0x58/0x90"),
          Map.entry(
              "rcu_bh",
              SCHEDULE_310
                  + "8113a5c4:rcu_gp_kthread+0x94/0x850 ?810b1720:wake_up_atomic_t+0x30/0x30 "
                  + KTHREAD_310),
          Map.entry(
              "rcu_sched", TIMEOUT_310 + "8113a86f:rcu_gp_kthread+0x33f/0x850 " + KTHREAD_310),
          Map.entry("kdevtmpfs", SCHEDULE_310 + "81468ec3:devtmpfsd+0x163/0x180 " + KTHREAD_310),
          Map.entry(
              "khungtaskd",
              TIMEOUT_310
                  + "8112fcb8:watchdog+0x2a8/0x2d0 ?8112fa10:reset_hung_task_detector+0x20/0x20 "
                  + KTHREAD_310),
          Map.entry("kswapd0", SCHEDULE_310 + "81194b48:kswapd+0x388/0x3e0 " + KTHREAD_310),
          Map.entry("ksmd", SCHEDULE_310 + "811d5b0a:ksm_scan_thread+0x7fa/0x1130 " + KTHREAD_310),
          Map.entry("khugepaged", TIMEOUT_310 + "811e3b1e:khugepaged+0x3de/0x460 " + KTHREAD_310),
          Map.entry("kauditd", SCHEDULE_310 + "81110e54:kauditd_thread+0x124/0x260 " + KTHREAD_310),
          Map.entry(
              "scsi_eh_0", SCHEDULE_310 + "8145d2f4:scsi_error_handler+0x94/0x8f0 " + KTHREAD_310),
          Map.entry(
              "scsi_eh_1", SCHEDULE_310 + "8145d2f4:scsi_error_handler+0x94/0x8f0 " + KTHREAD_310),
          Map.entry(
              "xfsaild/dm-0", TIMEOUT_310 + "a01b8f1c:xfsaild+0x14c/0x5a0[xfs] " + KTHREAD_310));

  private TaskStack() {}

  /** Whether a thread is neither a worker nor one that each CPU has. */
  static boolean isNamed(String comm) {
    return NAMED_61.containsKey(comm) || NAMED_310.containsKey(comm);
  }

  /** The lines below {@code Call Trace:} of a thread of the kernel. */
  static List<String> ofThread(Kernel kernel, ListedTask thread) {
    boolean el7 = kernel.isEl7();
    String named = (el7 ? NAMED_310 : NAMED_61).get(thread.comm());
    String frames;
    if (named != null) {
      frames = named;
    } else if (thread.isPerCpuThread()) {
      frames = el7 ? PER_CPU_310 : PER_CPU;
    } else if (thread.isWorker()) {
      frames = el7 ? WORKER_310 : WORKER;
    } else {
      frames = el7 ? RESCUER_310 : RESCUER;
    }
    List<String> lines = new ArrayList<>(12);
    if (el7) {
      lines.addAll(old(kernel, frames));
    } else {
      lines.add(" <TASK>");
      for (String frame : frames(frames)) {
        lines.add(" " + frame);
      }
      lines.add(" </TASK>");
    }
    return lines;
  }

  /** Frames of 6.1 without the blank before each. */
  static List<String> frames(String frames) {
    List<String> lines = new ArrayList<>(8);
    for (String frame : frames.split(" ")) {
      lines.add(frame.startsWith("?") ? "? " + frame.substring(1) : frame);
    }
    return lines;
  }

  /** Lines of frames of 3.10, whose addresses lack the upper half. */
  static List<String> old(Kernel kernel, String frames) {
    List<String> raw = new ArrayList<>(8);
    for (String frame : frames.split(" ")) {
      boolean unsure = frame.startsWith("?");
      int colon = frame.indexOf(':');
      long address =
          0xffffffff00000000L | Long.parseLong(frame.substring(unsure ? 1 : 0, colon), 16);
      String name = frame.substring(colon + 1).replace("[", " [");
      raw.add(Hex.address(address) + (unsure ? " ? " : " ") + name);
    }
    return new Trace310(kernel).inDump(raw);
  }
}
