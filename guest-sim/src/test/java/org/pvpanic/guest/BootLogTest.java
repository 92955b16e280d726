package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a kernel says while it boots, under the arguments that it was given. */
final class BootLogTest {

  private static final String CONSOLE = "console=ttyS0,115200n8 ";

  private static TestMachine booted(String profile, String arguments) {
    return TestMachine.booted(TestMachine.builder().profile(profile).arguments(arguments));
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9", "debian12"})
  void bootsToTheLoginOfItsDistribution(String profile) {
    TestMachine m = TestMachine.booted(TestMachine.builder().profile(profile));
    boolean debian = profile.equals("debian12");
    String issue =
        debian
            ? "\r\nDebian GNU/Linux 12 debian ttyS0\r\n\r\ndebian login: "
            : "\r\nCentOS Linux 7 (Core)\r\nKernel "
                + (profile.equals("centos7") ? "3.10.0-514" : "3.10.0-1160")
                + ".el7.x86_64 on an x86_64\r\n\r\nlocalhost login: ";
    assertTrue(m.text().endsWith(issue), m.text().substring(m.text().length() - 300));
    assertFalse(m.text().replace("\r\n", "").contains("\n"), "a line feed without return");
  }

  @Test
  void quietLeavesErrorsOnly() {
    TestMachine m = booted("debian12", CONSOLE + "quiet");
    assertFalse(m.text().contains("Linux version"));
    assertFalse(m.text().contains("[  OK  ]"));
    assertTrue(m.text().endsWith("debian login: "));
  }

  @ParameterizedTest
  @CsvSource({
    "loglevel=4, false",
    "quiet loglevel=7, true",
    "loglevel=7 quiet, false",
    "quiet ignore_loglevel, true",
    "quiet debug, true",
    "loglevel=x, true"
  })
  void theLastWordAboutTheLevelCounts(String words, boolean shown) {
    TestMachine m = booted("debian12", CONSOLE + words);
    assertEquals(shown, m.text().contains("Linux version 6.1.0-56-cloud-amd64"));
  }

  @Test
  void theLastConsoleIsThatOfPrograms() {
    TestMachine m = booted("centos7", "console=ttyS0 console=tty0");
    assertTrue(m.text().contains("Linux version"));
    assertFalse(m.text().contains("login: "));
  }

  @Test
  void withoutAnyConsoleNothingIsShown() {
    assertEquals("", booted("centos7", "root=/dev/mapper/cl-root").text());
  }

  @Test
  void tellsOfArgumentsThatNobodyKnows() {
    String known = "root=UUID=5f2c1c2e-6d0c-4a4e-9a51-0f3a6c1de7b4 ro panic=5 usbcore.x=1 ";
    TestMachine m = booted("debian12", CONSOLE + known + "foo bar=baz -- x");
    assertTrue(
        m.lines()
            .contains(
                "Unknown kernel command line parameters \"x foo bar=baz\", will be passed to user"
                    + " space."));
    assertFalse(booted("debian12", CONSOLE + known).text().contains("Unknown kernel command"));
  }

  @Test
  void aRootThatIsNotThereEndsInPanic() {
    TestMachine m = booted("centos7", "console=ttyS0 root=/dev/sdb7");
    assertTrue(
        m.lines()
            .containsAll(
                List.of(
                    "VFS: Cannot open root device \"sdb7\" or unknown-block(0,0): error -6",
                    "Please append a correct \"root=\" boot option; here are the available"
                        + " partitions:",
                    "Kernel panic - not syncing: VFS: Unable to mount root fs on"
                        + " unknown-block(0,0)")));
  }

  @Test
  void runsTheLocalScriptBeforeAnybodyCanLogIn() {
    TestMachine m =
        TestMachine.booted(
            TestMachine.builder()
                .profile("debian12")
                .file("opt/org.pvpanic/rc.local", "echo hello from here\n"));
    int hello = m.text().indexOf("\r\nhello from here\r\n");
    assertTrue(hello > 0 && hello < m.text().indexOf("debian login: "), m.text());
    assertTrue(m.text().contains("Started rc-local.service - /etc/rc.local Compatibility."));
  }

  @Test
  void theScriptInPlaceOfInitIsPidOne() {
    TestMachine m =
        TestMachine.booted(
            TestMachine.builder()
                .profile("debian12")
                .arguments(CONSOLE)
                .file("opt/org.pvpanic/init", "echo pid $$\n"));
    assertTrue(m.text().contains("Run /init as init process\r\npid 1\r\n"), m.text());
    assertTrue(m.text().contains("Attempted to kill init! exitcode=0x00000000"));
  }
}
