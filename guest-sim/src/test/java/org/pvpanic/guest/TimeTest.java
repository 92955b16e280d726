package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.RunState;

/**
 * The guest's time of day: right after boot, late by the length of every stop, and put right by
 * what operators do about it. The host's time is the test's.
 */
final class TimeTest {

  private static final long NS = 1_000_000_000L;
  private static final long HOUR = 3600;
  private static final DateTimeFormatter HWCLOCK_223 =
      DateTimeFormatter.ofPattern("EEE dd MMM yyyy hh:mm:ss a 'UTC'", Locale.US);

  private final TestHost host = new TestHost();

  private TestMachine.Builder configuration() {
    return TestMachine.builder().pausing().host(host);
  }

  private TestMachine loggedIn() {
    return TestMachine.loggedIn(configuration());
  }

  /** The daemon has had its first answers. */
  private TestMachine settled() {
    TestMachine m = loggedIn();
    m.run("sleep 10");
    return m;
  }

  private void stopFor(TestMachine m, long seconds) {
    m.submit(new Input.Stop(RunState.PAUSED));
    host.pass(seconds * NS);
    m.submit(Input.Command.CONT);
  }

  /** By how many seconds the guest's time of day is behind the host's. */
  private long late(TestMachine m) {
    String status = m.run("timedatectl");
    String utc = status.replaceAll("(?s).*Universal time: \\S+ (\\S+ \\S+) UTC.*", "$1");
    return host.seconds()
        - LocalDateTime.parse(utc.replace(' ', 'T')).toEpochSecond(ZoneOffset.UTC);
  }

  private long chipLate(TestMachine m) {
    String shown = m.run("hwclock").replaceFirst("  -?[0-9.]+ seconds\n", "");
    LocalDateTime time = LocalDateTime.parse(shown, HWCLOCK_223);
    return host.seconds() - time.toEpochSecond(ZoneOffset.UTC);
  }

  private static void assertNear(long expected, long actual) {
    assertTrue(Math.abs(expected - actual) <= 1, () -> expected + " s expected, not " + actual);
  }

  @Test
  void theKernelTakesItsTimeFromTheChip() {
    TestMachine m = TestMachine.booted(TestMachine.builder());
    assertTrue(
        m.lines().stream()
            .anyMatch(
                line ->
                    line.matches(
                        "rtc_cmos rtc_cmos: setting system clock to 2017-03-05 10:11:1\\d UTC"
                            + " \\(14887086\\d\\d\\)")));
  }

  /** Boot takes seconds in the machine and next to nothing on the host. */
  @Test
  void afterTheBootChronydStepsTheClockToTheHostsTime() {
    TestMachine m = loggedIn();
    assertTrue(late(m) < -3, "the boot went on in virtual time");
    m.run("sleep 10");
    assertNear(0, late(m));
    assertNear(0, chipLate(m));
  }

  @Test
  void afterAStopTheGuestIsLateAndItsChipIsNot() {
    TestMachine m = settled();
    stopFor(m, HOUR);
    assertNear(HOUR, late(m));
    assertNear(0, chipLate(m));
    stopFor(m, HOUR);
    assertNear(2 * HOUR, late(m));
    assertNear(0, chipLate(m));
  }

  /** Time stamps of messages go on where they were. */
  @Test
  void uptimeStandsStillMeanwhile() {
    TestMachine m = settled();
    final long before = m.machine.now();
    stopFor(m, HOUR);
    assertTrue(m.machine.now() - before < NS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ntpdate 0.centos.pool.ntp.org",
        "ntpdate -b -u 192.0.2.3",
        "hwclock --hctosys",
        "hwclock -s -u",
        "chronyc burst 4/4; sleep 5; chronyc makestep",
        "timedatectl set-ntp no; timedatectl set-ntp yes; sleep 5",
      })
  void anOperatorPutsItRight(String command) {
    TestMachine m = settled();
    stopFor(m, HOUR);
    assertNear(HOUR, late(m));
    m.run(command);
    assertNear(0, late(m));
    assertNear(0, chipLate(m));
  }

  @Test
  void leftAloneChronydOnlySlews() {
    TestMachine m = settled();
    m.run("sleep 300");
    stopFor(m, HOUR);
    m.run("sleep 1200");
    long late = late(m);
    assertTrue(late < HOUR - 5 && late > HOUR - 130, () -> late + " s");
    assertTrue(m.run("chronyc tracking").contains(" seconds slow of NTP time\n"));
    assertTrue(m.run("timedatectl").contains("NTP synchronized: no\n"));
    m.run("chronyc makestep");
    assertNear(0, late(m));
    assertTrue(m.run("timedatectl").contains("NTP synchronized: yes\n"));
  }

  @Test
  void ntpdateSaysWhatItDoes() {
    TestMachine m = settled();
    stopFor(m, HOUR);
    String query = m.run("ntpdate -q 192.0.2.1");
    assertTrue(
        query.matches(
            "server 192\\.0\\.2\\.1, stratum 2, offset 3[56]\\d\\d\\.\\d{6}, delay 0\\.\\d{5}\n"
                + " 5 Mar \\d\\d:\\d\\d:\\d\\d ntpdate\\[\\d+]: step time server 192\\.0\\.2\\.1"
                + " offset 3[56]\\d\\d\\.\\d{6} sec\n"),
        query);
    assertNear(HOUR, late(m));
    m.run("ntpdate 192.0.2.1");
    String adjust = m.run("ntpdate 192.0.2.1");
    assertTrue(adjust.contains(": adjust time server 192.0.2.1 offset "), adjust);
    assertTrue(m.run("ntpdate").endsWith(": no servers can be used, exiting\n"));
    assertTrue(
        m.run("ntpdate time.example")
            .startsWith("Error resolving time.example: Name or service not known (-2)\n"));
    assertTrue(
        m.run("ntpdate 203.0.113.9").endsWith(": no server suitable for synchronization found\n"));
  }

  @Test
  void theChipIsSetFromTheSystemAndBack() {
    TestMachine m = settled();
    m.run("timedatectl set-ntp no");
    assertEquals("", m.run("timedatectl set-time '2018-01-02 03:04:05'"));
    assertTrue(m.run("timedatectl").contains("RTC time: Tue 2018-01-02 03:04:0"));
    assertTrue(m.run("hwclock").startsWith("Tue 02 Jan 2018 03:04:0"));
    assertEquals("", m.run("hwclock --set --date '2019-05-06 07:08:09'"));
    assertTrue(
        m.run("hwclock -r").matches("Mon 06 May 2019 07:08:\\d\\d AM UTC  -0\\.\\d{6} seconds\n"));
    assertTrue(m.run("timedatectl").contains("Local time: Tue 2018-01-02 03:04:"));
    assertEquals("", m.run("hwclock -w"));
    assertTrue(m.run("hwclock").startsWith("Tue 02 Jan 2018 03:04:"));
    assertTrue(
        m.events.stream().anyMatch(e -> e.toString().startsWith("RtcChange[offset=")), "told");
  }

  /** The chip's next second begins when the system's does. */
  @Test
  void systohcKeepsBothInStep() {
    TestMachine m = settled();
    m.run("hwclock -w");
    m.run("hwclock -s");
    String report = m.run("ntpdate -q 192.0.2.1");
    double offset = Double.parseDouble(report.replaceAll("(?s).*, offset ([-0-9.]+),.*", "$1"));
    assertTrue(Math.abs(offset) < 0.02, () -> offset + " s");
  }

  @Test
  void timedatectlRefuses() {
    TestMachine m = settled();
    assertEquals(
        "Failed to set time: Automatic time synchronization is enabled\n",
        m.run("timedatectl set-time 10:00"));
    assertEquals("Failed to parse time specification: noon\n", m.run("timedatectl set-time noon"));
    assertEquals(
        "Failed to set time zone: Invalid time zone 'Middle/Earth'\n",
        m.run("timedatectl set-timezone Middle/Earth"));
    assertEquals("Unknown operation foo\n", m.run("timedatectl foo"));
    assertEquals("Too few arguments.\n", m.run("timedatectl set-time"));
    assertEquals("timedatectl: unrecognized option '--foo'\n", m.run("timedatectl --foo"));
  }

  @Test
  void zonesMoveLocalTime() {
    TestMachine m = settled();
    assertEquals("", m.run("timedatectl set-timezone Europe/Berlin"));
    String[] lines = m.run("timedatectl").split("\n");
    assertTrue(lines[0].matches(" {6}Local time: Sun 2017-03-05 11:11:\\d\\d CET"), lines[0]);
    assertTrue(lines[1].matches(" {2}Universal time: Sun 2017-03-05 10:11:\\d\\d UTC"), lines[1]);
    assertEquals("       Time zone: Europe/Berlin (CET, +0100)", lines[3]);
    assertEquals("      DST active: no", lines[7]);
    assertEquals(" Last DST change: DST ended at", lines[8]);
    assertEquals("                  Sun 2016-10-30 02:59:59 CEST", lines[9]);
    assertEquals("                  Sun 2016-10-30 02:00:00 CET", lines[10]);
    assertEquals(" Next DST change: DST begins (the clock jumps one hour forward) at", lines[11]);
    assertTrue(m.run("timedatectl list-timezones").contains("\nAsia/Tokyo\n"));
  }

  @Test
  void chronydIsAService() {
    TestMachine m = settled();
    assertEquals(
        """
        200 OK
        4 sources online
        0 sources offline
        0 sources doing burst (return to online)
        0 sources doing burst (return to offline)
        0 sources with unknown address
        """,
        m.run("chronyc activity"));
    assertTrue(
        m.run("chronyc sources").contains("\n^* 192.0.2.1                     2   6    17 "));
    assertEquals("Unrecognized command\n", m.run("chronyc frobnicate"));
    assertTrue(m.run("chronyc waitsync 1").matches("try: 1, refid: C0000201, correction: .*\n"));
    m.run("timedatectl set-ntp false");
    assertEquals("506 Cannot talk to daemon\n", m.run("chronyc tracking"));
  }

  @Test
  void aJournalBringsTheTimesBack() {
    TestMachine one = settled();
    stopFor(one, HOUR);
    one.run("hwclock; timedatectl; ntpdate 192.0.2.1; chronyc tracking");
    stopFor(one, 2 * HOUR);
    one.run("hwclock; timedatectl");
    TestMachine two = one.replayed(configuration());
    assertEquals(one.text(), two.text());
    assertEquals(one.events, two.events);
    assertEquals(one.machine.now(), two.machine.now());
  }

  @Test
  void theChipHasItsFiles() {
    TestMachine m = settled();
    assertEquals("2017-03-05\n", m.run("cat /sys/class/rtc/rtc0/date"));
    long shown = Long.parseLong(m.run("cat /sys/class/rtc/rtc0/since_epoch").trim());
    assertNear(host.seconds(), shown);
    assertEquals("1\n", m.run("cat /sys/class/rtc/rtc0/hctosys"));
    String report = m.run("cat /proc/driver/rtc");
    assertTrue(report.startsWith("rtc_time\t: 10:11:"), report);
    assertTrue(report.contains("\nrtc_date\t: 2017-03-05\n"), report);
  }

  private String debian(TestMachine m, String command) {
    int from = m.text().length();
    m.type(command + "\r");
    // bash 5.2 ends bracketed paste before it runs a command.
    String out = m.text().substring(from).replace("\u001b[?2004l\r", "");
    return out.substring(out.indexOf('\n') + 1, out.lastIndexOf("\r\n") + 2).replace("\r\n", "\n");
  }

  @Test
  void onDebianTimesyncdStepsAtItsNextQuestion() {
    TestMachine m = TestMachine.booted(configuration().profile("debian12"));
    m.type("root\r");
    debian(m, "sleep 10");
    stopFor(m, HOUR);
    String before = debian(m, "timedatectl");
    assertTrue(
        before.matches(
            "(?s) {15}Local time: Sun 2017-03-05 10:1\\d:\\d\\d UTC\n {11}Universal time: .*"
                + " {17}RTC time: Sun 2017-03-05 11:1\\d:\\d\\d\n"
                + " {16}Time zone: Etc/UTC \\(UTC, \\+0000\\)\n"
                + "System clock synchronized: yes\n {14}NTP service: active\n"
                + " {10}RTC in local TZ: no\n"),
        before);
    assertTrue(debian(m, "hwclock").matches("2017-03-05 11:1\\d:\\d\\d\\.\\d{6}\\+00:00\n"));
    debian(m, "sleep 70");
    assertTrue(
        debian(m, "timedatectl").startsWith("               Local time: Sun 2017-03-05 11:1"));
    assertTrue(debian(m, "timedatectl show").startsWith("Timezone=Etc/UTC\nLocalRTC=no\n"));
    assertTrue(debian(m, "chronyc tracking").endsWith("chronyc: command not found\n"));
    assertEquals(
        "hwclock: mutually exclusive arguments: --adjust --show --hctosys --systohc --get"
            + " --predict --set --systz\n",
        debian(m, "hwclock -s -w"));
    assertEquals("Unknown command verb foo.\n", debian(m, "timedatectl foo"));
  }
}
