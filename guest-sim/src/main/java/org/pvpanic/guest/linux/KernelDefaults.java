package org.pvpanic.guest.linux;

/**
 * What a kernel was configured to do when nobody says otherwise.
 *
 * @param panicOnOops {@code kernel.panic_on_oops} (CONFIG_PANIC_ON_OOPS)
 * @param hardlockupPanic {@code kernel.hardlockup_panic} (CONFIG_BOOTPARAM_HARDLOCKUP_PANIC)
 * @param sysrq {@code kernel.sysrq} (CONFIG_MAGIC_SYSRQ_DEFAULT_ENABLE)
 * @param pvpanicBuiltIn whether the driver is part of the kernel; otherwise it is a module
 * @param postNotifiers whether it knows {@code crash_kexec_post_notifiers}
 * @param kaslr whether it is put at a random place (CONFIG_RANDOMIZE_BASE)
 * @param skipsIdleCpus whether it tells of idle CPUs in a line where it shows what each does
 * @param machineChecks whether it handles errors in the hardware (CONFIG_X86_MCE)
 */
public record KernelDefaults(
    int panicOnOops,
    int hardlockupPanic,
    int sysrq,
    boolean pvpanicBuiltIn,
    boolean postNotifiers,
    boolean kaslr,
    boolean skipsIdleCpus,
    boolean machineChecks) {}
