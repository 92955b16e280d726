package org.pvpanic.guest.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pvpanic.guest.linux.KernelBench.failure;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pvpanic.guest.linux.fs.OpenFlags;

/** /proc: settings with their ranges and defaults, what kernels differ in, and processes. */
final class ProcFilesTest {

  private static final String KERNEL = "/proc/sys/kernel/";

  private final KernelBench el7 = KernelBench.centos();
  private final KernelBench debian = KernelBench.debian();

  private void assertSetting(String name, String onEl7, String onDebian) throws SysError {
    assertEquals(onEl7 + "\n", el7.read("/proc/sys/" + name));
    assertEquals(onDebian + "\n", debian.read("/proc/sys/" + name));
  }

  /** The table of facts 2.3. */
  @Test
  void defaultsThatDecideAboutACrash() throws SysError {
    assertSetting("kernel/panic", "0", "0");
    assertSetting("kernel/panic_on_oops", "1", "0");
    assertSetting("kernel/panic_on_warn", "0", "0");
    assertSetting("kernel/panic_on_io_nmi", "0", "0");
    assertSetting("kernel/panic_on_unrecovered_nmi", "0", "0");
    assertSetting("kernel/unknown_nmi_panic", "0", "0");
    assertSetting("kernel/hardlockup_panic", "1", "0");
    assertSetting("kernel/softlockup_panic", "0", "0");
    assertSetting("kernel/hung_task_panic", "0", "0");
    assertSetting("kernel/hung_task_timeout_secs", "120", "120");
    assertSetting("kernel/hung_task_warnings", "10", "10");
    assertSetting("kernel/watchdog_thresh", "10", "10");
    assertSetting("kernel/nmi_watchdog", "0", "0");
    assertSetting("vm/panic_on_oom", "0", "0");
    assertSetting("kernel/sysrq", "1", "438");
    assertSetting("kernel/printk", "7\t4\t1\t7", "7\t4\t1\t7");
    assertSetting("kernel/ostype", "Linux", "Linux");
    assertEquals("10000\n", debian.read(KERNEL + "oops_limit"));
  }

  @Test
  void whatIsNewerThanTheKernelIsAbsent() throws SysError {
    for (String name : List.of("oops_limit", "warn_limit", "panic_print", "soft_watchdog")) {
      assertEquals(Errno.ENOENT, failure(() -> el7.read(KERNEL + name)), name);
      assertFalse(el7.files().list(el7.init(), KERNEL).contains(name));
      assertTrue(debian.files().list(debian.init(), KERNEL).contains(name));
    }
    assertTrue(el7.files().list(el7.init(), KERNEL).contains("panic_on_stackoverflow"));
    assertEquals(Errno.ENOENT, failure(() -> debian.read(KERNEL + "panic_on_stackoverflow")));
  }

  @Test
  void numbersAreReadAsTheKernelReadsThem() throws SysError {
    assertNull(debian.write(KERNEL + "panic", "-1\n"));
    assertEquals("-1\n", debian.read(KERNEL + "panic"));
    assertEquals(-1, debian.kernel().sysctl().panic());
    assertNull(debian.write(KERNEL + "panic_print", "0x6f\n"));
    assertEquals("111\n", debian.read(KERNEL + "panic_print"));
    assertEquals(Errno.EINVAL, debian.write(KERNEL + "panic", "abc\n"));
    assertEquals(Errno.EINVAL, debian.write(KERNEL + "panic", "1abc\n"));
    assertEquals(Errno.EINVAL, debian.write(KERNEL + "panic", "\n"));
    assertEquals(Errno.EINVAL, debian.write(KERNEL + "panic", "2147483648\n"));
    assertNull(debian.write(KERNEL + "panic", " 5 \n"));
    assertEquals("5\n", debian.read(KERNEL + "panic"));
  }

  @Test
  void rangesHold() throws SysError {
    assertEquals(Errno.EINVAL, el7.write(KERNEL + "watchdog_thresh", "61\n"));
    assertEquals(Errno.EINVAL, el7.write(KERNEL + "panic_on_warn", "2\n"));
    assertEquals(Errno.EINVAL, el7.write("/proc/sys/vm/panic_on_oom", "3\n"));
    assertEquals(Errno.EINVAL, el7.write("/proc/sys/vm/overcommit_memory", "-1\n"));
    assertNull(el7.write(KERNEL + "hung_task_warnings", "-1\n"));
    assertNull(el7.write(KERNEL + "kexec_load_disabled", "1\n"));
    assertEquals(Errno.EINVAL, el7.write(KERNEL + "kexec_load_disabled", "0\n"), "no way back");
    assertEquals(Errno.EACCES, el7.write(KERNEL + "version", "x"));
    assertEquals(Errno.ENOENT, el7.write(KERNEL + "nonsense", "x"));
    Task user = el7.child(1000);
    assertEquals(Errno.EACCES, el7.write(user, KERNEL + "panic", "1", OpenFlags.WRITE));
    assertEquals("0\n", el7.read(user, KERNEL + "panic"));
  }

  @Test
  void listsNamesAndTheTaint() throws SysError {
    assertNull(debian.write(KERNEL + "printk", "4\n"));
    assertEquals("4\t4\t1\t7\n", debian.read(KERNEL + "printk"));
    assertEquals(4, debian.kernel().printk().consoleLevel());
    assertNull(debian.write(KERNEL + "hostname", "crash-box\n"));
    assertEquals("crash-box", debian.kernel().hostname());
    assertEquals("0\n", debian.read(KERNEL + "tainted"));
    assertNull(debian.write(KERNEL + "tainted", "64\n"));
    assertNull(debian.write(KERNEL + "tainted", "1\n"));
    assertEquals("65\n", debian.read(KERNEL + "tainted"), "bits are only added");
    String uuid = debian.read(KERNEL + "random/uuid");
    assertTrue(
        uuid.matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\n"));
    assertEquals(debian.read(KERNEL + "random/boot_id"), debian.read(KERNEL + "random/boot_id"));
  }

  @Test
  void aTaskSaysHowSoonItIsKilledForItsMemory() throws SysError {
    Task user = debian.child(1000);
    String adjustment = "/proc/" + user.pid() + "/oom_score_adj";
    String old = "/proc/" + user.pid() + "/oom_adj";
    assertEquals("0\n", debian.read(adjustment));
    assertNull(debian.write(user, adjustment, "500\n", OpenFlags.WRITE));
    assertEquals("500\n", debian.read(adjustment));
    assertEquals("8\n", debian.read(old));
    assertNull(debian.write(user, adjustment, "0", OpenFlags.WRITE), "back to where root left it");
    assertEquals(Errno.EACCES, debian.write(user, adjustment, "-1", OpenFlags.WRITE));
    assertEquals(Errno.EINVAL, debian.write(adjustment, "1001\n"));
    assertEquals(Errno.EINVAL, debian.write(adjustment, "much\n"));
    assertNull(debian.write(adjustment, "-1000\n"));
    assertEquals("-17\n", debian.read(old));
    assertEquals("0\n", debian.read("/proc/" + user.pid() + "/oom_score"), "never");
    assertEquals(Errno.EINVAL, debian.write(old, "16\n"));
    assertNull(debian.write(old, "15\n"));
    assertEquals("1000\n", debian.read(adjustment));
    long score = Long.parseLong(debian.read("/proc/" + user.pid() + "/oom_score").strip());
    assertTrue(score >= 1000, "before all others: " + score);
  }

  @Test
  void theTriggerIsWriteOnlyAndRootsAlone() throws SysError {
    assertEquals("Input/output error", el7.read("/proc/sysrq-trigger"));
    assertNull(el7.write("/proc/sysrq-trigger", ""));
    Task user = el7.child(1000);
    assertEquals(Errno.EACCES, el7.write(user, "/proc/sysrq-trigger", "c", OpenFlags.WRITE));
    assertEquals(Errno.EIO, el7.write("/proc/version", "x"));
    assertEquals(Errno.ENOENT, el7.write("/proc/new", "x"));
    assertEquals(Errno.EPERM, failure(() -> el7.files().unlink(el7.init(), "/proc/version")));
  }

  @Test
  void aTaskHasItsFolder() throws SysError {
    Task child = debian.child(1000);
    String home = "/proc/" + child.pid() + "/";
    assertTrue(debian.read(home + "stat").startsWith(child.pid() + " (child) S 1 "));
    assertTrue(debian.read(home + "status").contains("State:\tS (sleeping)\n"));
    assertTrue(debian.read(home + "status").contains("Uid:\t1000\t1000\t1000\t1000\n"));
    assertEquals("child\0", debian.read(home + "cmdline"));
    assertEquals("child\n", debian.read(child, "/proc/self/comm"));
    assertEquals("" + child.pid(), debian.files().readlink(child, "/proc/self"));
    child.setDirectory("/tmp");
    assertEquals("/tmp", debian.files().readlink(child, home + "cwd"));
    assertTrue(debian.files().list(debian.init(), "/proc").contains("" + child.pid()));
    child.exit(0);
    assertEquals(Errno.ENOENT, failure(() -> debian.files().stat(debian.init(), home)));
    assertEquals("kthreadd\n", debian.read("/proc/2/comm"));
  }

  @Test
  void descriptorsCanBeOpenedAgain() throws SysError {
    OpenFile file = debian.files().open(debian.init(), "/etc/hostname", OpenFlags.READ);
    debian.init().files().set(3, file);
    assertEquals("debian\n", debian.read("/proc/self/fd/3"));
    assertEquals("debian\n", debian.read("/dev/fd/3"));
    assertEquals(List.of("3"), debian.files().list(debian.init(), "/proc/1/fd"));
  }

  @Test
  void memoryAndTimeAddUp() throws SysError {
    String meminfo = debian.read("/proc/meminfo");
    assertTrue(meminfo.matches("(?s)MemTotal: +\\d+ kB\nMemFree: +\\d+ kB\nMemAvailable: .*"));
    long total = debian.kernel().view().memory().totalKib();
    assertTrue(total > 400_000 && total < 524_288, "" + total);
    assertTrue(debian.kernel().view().memory().freeKib() < total);
    assertTrue(debian.read("/proc/uptime").matches("\\d+\\.\\d\\d \\d+\\.\\d\\d\n"));
    assertTrue(debian.read("/proc/loadavg").matches("0\\.00 0\\.00 0\\.00 1/\\d+ \\d+\n"));
    assertTrue(debian.read("/proc/stat").startsWith("cpu  "));
    assertTrue(debian.read("/proc/cpuinfo").startsWith("processor\t: 0\n"));
    assertTrue(debian.read("/proc/interrupts").contains("LOC:"));
    assertTrue(debian.read("/proc/iomem").contains(" : System RAM\n"));
    assertTrue(debian.read("/proc/ioports").contains("0080-008f : dma page reg\n"));
    assertTrue(el7.read("/proc/filesystems").contains("\txfs\n"));
  }

  @Test
  void theLogCanBeReadAndWritten() throws SysError {
    assertNull(debian.write("/dev/kmsg", "<3>hello\n"));
    OpenFile log = debian.files().open(debian.init(), "/dev/kmsg", OpenFlags.READ);
    String[] record = new String[1];
    log.read(
        debian.init(), bytes -> record[0] = new String(bytes, StandardCharsets.UTF_8), e -> {});
    debian.settle();
    assertTrue(record[0].matches("3,0,\\d+,-;hello\n"), record[0]);
    log.read(
        debian.init(), bytes -> record[0] = new String(bytes, StandardCharsets.UTF_8), e -> {});
    debian.settle();
    debian.write("/dev/kmsg", "again");
    assertTrue(record[0].matches("4,1,\\d+,-;again\n"), "it waits for more: " + record[0]);
  }
}
