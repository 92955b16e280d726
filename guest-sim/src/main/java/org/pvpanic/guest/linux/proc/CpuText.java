package org.pvpanic.guest.linux.proc;

import org.pvpanic.guest.linux.Kernel;

/** /proc/cpuinfo: the processor that QEMU shows unless it is told otherwise, qemu64. */
final class CpuText {

  private static final String FLAGS =
      "fpu de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov pat pse36 clflush mmx fxsr sse sse2"
          + " ht syscall nx lm rep_good nopl";

  private CpuText() {}

  static String cpuinfo(Kernel kernel) {
    boolean isNew = ProcText.isNew(kernel);
    StringBuilder out = new StringBuilder(1000);
    for (int i = 0; i < kernel.view().cpus(); i++) {
      row(out, "processor\t", Integer.toString(i));
      row(out, "vendor_id\t", "AuthenticAMD");
      row(out, "cpu family\t", isNew ? "15" : "6");
      row(out, "model\t\t", isNew ? "107" : "13");
      row(out, "model name\t", "QEMU Virtual CPU version 2.5+");
      row(out, "stepping\t", isNew ? "1" : "3");
      row(out, "microcode\t", isNew ? "0x1000065" : "0x1");
      row(out, "cpu MHz\t\t", isNew ? "2300.010" : "2300.000");
      row(out, "cache size\t", "512 KB");
      row(out, "physical id\t", Integer.toString(isNew ? 0 : i));
      row(out, "siblings\t", Integer.toString(isNew ? kernel.view().cpus() : 1));
      row(out, "core id\t\t", Integer.toString(isNew ? i : 0));
      row(out, "cpu cores\t", Integer.toString(isNew ? kernel.view().cpus() : 1));
      row(out, "apicid\t\t", Integer.toString(i));
      row(out, "initial apicid\t", Integer.toString(i));
      row(out, "fpu\t\t", "yes");
      row(out, "fpu_exception\t", "yes");
      row(out, "cpuid level\t", "13");
      row(out, "wp\t\t", "yes");
      row(
          out,
          "flags\t\t",
          FLAGS
              + (isNew
                  ? " cpuid extd_apicid pni cx16 hypervisor lahf_lm svm" + " 3dnowprefetch vmmcall"
                  : " extd_apicid pni cx16 x2apic hypervisor lahf_lm svm" + " 3dnowprefetch"));
      if (isNew) {
        row(out, "bugs\t\t", "fxsave_leak sysret_ss_attrs spectre_v1 spectre_v2 spec_store_bypass");
      }
      row(out, "bogomips\t", isNew ? "4600.02" : "4600.00");
      row(out, "TLB size\t", "1024 4K pages");
      row(out, "clflush size\t", "64");
      row(out, "cache_alignment\t", "64");
      row(out, "address sizes\t", "40 bits physical, 48 bits virtual");
      out.append("power management:\n\n");
    }
    return out.toString();
  }

  private static void row(StringBuilder out, String name, String value) {
    out.append(name).append(": ").append(value).append('\n');
  }
}
