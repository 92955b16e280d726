package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * What lies on the stacks of 3.10.0-514 on its ways into trouble, in the form of {@link Trace310}.
 */
final class Stack310 {

  static final String DUMP_STACK = "[<ffffffff81685eac>] dump_stack+0x19/0x1b";
  static final String PANIC = "[<ffffffff8167f2b3>] panic+0xe3/0x1f2";

  /** What a function calls whose canary on the stack has changed. */
  static final String CANARY_CHANGED = "[<ffffffff8108577b>] __stack_chk_fail+0x1b/0x30";

  /** An idle CPU, below what interrupted it. */
  static final List<String> IDLE =
      List.of(
          "[<ffffffff810347ff>] default_idle+0x1f/0xc0",
          "[<ffffffff81035146>] arch_cpu_idle+0x26/0x30",
          "[<ffffffff810e82a5>] cpu_startup_entry+0x245/0x290",
          "[<ffffffff81675057>] rest_init+0x77/0x80",
          "[<ffffffff81b0a06c>] start_kernel+0x42c/0x44d",
          "[<ffffffff81b09a41>] ? repair_env_string+0x5c/0x5c",
          "[<ffffffff81b09120>] ? early_idt_handler_array+0x120/0x120",
          "[<ffffffff81b095ee>] x86_64_start_reservations+0x2a/0x2c",
          "[<ffffffff81b09742>] x86_64_start_kernel+0x152/0x175");

  /** Where an idle CPU waits: on the stack as the place that an interrupt goes back to. */
  static final String HALT = "[<ffffffff81060fe6>] ? native_safe_halt+0x6/0x10";

  /** A key of the keyboard, in its interrupt. */
  static final List<String> KEYBOARD =
      List.of(
          "[<ffffffff813fee27>] __handle_sysrq+0x107/0x170",
          "[<ffffffff813ff0d3>] sysrq_filter+0x243/0x340",
          "[<ffffffff814f2b1c>] input_to_handler+0x5c/0x100",
          "[<ffffffff814f3a54>] input_pass_values.part.6+0x134/0x150",
          "[<ffffffff814f4d0f>] input_handle_event+0x7f/0x520",
          "[<ffffffff814f5210>] input_event+0x60/0x80",
          "[<ffffffff814fb5ae>] atkbd_interrupt+0x5be/0x6b0",
          "[<ffffffff814eee38>] serio_interrupt+0x48/0xa0",
          "[<ffffffff814f0129>] i8042_interrupt+0x189/0x360");

  /** A character behind a BREAK on a serial line, in its interrupt. */
  static final List<String> SERIAL =
      List.of(
          "[<ffffffff813fee27>] __handle_sysrq+0x107/0x170",
          "[<ffffffff813feeba>] handle_sysrq+0x2a/0x30",
          "[<ffffffff8141a4f6>] serial8250_rx_chars+0x1f6/0x250",
          "[<ffffffff8141a5cc>] serial8250_handle_irq+0x7c/0xb0",
          "[<ffffffff8141a636>] serial8250_default_handle_irq+0x26/0x30",
          "[<ffffffff81415c24>] serial8250_interrupt+0x64/0xe0");

  /** How an interrupt of a device is served. */
  static final List<String> DEVICE_INTERRUPT =
      List.of(
          "[<ffffffff81130e9e>] handle_irq_event_percpu+0x3e/0x1e0",
          "[<ffffffff8113107d>] handle_irq_event+0x3d/0x60",
          "[<ffffffff81133d17>] handle_edge_irq+0x77/0x130",
          "[<ffffffff8102d17f>] handle_irq+0xbf/0x150",
          "[<ffffffff816988cf>] do_IRQ+0x4f/0xf0",
          "[<ffffffff8168da6d>] common_interrupt+0x6d/0x6d");

  /** A timer's function, in the softirq behind the interrupt of the local APIC's timer. */
  static final List<String> SOFT_TIMER =
      List.of(
          "[<ffffffff81096f46>] call_timer_fn+0x36/0x110",
          "[<ffffffff810998fd>] run_timer_softirq+0x21d/0x320",
          "[<ffffffff8108f63f>] __do_softirq+0xef/0x280",
          "[<ffffffff8169849c>] call_softirq+0x1c/0x30",
          "[<ffffffff8102d365>] do_softirq+0x65/0xa0",
          "[<ffffffff8108f9d5>] irq_exit+0x115/0x120",
          "[<ffffffff81699105>] smp_apic_timer_interrupt+0x45/0x60",
          "[<ffffffff8169765d>] apic_timer_interrupt+0x6d/0x80");

  /** The watchdog's timer, in the interrupt of the local APIC's timer. */
  static final List<String> WATCHDOG_TIMER =
      List.of(
          "[<ffffffff8112f1f5>] watchdog_timer_fn+0x215/0x220",
          "[<ffffffff8112efe0>] ? watchdog+0x40/0x40",
          "[<ffffffff810b4ae2>] __hrtimer_run_queues+0xd2/0x260",
          "[<ffffffff810b5080>] hrtimer_interrupt+0xb0/0x1e0",
          "[<ffffffff81050ff7>] local_apic_timer_interrupt+0x37/0x60",
          "[<ffffffff8169910f>] smp_apic_timer_interrupt+0x3f/0x60",
          "[<ffffffff8169765d>] apic_timer_interrupt+0x6d/0x80");

  /** The handler of a non-maskable interrupt that nobody explains. */
  static final List<String> UNKNOWN_NMI =
      List.of(
          "[<ffffffff81084a1f>] nmi_panic+0x3f/0x40",
          "[<ffffffff8168f04b>] do_nmi+0x2fb/0x3f0",
          "[<ffffffff8168e493>] end_repeat_nmi+0x1e/0x2e");

  /** The handler of a machine check. */
  static final List<String> MACHINE_CHECK =
      List.of(
          "[<ffffffff8103fd3b>] mce_panic+0x1ab/0x230",
          "[<ffffffff8104153c>] do_machine_check+0xa3c/0xac0",
          "[<ffffffff8168db5f>] machine_check+0x1f/0x30");

  /** The kernel's first thread of its own, which becomes pid 1, without a root file system. */
  static final List<String> MOUNT_ROOT =
      List.of(
          "[<ffffffff81b0a602>] mount_block_root+0x2a1/0x2b0",
          "[<ffffffff81b0a664>] mount_root+0x53/0x56",
          "[<ffffffff81b0a7a3>] prepare_namespace+0x13c/0x174",
          "[<ffffffff81b0a270>] kernel_init_freeable+0x1f2/0x219",
          "[<ffffffff81b099db>] ? initcall_blacklist+0xb0/0xb0",
          "[<ffffffff81674f80>] ? rest_init+0x80/0x80",
          "[<ffffffff81674f8e>] kernel_init+0xe/0xf0",
          "[<ffffffff81696418>] ret_from_fork+0x58/0x90",
          "[<ffffffff81674f80>] ? rest_init+0x80/0x80");

  /** The same, without a program to become. */
  static final List<String> NO_INIT =
      List.of(
          "[<ffffffff81674f80>] ? rest_init+0x80/0x80",
          "[<ffffffff8167506a>] kernel_init+0xea/0xf0",
          "[<ffffffff81696418>] ret_from_fork+0x58/0x90",
          "[<ffffffff81674f80>] ? rest_init+0x80/0x80");

  /** The end of a task that calls exit_group(2), below that call. */
  static final List<String> EXIT =
      List.of(
          "[<ffffffff8108c10a>] do_exit+0xb2a/0xb30",
          "[<ffffffff8108c18f>] do_group_exit+0x3f/0xa0",
          "[<ffffffff8108c204>] SyS_exit_group+0x14/0x20");

  /** The end of a task by a signal, on its way back from the kernel. */
  static final List<String> KILLED =
      List.of(
          "[<ffffffff8108c10a>] do_exit+0xb2a/0xb30",
          "[<ffffffff8108c18f>] do_group_exit+0x3f/0xa0",
          "[<ffffffff8109c9fe>] get_signal_to_deliver+0x1ce/0x5e0",
          "[<ffffffff8102a467>] do_signal+0x57/0x6c0",
          "[<ffffffff8102ab2f>] do_notify_resume+0x5f/0xb0",
          "[<ffffffff8168d6a8>] retint_signal+0x48/0x8c");

  /** khungtaskd, which found a task that waits too long. */
  static final List<String> HUNG_TASK_WATCHDOG =
      List.of(
          "[<ffffffff8112f9be>] watchdog+0x22e/0x2c0",
          "[<ffffffff8112f790>] ? reset_hung_task_detector+0x20/0x20",
          "[<ffffffff810b052f>] kthread+0xcf/0xe0",
          "[<ffffffff810b0460>] ? kthread_create_on_node+0x140/0x140",
          "[<ffffffff81696418>] ret_from_fork+0x58/0x90",
          "[<ffffffff810b0460>] ? kthread_create_on_node+0x140/0x140");

  /** A thread of the kernel's own, below its function. */
  static final List<String> KTHREAD =
      List.of(
          "[<ffffffff810b052f>] kthread+0xcf/0xe0",
          "[<ffffffff810b0460>] ? kthread_create_on_node+0x140/0x140",
          "[<ffffffff81696418>] ret_from_fork+0x58/0x90",
          "[<ffffffff810b0460>] ? kthread_create_on_node+0x140/0x140");

  /** A warning, below the function that warns. */
  static final List<String> WARN =
      List.of(
          "[<ffffffff81085940>] warn_slowpath_common+0x70/0xb0",
          "[<ffffffff810859dc>] warn_slowpath_fmt+0x5c/0x80");

  /** SysRq-l, above the functions that look at the key. */
  private static final List<String> BACKTRACE_ALL =
      List.of(
          "[<ffffffff8104f2f0>] default_send_IPI_mask_sequence_phys+0xa0/0x100",
          "[<ffffffff810543ee>] physflat_send_IPI_mask+0xe/0x10",
          "[<ffffffff8104f7c0>] arch_trigger_all_cpu_backtrace+0x130/0x280",
          "[<ffffffff813fe5c3>] sysrq_handle_showallcpus+0x13/0x40");

  private Stack310() {}

  /** A device's interrupt that found the CPU idle. */
  static List<String> onIdle(List<String> handler) {
    List<String> inner = new ArrayList<>(handler);
    inner.addAll(DEVICE_INTERRUPT);
    return overIdle("<IRQ>", inner);
  }

  /** Another stack over that of the idle task. */
  static List<String> overIdle(String stack, List<String> inner) {
    List<String> frames = new ArrayList<>(inner.size() + IDLE.size() + 4);
    frames.add(stack);
    frames.addAll(inner);
    if (stack.equals("<IRQ>")) {
      frames.add("<EOI>");
      frames.add(HALT);
    } else {
      // What the CPU pushed, and the copies that the entry code makes of it.
      frames.add(HALT);
      frames.add(HALT);
      frames.add(HALT);
      frames.add("<EOE>");
    }
    frames.addAll(IDLE);
    return frames;
  }

  /**
   * The CPU that asks what all CPUs do.
   *
   * @param key the frames below the key's handler
   */
  static List<String> asking(List<String> key) {
    List<String> frames = new ArrayList<>(key);
    int inner = frames.get(0).startsWith("<") ? 1 : 0;
    frames.addAll(inner, BACKTRACE_ALL);
    return frames;
  }
}
