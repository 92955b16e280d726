package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The tools of an administrator, as a logged-in root uses them on CentOS 7. */
final class SystemctlTest {

  private final TestMachine m = TestMachine.loggedIn(TestMachine.builder().ram(2L << 30));

  @Test
  void servicesStopAndStart() {
    assertEquals("active\n", m.run("systemctl is-active sshd"));
    assertEquals("", m.run("systemctl stop sshd"));
    assertEquals("inactive\n3\n", m.run("systemctl is-active sshd; echo $?"));
    assertEquals("", m.run("systemctl restart sshd.service"));
    assertTrue(
        m.run("systemctl status sshd")
            .startsWith(
                "● sshd.service - OpenSSH server daemon\n"
                    + "   Loaded: loaded (/usr/lib/systemd/system/sshd.service; enabled; vendor"
                    + " preset: enabled)\n   Active: active (running) since "));
  }

  @Test
  void enabledOrNotIsAMatterOfLinks() {
    assertEquals(
        "Removed symlink /etc/systemd/system/multi-user.target.wants/crond.service.\n",
        m.run("systemctl disable crond"));
    assertEquals("disabled\n1\n", m.run("systemctl is-enabled crond; echo $?"));
    assertEquals(
        "Created symlink from /etc/systemd/system/multi-user.target.wants/crond.service to"
            + " /usr/lib/systemd/system/crond.service.\n",
        m.run("systemctl enable crond"));
  }

  @Test
  void aMaskedUnitDoesNotStart() {
    assertEquals(
        "Created symlink from /etc/systemd/system/kdump.service to /dev/null.\n",
        m.run("systemctl mask kdump"));
    m.run("systemctl stop kdump");
    assertEquals(
        "Failed to start kdump.service: Unit is masked.\n", m.run("systemctl start kdump"));
    assertEquals("0\n", m.run("cat /sys/kernel/kexec_crash_loaded"));
    m.run("systemctl unmask kdump; systemctl start kdump");
    assertEquals("1\n", m.run("cat /sys/kernel/kexec_crash_loaded"));
  }

  @Test
  void theToolsOfOldHandOver() {
    assertEquals("Redirecting to /bin/systemctl stop kdump.service\n", m.run("service kdump stop"));
    assertEquals("0\n", m.run("cat /sys/kernel/kexec_crash_loaded"));
    assertEquals(
        """
        Note: Forwarding request to 'systemctl disable kdump.service'.
        Removed symlink /etc/systemd/system/multi-user.target.wants/kdump.service.
        """,
        m.run("chkconfig kdump off"));
  }

  @Test
  void kdumpctlArmsAndDisarms() {
    assertEquals("Kdump is operational\n", m.run("kdumpctl status"));
    assertEquals("kexec: unloaded kdump kernel\nStopping kdump: [OK]\n", m.run("kdumpctl stop"));
    assertEquals("Kdump is not operational\n3\n", m.run("kdumpctl status; echo $?"));
    assertEquals("kexec: loaded kdump kernel\nStarting kdump: [OK]\n", m.run("kdumpctl start"));
    assertEquals("Reserved 161MB memory for crash kernel\n", m.run("kdumpctl showmem"));
    assertEquals(
        "Usage: /usr/bin/kdumpctl {start|stop|status|restart|propagate|showmem}\n1\n",
        m.run("kdumpctl; echo $?"));
  }

  @Test
  void kexecUnloads() {
    assertEquals("0\n0\n", m.run("kexec -p -u; echo $?; cat /sys/kernel/kexec_crash_loaded"));
    assertEquals(
        "Cannot open `/boot/none': No such file or directory\n1\n",
        m.run("kexec -p /boot/none; echo $?"));
    assertEquals("Nothing has been loaded!\n255\n", m.run("kexec -e; echo $?"));
  }

  @Test
  void sysctlShowsAndSets() {
    assertEquals("kernel.panic = 0\n", m.run("sysctl kernel.panic"));
    assertEquals("kernel.panic = 7\n", m.run("sysctl -w kernel.panic=7"));
    assertEquals("7\n", m.run("sysctl -n kernel/panic"));
    assertEquals("", m.run("sysctl -q kernel.panic=0"));
    assertEquals(
        "sysctl: cannot stat /proc/sys/no/such: No such file or directory\n255\n",
        m.run("sysctl no.such; echo $?"));
    assertEquals(
        "sysctl: setting key \"kernel.panic\": Invalid argument\n",
        m.run("sysctl -w kernel.panic=x"));
  }

  @Test
  void dmesgSetsWhatConsolesGet() {
    m.run("dmesg -n 4");
    assertEquals("4\t4\t1\t7\n", m.run("cat /proc/sys/kernel/printk"));
    m.run("dmesg -n err");
    assertEquals("4\t4\t1\t7\n", m.run("cat /proc/sys/kernel/printk"));
    m.run("dmesg -D");
    assertEquals("1\t4\t1\t7\n", m.run("cat /proc/sys/kernel/printk"));
    m.run("dmesg -E");
    assertEquals("4\t4\t1\t7\n", m.run("cat /proc/sys/kernel/printk"));
    assertEquals("dmesg: unknown level '12'\n1\n", m.run("dmesg -n 12; echo $?"));
  }

  @Test
  void dmesgShowsTheLogInManyWays() {
    assertTrue(m.run("dmesg -x -l emerg,warn | head -1").startsWith("kern  :warn  : [    "));
    assertTrue(m.run("dmesg -r | head -1").startsWith("<6>[    0.000000] Initializing cgroup"));
    assertTrue(m.run("dmesg -t | head -1").startsWith("Initializing cgroup subsys cpuset"));
    assertEquals("dmesg: mutually exclusive arguments: --ctime --raw\n", m.run("dmesg -T -r"));
    m.run("dmesg -C");
    assertEquals("", m.run("dmesg"));
  }

  @Test
  void sudoIsForRootAndWheel() {
    assertEquals("root\n", m.run("sudo whoami"));
    assertEquals("sudo: nosuch: command not found\n1\n", m.run("sudo nosuch; echo $?"));
    assertEquals("sudo: unknown user: x\n", m.run("sudo -u x true"));
    assertTrue(m.run("sudo -Z").startsWith("sudo: invalid option -- 'Z'\nusage: sudo -h"));
    assertTrue(m.run("sudo -l").endsWith("    (ALL) ALL\n"));
    assertEquals("", m.run("sudo -n -u root true"));
  }

  @Test
  void suSaysWhoIsUnknown() {
    assertEquals("su: user x does not exist\n1\n", m.run("su x; echo $?"));
    assertEquals(
        "su: invalid option -- 'Z'\nTry 'su --help' for more information.\n", m.run("su -Z"));
  }

  @Test
  void modulesOfAnInstalledSystem() {
    assertEquals(
        """
        Module                  Size  Used by
        ppdev                  17671  0\s
        pcspkr                 12718  0\s
        """,
        m.run("lsmod | head -3"));
    assertEquals(
        "modprobe: FATAL: Module nosuch not found.\n1\n", m.run("modprobe nosuch; echo $?"));
    assertEquals("0\n", m.run("modprobe pvpanic; echo $?"));
    assertEquals(
        "rmmod: ERROR: Module libata is in use by: ata_generic pata_acpi ata_piix\n",
        m.run("rmmod libata"));
    assertEquals("", m.run("rmmod pcspkr; lsmod | grep pcspkr"));
    assertEquals("", m.run("modprobe pcspkr"));
    assertTrue(m.run("modinfo lkcrash").contains("parm:           what:what goes wrong (charp)\n"));
    assertEquals(
        "insmod: ERROR: could not load module /none.ko: No such file or directory\n1\n",
        m.run("insmod /none.ko; echo $?"));
    assertEquals(
        "insmod: ERROR: could not insert module /proc/version: Invalid module format\n",
        m.run("insmod /proc/version"));
  }

  @Test
  void aShutdownForLaterCanBeTakenBack() {
    assertTrue(
        m.run("shutdown -r +5; shutdown -c")
            .matches("Shutdown scheduled for .* UTC, use 'shutdown -c' to cancel.\n"));
    assertEquals("Failed to parse time specification: soon\n", m.run("shutdown -h soon"));
  }
}
