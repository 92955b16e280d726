package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.MachineEvent;

/** What is on the disk after a crash, for the operator who logs in the next morning. */
final class KdumpDiskTest {

  private static final String TRIGGER = "echo c > /proc/sysrq-trigger\r";

  private static TestMachine.Builder withTwoGib() {
    return TestMachine.builder().pausing().ram(2L << 30);
  }

  private static TestMachine afterTheCrash() {
    TestMachine m = TestMachine.loggedIn(withTwoGib());
    m.run("logger_line=1; echo 'the last words' > /dev/kmsg");
    m.type(TRIGGER);
    m.type("root\r");
    return m;
  }

  @Test
  void theLogOfTheCrashedKernelIsThereAfterTheRestart() {
    TestMachine m = afterTheCrash();
    assertTrue(m.run("ls /var/crash").matches("127\\.0\\.0\\.1-2017-03-05-10:1\\d:\\d\\d\n"));
    assertEquals("vmcore\nvmcore-dmesg.txt\n", m.run("ls -1 /var/crash/*"));
    assertEquals("1\n", m.run("grep -c 'the last words' /var/crash/*/vmcore-dmesg.txt"));
    assertTrue(
        m.run("head -1 /var/crash/*/vmcore-dmesg.txt")
            .startsWith("[    0.000000] Initializing cgroup subsys cpuset"));
    assertTrue(
        m.run("tail -1 /var/crash/*/vmcore-dmesg.txt").endsWith("] CR2: 0000000000000000\n"));
    assertEquals("0\n", m.run("grep -c 'end trace' /var/crash/*/vmcore-dmesg.txt"));
  }

  @Test
  void theDumpIsOneThatToolsRecognise() {
    TestMachine m = afterTheCrash();
    assertEquals("KDUMP   ", m.run("head -c 8 /var/crash/*/vmcore"));
    assertEquals(
        "Linux", m.run("dd if=$(echo /var/crash/*/vmcore) bs=1 skip=12 count=5 2> /dev/null"));
    assertEquals(
        "3.10.0-514.el7.x86_64",
        m.run("dd if=$(echo /var/crash/*/vmcore) bs=1 skip=142 count=21 2> /dev/null"));
    assertTrue(Long.parseLong(m.run("stat -c %s /var/crash/*/vmcore").strip()) > 100_000);
    assertEquals("600\n", m.run("stat -c %a /var/crash/*/vmcore"));
  }

  @Test
  void twoCrashesLeaveTwoFolders() {
    TestMachine m = afterTheCrash();
    m.type(TRIGGER);
    m.type("root\r");
    assertEquals("2\n", m.run("ls /var/crash | wc -l"));
  }

  @Test
  void aDiskWithoutRoomKeepsNothing() {
    TestMachine m = TestMachine.loggedIn(withTwoGib());
    m.run("tr '\\0' x < /dev/zero | dd of=/root/big bs=64k count=400 2> /dev/null");
    m.type(TRIGGER);
    assertTrue(m.lines().contains("kdump: saving vmcore failed"), m::text);
    assertFalse(m.lines().contains("kdump: saving vmcore complete"));
    assertTrue(m.text().endsWith(TestMachine.LOGIN), "it restarts nevertheless");
  }

  @Test
  void whatWasWrittenBeforeAResetIsThereAfterIt() {
    TestMachine m = TestMachine.loggedIn(withTwoGib());
    m.run("echo kept > /root/note; echo lost > /dev/shm/note; mount -o remount,ro /");
    m.submit(Input.Command.SYSTEM_RESET);
    m.type("root\r");
    assertEquals("kept\n", m.run("cat /root/note"));
    assertEquals("", m.run("ls /dev/shm"));
    assertEquals("", m.run("echo more >> /root/note"));
  }

  @Test
  void disabledItIsNotArmedByTheNextBoot() {
    TestMachine m = TestMachine.loggedIn(withTwoGib());
    m.run("systemctl disable kdump");
    assertEquals("disabled\n", m.run("systemctl is-enabled kdump"));
    assertEquals("1\n", m.run("cat /sys/kernel/kexec_crash_loaded"));
    m.submit(Input.Command.SYSTEM_RESET);
    m.type("root\r");
    assertEquals("0\n", m.run("cat /sys/kernel/kexec_crash_loaded"));
    m.run("systemctl enable kdump");
    m.submit(Input.Command.SYSTEM_RESET);
    m.type("root\r");
    assertEquals("1\n", m.run("cat /sys/kernel/kexec_crash_loaded"));
  }

  @Test
  void machinesOfOneProfileHaveDisksOfTheirOwn() {
    TestMachine one = TestMachine.loggedIn(withTwoGib());
    TestMachine two = TestMachine.loggedIn(withTwoGib());
    one.run("echo mine > /root/note");
    assertTrue(two.run("cat /root/note").contains("No such file"));
  }

  @Test
  void aReplayHasTheSameDisk() {
    TestMachine one = afterTheCrash();
    TestMachine two = one.replayed(withTwoGib());
    assertEquals(one.text(), two.text());
    assertEquals(
        one.run("cat /var/crash/*/vmcore-dmesg.txt"), two.run("cat /var/crash/*/vmcore-dmesg.txt"));
  }

  @Test
  void debianKeepsLogAndDumpUnderTheTime() {
    TestMachine m =
        TestMachine.booted(
            withTwoGib()
                .profile("debian12")
                .arguments("console=ttyS0,115200n8 crashkernel=192M")
                .file(
                    "opt/org.pvpanic/rc.local",
                    """
                    if [ -z "$(ls /var/crash)" ]; then echo c > /proc/sysrq-trigger; fi
                    ls -l /var/crash/*
                    tail -1 /var/crash/*/dmesg.*
                    """));
    String text = m.text();
    assertTrue(
        text.contains("kdump-tools[322]: kdump-tools: saved dmesg content in /var/crash/2017"));
    assertTrue(text.contains("] kdump-tools[361]: Rebooting."), text);
    String after = text.substring(text.lastIndexOf("] Linux version"));
    assertTrue(after.contains(" dump.201703051011\r\n"), after);
    assertTrue(after.contains(" dmesg.201703051011\r\n"), after);
    assertTrue(after.contains("]  </TASK>\r\n"), after);
    assertFalse(m.events.stream().anyMatch(MachineEvent.GuestPanicked.class::isInstance));
  }
}
