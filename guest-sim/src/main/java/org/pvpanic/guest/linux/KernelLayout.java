package org.pvpanic.guest.linux;

import java.nio.charset.StandardCharsets;
import org.pvpanic.bus.PhysicalMemory;

/**
 * Where the kernel keeps in physical memory what a dump reader looks for.
 *
 * <p>The image is loaded at 16 MiB and mapped at {@code 0xffffffff80000000} + physical, with {@code
 * phys_base} 0. In it, as offsets from the load address:
 *
 * <table>
 *   <caption>Layout</caption>
 *   <tr><td>0x951000</td><td>{@code init_uts_ns}: from byte 4 six names of 65 bytes</td></tr>
 *   <tr><td>0x951800</td><td>{@code log_buf} (8), {@code log_buf_len}, {@code log_first_idx},
 *       {@code log_next_idx} (4 each)</td></tr>
 *   <tr><td>0x951900</td><td>{@code mem_map}: a pointer to the first {@code struct page}</td></tr>
 *   <tr><td>0x9ce000</td><td>{@code init_level4_pgt}: entry 511 leads to the next page</td></tr>
 *   <tr><td>0x9cf000</td><td>{@code level3_kernel_pgt}: entry 510 maps the first GiB</td></tr>
 *   <tr><td>0xa00000</td><td>the ring of log records, 512 KiB</td></tr>
 * </table>
 *
 * <p>With these symbols as VMCOREINFO text {@code makedumpfile --dump-dmesg} prints the log of a
 * memory dump. A capture kernel lies in the same way at the start of the crash memory.
 *
 * @param base physical address of the image
 */
record KernelLayout(long base) {

  /** Where the boot loader puts the kernel. */
  static final KernelLayout NORMAL = new KernelLayout(16L << 20);

  /** Memory that a kernel needs above its base. */
  static final long SIZE = 11L << 20;

  /** Virtual address of physical address 0 in the kernel's own mapping. */
  static final long KERNEL_MAP = 0xffffffff80000000L;

  /** Virtual address of physical address 0 in the direct mapping of all memory. */
  static final long DIRECT_MAP = 0xffff880000000000L;

  private static final long PRESENT = 0x67; // present, writable, user, accessed, dirty
  private static final long GIANT_PAGE = 0xe3; // present, writable, accessed, dirty, 1 GiB
  private static final int UTS_NAME = 65;

  /** Which of the names is {@code uname -n}. */
  static final int NODE_NAME = 1;

  long uts() {
    return base + 0x951000;
  }

  long logVariables() {
    return base + 0x951800;
  }

  long ring() {
    return base + 0xa00000;
  }

  /** Writes the names of the running kernel and the page tables. */
  void write(PhysicalMemory memory, Release release) {
    writeName(memory, 0, "Linux");
    writeName(memory, NODE_NAME, "(none)");
    writeName(memory, 2, release.release());
    writeName(memory, 3, release.version());
    writeName(memory, 4, "x86_64");
    writeName(memory, 5, "(none)");
    memory.writeLong(base + 0x951900, KERNEL_MAP + base);
    memory.writeLong(base + 0x9ce000 + 511 * 8, (base + 0x9cf000) | PRESENT);
    memory.writeLong(base + 0x9cf000 + 510 * 8, GIANT_PAGE);
  }

  /** Writes one of the names of {@code struct new_utsname}. */
  void writeName(PhysicalMemory memory, int index, String name) {
    byte[] field = new byte[UTS_NAME];
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, field, 0, Math.min(bytes.length, UTS_NAME - 1));
    memory.write(uts() + 4 + (long) index * UTS_NAME, field);
  }
}
