package org.pvpanic.guest.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The ELF note VMCOREINFO in guest memory (kernel/crash_core.c): what a reader of a memory dump has
 * to know of this kernel. {@code /sys/kernel/vmcoreinfo} tells where it is.
 *
 * <p>What lies in memory for a reader is where {@link KernelLayout} says, whether the text has been
 * moved or not: {@code _stext} and KERNELOFFSET tell how far.
 */
final class VmCoreInfo {

  /** Two headers of 12 bytes, the name in 12 bytes, a page of text. */
  static final int NOTE_SIZE = 0x1024;

  /** Where it is in the kernel image. */
  static final int OFFSET = 0x8cc000;

  private static final int BUFFER_OFFSET = 0x8ce000;
  private static final int NAME_SIZE = 12;

  private final Kernel kernel;
  private boolean written;
  private String crashTime = "";

  VmCoreInfo(Kernel kernel) {
    this.kernel = kernel;
  }

  /** The line of {@code /sys/kernel/vmcoreinfo}: address and size in hexadecimal. */
  String show() {
    return "0x" + Hex.wide(address()) + " " + Integer.toHexString(NOTE_SIZE) + "\n";
  }

  /** Its physical address. */
  long address() {
    if (!written) {
      written = true;
      write();
    }
    return kernel.layout().base() + OFFSET;
  }

  /** The kernel has crashed: the note tells when ({@code crash_save_vmcoreinfo}). */
  void crashed() {
    crashTime = "CRASHTIME=" + kernel.realtimeNs() / 1_000_000_000L + "\n";
    written = true;
    write();
  }

  /** Memory of the kernel for requests to the firmware configuration device. */
  long transferBuffer() {
    return kernel.layout().base() + BUFFER_OFFSET;
  }

  private void write() {
    byte[] text = text().getBytes(StandardCharsets.US_ASCII);
    ByteBuffer note = ByteBuffer.allocate(NOTE_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    note.putInt("VMCOREINFO".length() + 1).putInt(text.length).putInt(0);
    note.put("VMCOREINFO".getBytes(StandardCharsets.US_ASCII));
    note.position(12 + NAME_SIZE);
    note.put(text);
    kernel.cpu().memory().write(kernel.layout().base() + OFFSET, note.array());
  }

  private String text() {
    KernelLayout layout = kernel.layout();
    long map = KernelLayout.KERNEL_MAP + layout.base();
    boolean el7 = kernel.isEl7();
    String log = el7 ? "log" : "printk_log";
    String table = el7 ? "init_level4_pgt" : "init_top_pgt";
    return "OSRELEASE="
        + kernel.release()
        + "\nPAGESIZE=4096\n"
        + symbol("init_uts_ns", map + 0x951000)
        + symbol(table, map + 0x9ce000)
        + symbol("swapper_pg_dir", map + 0x9ce000)
        + symbol("mem_map", map + 0x951900)
        + symbol("_stext", Kaslr.TEXT + kernel.kaslr().textOffset())
        + "SIZE(page)=64\nOFFSET(page.flags)=0\n"
        + (el7 ? "OFFSET(page._count)=28\n" : "OFFSET(page._refcount)=52\n")
        + (el7 ? "OFFSET(page.mapping)=8\n" : "OFFSET(page.mapping)=24\n")
        + "OFFSET(uts_namespace.name)=4\n"
        + symbol("log_buf", map + 0x951800)
        + symbol("log_buf_len", map + 0x951808)
        + symbol("log_first_idx", map + 0x95180c)
        + symbol("log_next_idx", map + 0x951810)
        + "SIZE("
        + log
        + ")=16\nOFFSET("
        + log
        + ".ts_nsec)=0\nOFFSET("
        + log
        + ".len)=8\nOFFSET("
        + log
        + ".text_len)=10\nOFFSET("
        + log
        + ".dict_len)=12\nNUMBER(phys_base)=0\nKERNELOFFSET="
        + Long.toHexString(kernel.kaslr().textOffset())
        + "\n"
        + crashTime;
  }

  private static String symbol(String name, long address) {
    return "SYMBOL(" + name + ")=" + Long.toHexString(address) + "\n";
  }
}
