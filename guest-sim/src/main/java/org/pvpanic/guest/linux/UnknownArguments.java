package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The arguments that no part of the kernel takes (init/main.c, {@code unknown_bootoption}): words
 * become arguments of init, and {@code name=value} its environment. A name with a dot is one of a
 * module that may be loaded later, and is neither.
 *
 * @param words arguments for init
 * @param environment {@code name=value} for init
 */
record UnknownArguments(List<String> words, List<String> environment) {

  /**
   * What the kernel takes, of Documentation/admin-guide/kernel-parameters.txt: names that a user
   * may write. A {@code no} in front of some is a name of its own.
   */
  private static final Set<String> KNOWN =
      Set.of(
          ("acpi acpi_enforce_resources acpi_no_memhotplug acpi_osi acpi_rsdp acpi_sleep apic apm"
                  + " apparmor audit audit_backlog_limit cgroup_disable cgroup_enable cgroup_no_v1"
                  + " clocksource console consoleblank coredump_filter crash_kexec_post_notifiers"
                  + " crashkernel debug debugpat default_hugepagesz dis_ucode_ldr disable_cpu_apicid"
                  + " disable_mtrr_cleanup earlycon earlyprintk edd efi elevator elfcorehdr enforcing"
                  + " fips ftrace hardlockup_all_cpu_backtrace hpet hugepages hugepagesz"
                  + " hung_task_panic idle ignore_loglevel init initcall_blacklist initcall_debug"
                  + " initrd intel_iommu intel_pstate iommu ip irqaffinity irqfixup irqpoll isolcpus"
                  + " kaslr keepinitrd kpti kvm_guest l1tf lapic lockdown log_buf_len loglevel lsm"
                  + " max_cpus maxcpus mce mds mem memhp_default_state memmap memtest mitigations mtrr"
                  + " net_ifnames nmi_watchdog no_hash_pointers no_timer_check noapic noautogroup"
                  + " noexec nohlt nohz nohz_full noinitrd nokaslr nolapic nomodeset nopat nopti nopv"
                  + " norandmaps noreplace_smp noresume noretpoline nosmap nosmep nosmp nosmt"
                  + " nosoftlockup nospec_store_bypass_disable nospectre_v1 nospectre_v2 nosync"
                  + " nowatchdog nox2apic noxsave nr_cpus numa numa_balancing oops panic"
                  + " panic_on_taint panic_on_warn panic_print pause_on_oops pci pcie_aspm"
                  + " possible_cpus preempt print_fatal_signals printk_delay profile pti quiet"
                  + " randomize_kstack_offset rcu_nocbs rdinit reboot reserve reset_devices resume"
                  + " resume_offset retbleed ro root rootdelay rootflags rootfstype rootwait rw"
                  + " security selinux slab_nomerge slub_debug softlockup_panic"
                  + " spec_store_bypass_disable spectre_v2 stacktrace swapaccount sysrq_always_enabled"
                  + " threadirqs topology trace_event transparent_hugepage tsc vdso vga video vmalloc"
                  + " vsyscall watchdog_thresh x2apic_phys")
              .split(" "));

  /** Sorts a line's arguments. */
  static UnknownArguments of(CommandLine line) {
    UnknownArguments unknown =
        new UnknownArguments(new ArrayList<>(line.forInit()), new ArrayList<>(2));
    for (CommandLine.Argument argument : line.all()) {
      String name = argument.name();
      if (name.indexOf('.') < 0 && !KNOWN.contains(name.replace('-', '_'))) {
        (argument.value() == null ? unknown.words : unknown.environment).add(argument.toString());
      }
    }
    return unknown;
  }

  /** As the boot log lists them, or "" when there are none. */
  String listed() {
    List<String> all = new ArrayList<>(words);
    all.addAll(environment);
    return String.join(" ", all);
  }
}
