package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Commands and what they print: the transcript in {@code shell.txt}, and what it cannot hold. */
final class ShellTest {

  /** A line that begins with {@code $} and a blank is a command, the lines below are its output. */
  @TestFactory
  Stream<DynamicTest> transcript() throws IOException {
    TestMachine machine = TestMachine.loggedIn(TestMachine.builder());
    return Stream.of(resource().split("(?m)^\\$ "))
        .skip(1)
        .map(
            block -> {
              int end = block.indexOf('\n');
              String command = block.substring(0, end);
              String output = block.substring(end + 1);
              return DynamicTest.dynamicTest(
                  command, () -> assertEquals(output, machine.run(command)));
            });
  }

  private static String resource() throws IOException {
    try (InputStream in = ShellTest.class.getResourceAsStream("shell.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void dmesgPrintsTheWholeLog() {
    TestMachine m = TestMachine.loggedIn(TestMachine.builder());
    String log = m.run("dmesg");
    assertTrue(log.startsWith("[    0.000000] Initializing cgroup subsys cpuset\n"));
    for (String line : m.text().split("\r\n")) {
      assertTrue(!line.startsWith("[    0.") || log.contains(line + "\n"), line);
    }
    assertTrue(log.contains("SELinux:  8 users"), "debug messages are in the log alone");
  }

  @Test
  void statusOfAnArmedKdumpTellsWhenAndWhat() {
    TestMachine m = TestMachine.loggedIn(TestMachine.builder().ram(2L << 30));
    String[] patterns = {
      "● kdump\\.service - Crash recovery kernel arming",
      " {3}Loaded: loaded \\(/usr/lib/systemd/system/kdump\\.service; enabled; vendor preset:"
          + " enabled\\)",
      " {3}Active: active \\(exited\\) since Sun 2017-03-05 10:11:\\d\\d UTC; \\ds ago",
      " {2}Process: \\d+ ExecStart=/usr/bin/kdumpctl start \\(code=exited, status=0/SUCCESS\\)",
      " Main PID: \\d+ \\(code=exited, status=0/SUCCESS\\)",
      "",
      "Mar 05 .{8} localhost\\.localdomain systemd\\[1\\]: Starting Crash recovery kernel"
          + " arming\\.\\.\\.",
      "Mar 05 .{8} localhost\\.localdomain kdumpctl\\[\\d+\\]: kexec: loaded kdump kernel",
      "Mar 05 .{8} localhost\\.localdomain kdumpctl\\[\\d+\\]: Starting kdump: \\[OK\\]",
      "Mar 05 .{8} localhost\\.localdomain systemd\\[1\\]: Started Crash recovery kernel arming\\.",
    };
    String[] lines = m.run("systemctl status kdump").split("\n");
    assertEquals(patterns.length, lines.length);
    for (int i = 0; i < patterns.length; i++) {
      assertTrue(lines[i].matches(patterns[i]), lines[i]);
    }
  }

  @Test
  void backgroundedTimeIsNeverSpentTwice() {
    TestMachine m = TestMachine.loggedIn(TestMachine.builder());
    long before = m.machine.now();
    m.run("sleep 2 | sleep 3");
    long slept = m.machine.now() - before;
    assertTrue(slept >= 3_000_000_000L && slept < 3_100_000_000L, "both sleep at once: " + slept);
  }
}
