package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What kernel arguments do on an installed system, besides what the boot log shows of them. */
final class KernelArgumentsTest {

  private static TestMachine boot(String profile, String arguments) {
    return TestMachine.booted(
        TestMachine.builder()
            .pausing()
            .profile(profile)
            .arguments("console=ttyS0 root=/dev/sda1 rw " + arguments));
  }

  @ParameterizedTest
  @CsvSource({
    "centos7, Welcome to rescue mode!, localhost login:",
    "debian12, You are in rescue mode., debian login:"
  })
  void singleGivesAShellBeforeTheLogin(String profile, String welcome, String login) {
    TestMachine m = boot(profile, "single");
    assertTrue(m.text().contains(welcome), m.text());
    assertTrue(m.text().endsWith("# "), m.text());
    assertTrue(!m.text().contains(login), m.text());
    int from = m.text().length();
    m.type("echo $((6 * 7)); id -u\r");
    assertTrue(m.text().substring(from).contains("42\r\n0\r\n"), m.text().substring(from));
    m.type("exit\r");
    assertTrue(m.text().endsWith(login + " "), m.text().substring(from));
  }

  @ParameterizedTest
  @CsvSource({
    "panic=7, panic, 7",
    "panic_on_warn=1, panic_on_warn, 1",
    "oops=panic, panic_on_oops, 1",
    "quiet, printk, 4\t4\t1\t7",
    "loglevel=6, printk, 6\t4\t1\t7"
  })
  void settingsFollowThem(String argument, String setting, String value) {
    TestMachine m = boot("debian12", argument);
    m.type("root\r");
    int from = m.text().length();
    m.type("cat /proc/sys/kernel/" + setting + "\r");
    assertTrue(m.text().substring(from).contains("\r" + value + "\r\n"), m.text().substring(from));
  }

  @Test
  void allOfThemAreKept() {
    TestMachine m = boot("centos7", "whatever nobody=knows");
    m.type("root\r");
    int from = m.text().length();
    m.type("cat /proc/cmdline\r");
    assertEquals(
        "cat /proc/cmdline\r\nconsole=ttyS0 root=/dev/sda1 rw whatever nobody=knows\r\n",
        m.text().substring(from, m.text().lastIndexOf("\r\n") + 2));
  }
}
