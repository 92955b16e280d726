package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the kernel goes wrong: states of the CPU, with made-up addresses of a believable kind. */
final class TaskCrash {

  private static final Symbol EXIT = new Symbol(0xffffffff810a1c20L, "do_exit", 0xa24, 0xa40);
  private static final Symbol IDLE = new Symbol(0xffffffff81a0c2d0L, "native_safe_halt", 0xb, 0x10);
  private static final String SOME_CODE =
      "00 00 00 48 c7 c6 04 81 37 c0 48 89 df e8 62 a6 44 e6 85 c0 75 04 0f 1f 00 90 90 90 0f 1f 44"
          + " 00 00 55 48 89 e5 53 48 89 fb <0f> 0b 48 c7 c6 b8 60 5d c0 48 89 df e8 8b e7 7a e2 5b"
          + " 5d c3 90 90 90 90 90";

  /** Frames of an idle CPU's stack, below the interrupt. */
  private static final List<String> IDLE_61 =
      List.of(
          " amd_e400_idle+0x3d/0x50",
          " default_idle_call+0x38/0xf0",
          " do_idle+0x206/0x2b0",
          " cpu_startup_entry+0x26/0x30",
          " rest_init+0xca/0xd0",
          " arch_call_rest_init+0xa/0x14",
          " start_kernel+0x6e8/0x6fc",
          " secondary_startup_64_no_verify+0xe4/0xeb",
          " </TASK>");

  private static final String IDLE_CODE =
      "7f c3 cc cc cc cc 65 48 8b 04 25 80 fb 01 00 3e 80 48 02 20 48 8b 00 a8 08 75 c0 eb 88 cc cc"
          + " eb 07 0f 00 2d 89 13 5f 00 fb f4 <c3> cc cc cc cc eb 07 0f 00 2d 79 13 5f 00 f4 c3 cc"
          + " cc cc cc cc 0f";

  private static final List<String> KILLED_61 =
      List.of(
          "<TASK>",
          "do_exit.cold+0x15/0x15",
          "do_group_exit+0x2d/0x80",
          "get_signal+0x991/0x9a0",
          "arch_do_signal_or_restart+0x37/0x730",
          "exit_to_user_mode_prepare+0x1a0/0x240",
          "irqentry_exit_to_user_mode+0x5/0x20",
          "asm_exc_page_fault+0x22/0x30");

  /** Some instruction of a program. */
  private static final long USER_PLACE = 0x7f3c_21d4_8a10L;

  private TaskCrash() {}

  /** Pid 1 in exit_group, or on its way back from a fault whose signal ends it. */
  static CrashSite ending(Kernel kernel, Task task, boolean bySignal) {
    if (!bySignal) {
      return inCall(kernel, task, SystemCall.EXIT_GROUP, List.of(), List.of());
    }
    List<String> trace = kernel.isEl7() ? Stack310.KILLED : killed(task);
    return site(kernel, CrashSite.Context.TASK, task, EXIT, trace, SOME_CODE, null);
  }

  private static List<String> killed(Task task) {
    List<String> lines = prefixed(KILLED_61, List.of());
    lines.add("RIP: 0033:0x" + Long.toHexString(UserFault.IP));
    lines.add("Code: " + UserFault.CODE);
    lines.add("RSP: 002b:" + Hex.wide(UserFault.stack(task)) + " EFLAGS: 00010206");
    CrashWords.general(lines, new long[15]);
    lines.add(" </TASK>");
    return lines;
  }

  /**
   * A SysRq key of 6.1 through /proc/sysrq-trigger.
   *
   * @param handler frames of what it does
   */
  static CrashSite sysRqByProc(Kernel kernel, @Nullable Task task, List<String> handler) {
    List<String> frames = new ArrayList<>(handler);
    frames.add("__handle_sysrq.cold+0x44/0x11c");
    frames.add("write_sysrq_trigger+0x24/0x40");
    frames.add("proc_reg_write+0x56/0xa0");
    return inCall(kernel, task, SystemCall.WRITE, frames, List.of());
  }

  /** In a system call, below functions that it has called, the innermost first. */
  static CrashSite inCall(
      Kernel kernel,
      @Nullable Task task,
      SystemCall call,
      List<String> frames61,
      List<String> frames310) {
    List<String> trace = kernel.isEl7() ? call.trace310(frames310) : call.trace61(kernel, frames61);
    return site(kernel, CrashSite.Context.TASK, task, EXIT, trace, SOME_CODE, null);
  }

  /**
   * A SysRq key of 6.1 on a keyboard or a serial line, whose interrupt found the CPU idle.
   *
   * @param handler frames of what it does
   */
  static CrashSite sysRqByInterrupt(Kernel kernel, boolean keyboard, List<String> handler) {
    List<String> frames = new ArrayList<>(24);
    frames.addAll(handler);
    frames.add("__handle_sysrq.cold+0x44/0x11c");
    if (keyboard) {
      frames.addAll(
          List.of(
              "sysrq_filter+0x204/0x4d0",
              "input_to_handler+0x4c/0xf0",
              "input_pass_values.part.0+0x13f/0x160",
              "input_event_dispose+0xc5/0x150",
              "input_event+0x4f/0x80",
              "atkbd_interrupt+0x64b/0x6e0",
              "serio_interrupt+0x46/0x90",
              "i8042_interrupt+0x13d/0x250"));
    } else {
      frames.addAll(
          List.of(
              "serial8250_handle_irq+0x1e9/0x370",
              "serial8250_default_handle_irq+0x41/0x80",
              "serial8250_interrupt+0x62/0x100"));
    }
    frames.addAll(
        List.of(
            "__handle_irq_event_percpu+0x46/0x190",
            "handle_irq_event+0x34/0x70",
            "handle_edge_irq+0x87/0x220",
            "__common_interrupt+0x3f/0xa0",
            "common_interrupt+0x7d/0xa0"));
    List<String> trace = interruptTrace(frames, "asm_common_interrupt+0x22/0x40");
    return halted(kernel, CrashSite.Context.INTERRUPT, kernel.view().cpuOf(null), null, trace);
  }

  private static List<String> interruptTrace(List<String> frames, String entry) {
    List<String> lines = new ArrayList<>(48);
    lines.add(" <IRQ>");
    for (String frame : frames) {
      lines.add(" " + frame);
    }
    lines.add(" </IRQ>");
    lines.add(" <TASK>");
    lines.add(" " + entry);
    idleRegisters(lines);
    lines.addAll(IDLE_61);
    return lines;
  }

  /** The idle task of CPU 0. */
  static CrashSite idle(Kernel kernel) {
    if (kernel.isEl7()) {
      return Idle310.of(kernel, 0);
    }
    List<String> trace = prefixed(List.of("<TASK>"), IDLE_61);
    return site(kernel, CrashSite.Context.TASK, null, IDLE, trace, IDLE_CODE, null);
  }

  private static List<String> prefixed(List<String> first, List<String> rest) {
    List<String> lines = new ArrayList<>(16);
    for (String frame : first) {
      lines.add(" " + frame);
    }
    lines.addAll(rest);
    return lines;
  }

  /**
   * The init function of a module, or one that it calls.
   *
   * @param context what the CPU does meanwhile
   * @param ip where in the module
   * @param own frames of the module from its init function on inwards, the innermost first
   * @param fault the exception that it is, or null
   */
  static CrashSite module(
      Kernel kernel,
      CrashSite.Context context,
      Task task,
      Symbol ip,
      List<Symbol> own,
      String code,
      @Nullable Fault fault) {
    boolean el7 = kernel.isEl7();
    List<String> frames = new ArrayList<>(own.size() + 1);
    for (Symbol symbol : own) {
      frames.add(el7 ? symbol.toString() : symbol.place());
    }
    String base = Hex.wide(CrashModule.init(kernel));
    frames.add(el7 ? "[<" + base + ">] ? 0x" + base : "? 0x" + base);
    SystemCall call = SystemCall.FINIT_MODULE;
    List<String> trace = el7 ? call.trace310(frames) : call.trace61(kernel, frames);
    return site(kernel, context, task, ip, trace, code, fault);
  }

  /** A timer's function in a module, in the softirq that found the CPU idle. */
  static CrashSite timer(Kernel kernel, Symbol ip, String code, Fault fault) {
    List<String> trace;
    if (kernel.isEl7()) {
      trace = Stack310.overIdle("<IRQ>", Stack310.SOFT_TIMER);
    } else {
      trace =
          interruptTrace(
              List.of(
                  "call_timer_fn+0x27/0x130",
                  "? rec+0x80/0x80 [" + ip.module() + "]",
                  "__run_timers+0x222/0x2c0",
                  "run_timer_softirq+0x19/0x30",
                  "handle_softirqs+0xd7/0x280",
                  "__irq_exit_rcu+0xac/0xe0",
                  "sysvec_apic_timer_interrupt+0x6e/0x90"),
              "asm_sysvec_apic_timer_interrupt+0x16/0x20");
    }
    return site(kernel, CrashSite.Context.INTERRUPT, null, ip, trace, code, fault);
  }

  /** A thread of the kernel's own, in functions of it, the innermost first. */
  static CrashSite inThread(
      Kernel kernel, Task thread, List<String> frames61, List<String> frames310) {
    List<String> trace = new ArrayList<>(12);
    if (kernel.isEl7()) {
      trace.addAll(frames310);
    } else {
      trace.add(" <TASK>");
      frames61.forEach(frame -> trace.add(" " + frame));
      trace.add(" </TASK>");
    }
    return site(kernel, CrashSite.Context.TASK, thread, EXIT, trace, SOME_CODE, null);
  }

  /** The kernel's first thread, which is to become pid 1, in functions of its own. */
  static CrashSite inInit(Kernel kernel, List<String> frames61, List<String> frames310) {
    return inThread(kernel, kernel.tasks().thread(1, "swapper/0"), frames61, frames310);
  }

  /** The task that an exception on a CPU has interrupted; null when that is idle. */
  static @Nullable Task interrupted(Kernel kernel, int cpu) {
    Task task = kernel.interrupted();
    return task != null && kernel.view().cpuOf(task) == cpu ? task : null;
  }

  /** Where such an exception found the CPU. */
  static Symbol interruptedAt(Kernel kernel, int cpu) {
    if (interrupted(kernel, cpu) == null) {
      return kernel.isEl7() ? Idle310.HALT : IDLE;
    }
    return kernel.isEl7() ? new Symbol(USER_PLACE, "", 0, 0) : BusyTrace.TICK_PLACE;
  }

  /**
   * An exception on a stack of its own, which cannot be masked.
   *
   * @param cpu which CPU took it
   * @param stack what the kernel calls that stack: NMI or #MC
   * @param frames61 of its handler, the innermost first
   */
  static CrashSite exception(
      Kernel kernel, int cpu, String stack, List<String> frames61, List<String> frames310) {
    Task task = interrupted(kernel, cpu);
    List<String> trace = new ArrayList<>(48);
    if (kernel.isEl7()) {
      if (task == null) {
        trace.addAll(Stack310.overIdle("<" + stack + ">", frames310));
      } else {
        trace.add("<" + stack + ">");
        trace.addAll(frames310);
        trace.add("<<EOE>>");
      }
    } else {
      trace.add(" <" + stack + ">");
      frames61.forEach(frame -> trace.add(" " + frame));
      if (task == null) {
        idleRegisters(trace);
        trace.add(" ? native_safe_halt+0xb/0x10");
        trace.add(" ? native_safe_halt+0xb/0x10");
        trace.add(" </" + stack + ">");
        trace.add(" <TASK>");
        trace.addAll(IDLE_61);
      } else {
        trace.addAll(BusyTrace.lines(kernel, stack));
      }
    }
    return halted(kernel, CrashSite.Context.NMI, cpu, task, trace);
  }

  /** Where an idle CPU waits for an interrupt. */
  private static CrashSite halted(
      Kernel kernel, CrashSite.Context context, int cpu, @Nullable Task task, List<String> trace) {
    boolean el7 = kernel.isEl7();
    String code = el7 ? Idle310.CODE : IDLE_CODE;
    return site(kernel, context, cpu, task, el7 ? Idle310.HALT : IDLE, trace, code, null);
  }

  private static void idleRegisters(List<String> lines) {
    lines.add("RIP: 0010:native_safe_halt+0xb/0x10");
    lines.add("Code: " + IDLE_CODE);
    lines.add("RSP: 0018:ffffffff82a03e98 EFLAGS: 00000246");
    CrashWords.general(lines, new long[15]);
  }

  private static CrashSite site(
      Kernel kernel,
      CrashSite.Context context,
      @Nullable Task task,
      Symbol ip,
      List<String> trace,
      String code,
      @Nullable Fault fault) {
    return site(kernel, context, kernel.view().cpuOf(task), task, ip, trace, code, fault);
  }

  private static CrashSite site(
      Kernel kernel,
      CrashSite.Context context,
      int cpu,
      @Nullable Task task,
      Symbol ip,
      List<String> trace,
      String code,
      @Nullable Fault fault) {
    CrashMemory memory = new CrashMemory(kernel);
    long stack = memory.stack();
    boolean inKernel = fault instanceof Fault.PageFault page && page.keepsInterruptsOff();
    boolean hasTables = !inKernel && (task != null || !kernel.isEl7());
    return new CrashSite(
        context,
        cpu,
        task,
        ip,
        code,
        memory.registers(cpu, task == null, stack, ip, fault),
        memory.pageTables(hasTables),
        memory.object(),
        stack,
        trace);
  }
}
