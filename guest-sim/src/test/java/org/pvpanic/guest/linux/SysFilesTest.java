package org.pvpanic.guest.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pvpanic.guest.linux.KernelBench.failure;

import java.util.List;
import org.junit.jupiter.api.Test;

/** /sys: kexec, parameters of the kernel, and what drivers add and take away. */
final class SysFilesTest {

  private static final String POST = "/sys/module/kernel/parameters/crash_kexec_post_notifiers";

  @Test
  void crashMemoryCanOnlyShrinkWhileNothingIsLoaded() throws SysError {
    KernelBench bench = KernelBench.centos79("crashkernel=64M");
    String size = "/sys/kernel/kexec_crash_size";
    assertEquals((64L << 20) + "\n", bench.read(size));
    assertEquals("0\n", bench.read("/sys/kernel/kexec_crash_loaded"));
    assertEquals(Errno.EINVAL, bench.write(size, "x"));
    bench.kernel().kexec().load();
    assertEquals("1\n", bench.read("/sys/kernel/kexec_crash_loaded"));
    assertEquals(Errno.ENOENT, bench.write(size, "0"));
    bench.kernel().kexec().unload();
    assertNull(bench.write(size, "0"));
    assertEquals("0\n", bench.read(size));
  }

  @Test
  void postNotifiersIsAParameterFromEl74On() throws SysError {
    assertEquals(Errno.ENOENT, failure(() -> KernelBench.centos().read(POST)));
    assertEquals("N\n", KernelBench.centos79("").read(POST));
    KernelBench bench = KernelBench.centos79("crash_kexec_post_notifiers");
    assertEquals("Y\n", bench.read(POST));
    assertNull(bench.write(POST, "0\n"));
    assertEquals("N\n", bench.read(POST));
    assertEquals(Errno.EINVAL, bench.write(POST, "maybe"));
  }

  @Test
  void aFileWithoutADirectionIsNotOpened() throws SysError {
    KernelBench bench = KernelBench.debian();
    assertEquals(Errno.EACCES, bench.write("/sys/kernel/kexec_crash_loaded", "1"));
    assertEquals(Errno.EACCES, bench.write("/sys/kernel/new", "1"));
    assertEquals(
        Errno.EPERM, failure(() -> bench.files().mkdir(bench.init(), "/sys/kernel/d", 0755)));
    assertEquals("0\n", bench.read("/sys/devices/system/cpu/online"));
  }

  /** What a driver says is below /sys/bus is where the device is, with links that lead there. */
  @Test
  void driversAddFilesToTheirDevices() throws SysError {
    KernelBench bench = KernelBench.debian();
    String device = "/sys/bus/platform/devices/QEMU0001:00";
    String driver = "/sys/bus/platform/drivers/pvpanic-mmio/QEMU0001:00";
    KernelNodes nodes = bench.kernel().nodes();
    for (String folder : List.of(device, driver)) {
      nodes.file(folder + "/capability", 0444, () -> "3\n", null);
      nodes.file(folder + "/events", 0644, () -> "3\n", (task, text) -> Errno.EINVAL);
    }
    assertEquals("3\n", bench.read(device + "/capability"));
    assertEquals("3\n", bench.read(driver + "/events"));
    assertEquals(Errno.EINVAL, bench.write(device + "/events", "4"));
    assertEquals(Errno.EACCES, bench.write(device + "/capability", "4"));
    assertEquals(
        "/sys/devices/pci0000:00/0000:00:01.0/QEMU0001:00",
        bench.files().canonical(bench.init(), device));
    assertEquals(
        bench.files().canonical(bench.init(), device),
        bench.files().canonical(bench.init(), driver));
    assertTrue(
        bench.files().list(bench.init(), "/sys/bus/platform/devices").contains("QEMU0001:00"));
    nodes.remove(driver);
    nodes.remove(device + "/capability");
    nodes.remove(device + "/events");
    assertEquals(Errno.ENOENT, failure(() -> bench.read(device + "/events")));
    assertFalse(
        bench.files().list(bench.init(), "/sys/bus/platform/devices").contains("QEMU0001:00"));
  }

  @Test
  void parametersThatAreSettings() throws SysError {
    KernelBench bench = KernelBench.debian();
    assertNull(bench.write("/sys/module/kernel/parameters/panic", "7\n"));
    assertEquals("7\n", bench.read("/proc/sys/kernel/panic"));
    assertNull(bench.write("/sys/module/printk/parameters/ignore_loglevel", "Y\n"));
    assertEquals("Y\n", bench.read("/sys/module/printk/parameters/ignore_loglevel"));
    String pages = "/sys/kernel/mm/transparent_hugepage/enabled";
    assertNull(bench.write(pages, "never\n"));
    assertEquals("always madvise [never]\n", bench.read(pages));
    assertEquals(Errno.EINVAL, bench.write(pages, "sometimes\n"));
  }
}
