package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.pvpanic.machine.Clock;
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
  void theDiskCanBeMountedAtASecondPlace() {
    TestMachine m = TestMachine.loggedIn(withTwoGib());
    m.run("echo here > /root/note");
    assertEquals("here\n", m.run("mount -t xfs /dev/mapper/cl-root /mnt; cat /mnt/root/note"));
    assertEquals("", m.run("umount /mnt; ls /mnt"));
  }

  /** An ELF core file of 64 bits, with a note and one part for the text of the kernel. */
  @Test
  void theCaptureKernelShowsTheMemoryAsAFile() {
    TestMachine m =
        TestMachine.builder()
            .profile("debian12")
            .arguments("console=ttyS0 crashkernel=192M crash_kexec_post_notifiers")
            .clock(Clock.Mode.MANUAL)
            .file(
                "opt/org.pvpanic/init",
                """
                cat /sys/kernel/vmcoreinfo
                printf '#!/bin/sh\\nod -An -tx1 -N20 /proc/vmcore\\n' > /i
                printf 'dd if=/proc/vmcore bs=4096 skip=1 count=1 2>/dev/null | od -An -c -N22\\n' >> /i
                echo "dd if=/proc/vmcore bs=4096 skip=1 count=1 2> /dev/null | tr -d '\\\\000' | grep =" >> /i
                printf 'echo x > /proc/vmcore; echo shown; sleep 1000\\n' >> /i
                size=$(printf '%08x' $(stat -c %s /i))
                z=00000000
                { printf "070701$z"; printf "000081ed$z${z}00000001$z$size$z$z$z$z"
                  printf "00000005${z}init\\000\\000"; cat /i; } > /crash.img
                kexec -s -p /boot/vmlinuz --initrd=/crash.img --append="console=ttyS0"
                echo c > /proc/sysrq-trigger
                """)
            .build();
    m.machine.powerOn();
    for (int i = 0; i < 400 && !m.text().contains("shown"); i++) {
      m.machine.submit(new Input.AdvanceClock(50_000_000));
      while (m.machine.serve() == 0) {
        // more steps are waiting
      }
    }
    String shown = m.text();
    assertTrue(
        shown.contains(" 7f 45 4c 46 02 01 01 00 00 00 00 00 00 00 00 00\r\n 04 00 3e 00\r\n"),
        shown.substring(Math.max(0, shown.length() - 500)));
    assertTrue(shown.contains("V   M   C   O"), shown.substring(shown.length() - 500));
    assertTrue(shown.contains("can't create /proc/vmcore: Permission denied"), m::text);
    assertTrue(shown.contains("0x00000000018cc000 1024\r\n"), "address and size of the note");
    assertTheNoteTellsOfTheKernel(shown);
  }

  private static void assertTheNoteTellsOfTheKernel(String shown) {
    long offset = Long.parseLong(between(shown, "Kernel Offset: 0x", " from"), 16);
    assertTrue(offset > 0);
    assertEquals(offset, Long.parseLong(between(shown, "\nKERNELOFFSET=", "\r"), 16));
    assertEquals(
        Long.toHexString(0xffffffff81000000L + offset),
        between(shown, "SYMBOL(_stext)=", "\r"),
        "as that of a real 6.1 is");
    assertEquals("6.1.0-", between(shown, "OSRELEASE=", "\r").substring(0, 6));
    long age = Long.parseLong(between(shown, "CRASHTIME=", "\r")) - TestMachine.POWER_ON;
    assertTrue(age >= 0 && age < 10, () -> age + " s");
  }

  private static String between(String text, String before, String behind) {
    int from = text.indexOf(before) + before.length();
    assertTrue(from >= before.length(), () -> before + " is not in " + text);
    return text.substring(from, text.indexOf(behind, from));
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
