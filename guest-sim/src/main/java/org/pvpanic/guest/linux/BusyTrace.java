package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * What 6.1 shows of a task that an exception has interrupted: it has just touched a page of its
 * program for the first time, and a tick of the clock came while the kernel looked for the page.
 */
final class BusyTrace {

  private static final List<String> TICK =
      List.of(
          "rcu_sched_clock_irq+0x3a2/0xac0",
          "? enqueue_entity+0x195/0x4f0",
          "? timekeeping_update+0xdd/0x130",
          "? timekeeping_advance+0x38d/0x590",
          "update_process_times+0x70/0xb0",
          "tick_sched_handle+0x22/0x60",
          "tick_sched_timer+0x63/0x80",
          "? tick_sched_do_timer+0xa0/0xa0",
          "__hrtimer_run_queues+0x10d/0x250",
          "hrtimer_interrupt+0xf4/0x210",
          "__sysvec_apic_timer_interrupt+0x5d/0x110",
          "sysvec_apic_timer_interrupt+0x69/0x90");

  private static final List<String> PAGE_FAULT =
      List.of(
          "page_add_file_rmap+0x19/0x2f0",
          "do_set_pte+0x182/0x1e0",
          "filemap_map_pages+0x43a/0x710",
          "do_fault+0x1a7/0x410",
          "__handle_mm_fault+0x660/0xfa0",
          "handle_mm_fault+0xdb/0x2d0",
          "do_user_addr_fault+0x191/0x560",
          "exc_page_fault+0x70/0x170",
          "asm_exc_page_fault+0x22/0x30");

  private static final String TICK_CODE =
      "1b ff ff ff 4c 89 ef e8 fe 2c 8f 00 31 c0 e9 0c ff ff ff 0f 0b e9 5d ff ff ff e8 cb 16 8e 00"
          + " 66 66 2e 0f 1f 84 00 00 00 00 00 <0f> 1f 44 00 00 65 8b 05 04 38 cf 59 89 c0 48 0f a3"
          + " 05 2a d1 39 01 72 0c 5b 5d 41 5c";

  private static final String FAULT_CODE =
      "78 d3 f7 ff 4c 8b b5 78 06 00 00 e9 75 ff ff ff c3 cc cc cc cc 0f 1f 80 00 00 00 00 0f 1f 44"
          + " 00 00 41 54 49 89 fc 55 53 eb 3d <8b> 83 c0 06 00 00 85 c0 7e 4c 48 8d ab b0 05 00 00"
          + " 48 89 ef e8 6d 5f 73 00 49 89 c4";

  private static final String USER_CODE =
      "00 48 8d 15 52 3f 00 00 48 0f 44 c2 c3 0f 1f 44 00 00 48 8d 05 91 52 00 00 f7 c2 00 00 00 40"
          + " 74 ca eb e9 0f 1f 80 00 00 00 00 <8b> 15 a2 2f 1b 00 89 d0 25 20 01 00 00 3d 20 01 00"
          + " 00 74 2f f6 c2 02 75 0a";

  /** Where the exception came. */
  static final Symbol TICK_PLACE = new Symbol(0xffffffff8111c5a0L, "invoke_rcu_core", 0, 0x90);

  /** Stack pointer within a stack, some calls deep. */
  private static final long DEPTH = 0x3c18;

  private final CrashMemory memory;
  private final List<String> lines = new ArrayList<>(64);

  private BusyTrace(Kernel kernel) {
    this.memory = new CrashMemory(kernel);
  }

  /**
   * The lines below those of the exception's handler.
   *
   * @param stack what the kernel calls the exception's stack
   */
  static List<String> lines(Kernel kernel, String stack) {
    BusyTrace trace = new BusyTrace(kernel);
    trace.registers("RIP: 0010:invoke_rcu_core+0x0/0x90", TICK_CODE, "0000", "00000086");
    trace.frames(List.of("? rcu_nocb_flush_bypass+0x140/0x140"));
    trace.lines.add(" </" + stack + ">");
    trace.lines.add(" <IRQ>");
    trace.frames(TICK);
    trace.lines.add(" </IRQ>");
    trace.lines.add(" <TASK>");
    trace.frames(List.of("asm_sysvec_apic_timer_interrupt+0x16/0x20"));
    trace.registers("RIP: 0010:folio_memcg_lock.part.0+0xe/0x90", FAULT_CODE, "0000", "00000286");
    trace.frames(PAGE_FAULT);
    trace.registers("RIP: 0033:0x437500", USER_CODE, "002b", "00000246");
    trace.lines.add(" </TASK>");
    return trace.lines;
  }

  private void frames(List<String> frames) {
    for (String frame : frames) {
      lines.add(" " + frame);
    }
  }

  private void registers(String place, String code, String segment, String flags) {
    long sp = memory.stack() + DEPTH;
    lines.add(place);
    lines.add("Code: " + code);
    lines.add("RSP: " + segment + ":" + Hex.wide(sp) + " EFLAGS: " + flags);
    CrashWords.general(lines, memory.registers(0, false, sp, TICK_PLACE, null).general());
  }
}
