package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How 3.10 prints the frames of a stack (print_context_stack of 514, show_trace_log_lvl of 1160;
 * arch/x86/kernel/dumpstack.c).
 *
 * <p>A frame is {@code [<address>] place}, with {@code ? } before a place that is but a word on the
 * stack; the borders of the CPU's other stacks are {@code <IRQ>}, {@code <EOI>}, {@code <NMI>},
 * {@code <#DF>}, {@code <#MC>} and {@code <EOE>}. The addresses are those of 514.
 */
final class Trace310 {

  /** Places that 1160 compiled to another length, as its published oopses show them. */
  private static final Map<String, String> LATER =
      Map.ofEntries(
          Map.entry("__handle_sysrq+0x107/0x170", "__handle_sysrq+0x10d/0x170"),
          Map.entry("proc_reg_write+0x3d/0x80", "proc_reg_write+0x40/0x80"),
          Map.entry("vfs_write+0xbd/0x1e0", "vfs_write+0xc0/0x1f0"),
          Map.entry("SyS_write+0x7f/0xe0", "SyS_write+0x7f/0xf0"),
          Map.entry("system_call_fastpath+0x16/0x1b", "system_call_fastpath+0x25/0x2a"),
          Map.entry("warn_slowpath_common+0x70/0xb0", "__warn+0xd8/0x100"),
          Map.entry("warn_slowpath_fmt+0x5c/0x80", "warn_slowpath_fmt+0x5f/0x80"),
          Map.entry("ret_from_fork+0x58/0x90", "ret_from_fork_nospec_begin+0x21/0x21"),
          Map.entry("kthread+0xcf/0xe0", "kthread+0xd1/0xe0"),
          Map.entry("panic+0xe3/0x1f2", "panic+0xe8/0x21f"),
          Map.entry("do_nmi+0x2fb/0x3f0", "do_nmi+0x36b/0x460"),
          Map.entry("end_repeat_nmi+0x1e/0x2e", "end_repeat_nmi+0x1e/0x81"));

  /** The first kernel whose stacks are read by the unwinder of 4.9. */
  static final int UNWINDER = 693;

  private static final int ADDRESS_FROM = 2;
  private static final int ADDRESS_TO = 18;
  private static final int PLACE_FROM = 21;

  private final boolean isLater;
  private final long offset;

  Trace310(Kernel kernel) {
    this.isLater = kernel.profile().release().build() >= UNWINDER;
    this.offset = kernel.kaslr().textOffset();
  }

  /** Whether it is a kernel behind the change of unwinders. */
  boolean isLater() {
    return isLater;
  }

  /** With a level for each piece, as an oops has it: a border of a stack ends its line. */
  List<String> inOops(List<String> frames) {
    List<String> lines = new ArrayList<>(frames.size());
    for (String frame : parts(frames)) {
      lines.add(isBorder(frame) ? border(frame) : " " + frame(frame));
    }
    return lines;
  }

  /** Without levels, as dump_stack has it: the next frame goes on behind a border. */
  List<String> inDump(List<String> frames) {
    List<String> lines = new ArrayList<>(frames.size());
    StringBuilder line = new StringBuilder();
    for (String frame : parts(frames)) {
      if (isBorder(frame)) {
        line.append(border(frame));
      } else {
        lines.add(line.append(' ').append(frame(frame)).toString());
        line.setLength(0);
      }
    }
    if (line.length() > 0) {
      lines.add(line.toString());
    }
    return lines;
  }

  /** Frames that the innermost function of {@code below} has called. */
  static List<String> under(List<String> inner, List<String> below) {
    List<String> trace = parts(below);
    List<String> frames = new ArrayList<>(inner.size() + trace.size());
    boolean bordered = !trace.isEmpty() && isBorder(trace.get(0));
    if (bordered) {
      frames.add(trace.get(0));
    }
    frames.addAll(inner);
    frames.addAll(trace.subList(bordered ? 1 : 0, trace.size()));
    return frames;
  }

  /** Borders and frames apart, without blanks before them. */
  private static List<String> parts(List<String> lines) {
    List<String> parts = new ArrayList<>(lines.size() + 2);
    for (String line : lines) {
      String part = line.strip();
      int frame = part.indexOf('[');
      if (isBorder(part) && frame > 0) {
        parts.add(part.substring(0, frame).strip());
        parts.add(part.substring(frame));
      } else {
        parts.add(part);
      }
    }
    return parts;
  }

  private static boolean isBorder(String frame) {
    return frame.charAt(0) == '<';
  }

  /** 514 puts brackets around a name that has its own. */
  private String border(String name) {
    boolean isEnd = name.contains("<EOE>");
    return isEnd ? isLater ? " <EOE> " : " <<EOE>> " : " " + name + " ";
  }

  private String frame(String frame) {
    String place = frame.substring(PLACE_FROM);
    boolean isSure = !place.startsWith("? ");
    return Hex.address(relocated(address(frame)))
        + (isSure ? " " + place(place) : " ? " + place(place.substring(2)));
  }

  /** A place in the code of this kernel: {@code [<address>] name+0x1/0x2}. */
  String at(Symbol symbol) {
    return Hex.address(relocated(symbol.address())) + " " + place(symbol.place());
  }

  private String place(String name) {
    return isLater ? LATER.getOrDefault(name, name) : name;
  }

  /** An address of this boot, given that of 514; modules are where they are. */
  long relocated(long address) {
    boolean isText = address >= Kaslr.TEXT && address < Kaslr.TEXT_END;
    return isText ? address + offset : address;
  }

  /** The address of a frame as it lies on the stack; 0 when there are not so many. */
  long returnAddress(List<String> frames, int number) {
    int left = number;
    for (String frame : parts(frames)) {
      if (!isBorder(frame) && left-- == 0) {
        return relocated(address(frame));
      }
    }
    return 0;
  }

  private static long address(String frame) {
    return Long.parseUnsignedLong(frame.substring(ADDRESS_FROM, ADDRESS_TO), 16);
  }
}
