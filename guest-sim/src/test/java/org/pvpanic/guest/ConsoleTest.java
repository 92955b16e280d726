package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pvpanic.device.Uart16550;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.Input;

/** Terminal, getty, login and the shell's prompt. */
final class ConsoleTest {

  private static String after(TestMachine m, String typed) {
    int from = m.text().length();
    m.type(typed);
    return m.text().substring(from);
  }

  /** A machine at the login prompt whose time only goes on while the console is awaited. */
  private static TestMachine slow() {
    TestMachine m = TestMachine.builder().clock(Clock.Mode.MANUAL).build();
    m.machine.powerOn();
    await(m, TestMachine.LOGIN);
    return m;
  }

  private static void await(TestMachine m, String end) {
    int from = m.text().length();
    for (int i = 0; i < 2000 && (m.text().length() == from || !m.text().endsWith(end)); i++) {
      m.machine.submit(new Input.AdvanceClock(20_000_000));
      while (m.machine.serve() == 0) {
        // more steps are waiting
      }
    }
    assertTrue(m.text().endsWith(end), m::text);
  }

  /** What the console shows up to the end of {@code last}. */
  private static String until(TestMachine m, String typed, String last) {
    int from = m.text().length();
    m.machine.submit(new Input.Serial(0, typed.getBytes(StandardCharsets.UTF_8)));
    await(m, last);
    return m.text().substring(from);
  }

  private static TestMachine loggedIn() {
    return TestMachine.loggedIn(TestMachine.builder());
  }

  @Test
  void rootComesInWithoutAPassword() {
    TestMachine m = TestMachine.booted(TestMachine.builder());
    assertEquals("root\r\r\n[root@localhost ~]# ", after(m, "root\r"));
  }

  @Test
  void anybodyElseIsAskedForAPasswordThatIsNotShownAndRefused() {
    TestMachine m = slow();
    assertEquals("joe\r\r\nPassword: ", until(m, "joe\r", "Password: "));
    assertEquals("\r\nLogin incorrect\r\n\r\nlocalhost login: ", until(m, "secret\r", "login: "));
    assertEquals("root\r\n[root@localhost ~]# ", until(m, "root\r", TestMachine.PROMPT));
  }

  @Test
  void whoDoesNotGiveAPasswordForAMinuteIsSentAway() {
    TestMachine m = TestMachine.booted(TestMachine.builder());
    assertTrue(
        after(m, "joe\r").startsWith("joe\r\r\nPassword: login: timed out after 60 seconds\r\n"));
  }

  @Test
  void afterThreeFailuresGettyBeginsAgain() {
    TestMachine m = slow();
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 2; i++) {
      out.append(until(m, "a\r", "Password: ")).append(until(m, "b\r", "login: "));
    }
    out.append(until(m, "a\r", "Password: ")).append(until(m, "b\r", TestMachine.LOGIN));
    assertEquals(3, out.toString().split("Login incorrect", -1).length - 1);
    assertTrue(
        out.toString()
            .endsWith(
                "\r\nLogin incorrect\r\n\r\r\nCentOS Linux 7 (Core)\r\n"
                    + "Kernel 3.10.0-514.el7.x86_64 on an x86_64\r\n\r\nlocalhost login: "),
        out.toString());
  }

  @Test
  void logoutLeadsBackToGettyWhichKnowsTheLastLogin() {
    TestMachine m = loggedIn();
    String out = after(m, "exit\r");
    assertTrue(out.startsWith("exit\r\nlogout\r\n\r\r\nCentOS Linux 7 (Core)\r\n"), out);
    assertTrue(
        after(m, "root\r").matches("root\r\r\nLast login: Sun Mar {2}5 .{8} on ttyS0\r\n.*"));
  }

  @Test
  void endOfInputLogsOut() {
    assertTrue(after(loggedIn(), "\u0004").startsWith("logout\r\n\r\r\nCentOS"));
  }

  @Test
  void endOfInputEndsACommandThatReads() {
    TestMachine m = loggedIn();
    assertEquals("cat\r\nabc\r\nabc\r\n[root@localhost ~]# ", after(m, "cat\rabc\r\u0004"));
  }

  @Test
  void eraseAndKillEditTheLine() {
    TestMachine m = loggedIn();
    String rubOut = "\b\033[K";
    assertEquals(
        "ecxx" + rubOut + rubOut + "ho 1\r\n1\r\n[root@localhost ~]# ",
        after(m, "ecxx\b\u007fho 1\r"));
    assertEquals(
        "false" + "\b".repeat(5) + "\033[Kecho 2\r\n2\r\n[root@localhost ~]# ",
        after(m, "false\u0015echo 2\r"));
    assertEquals("\007\007\007", after(m, "\u007f\b\u0015"), "nothing is left to erase");
  }

  @Test
  void eraseAndKillEditALineThatAProgramReads() {
    TestMachine m = loggedIn();
    m.type("cat\r");
    String rubOut = "\b \b";
    assertEquals(
        "abx" + rubOut + "c" + rubOut.repeat(3) + "d\r\nd\r\n", after(m, "abx\u007fc\u0015d\r"));
  }

  @Test
  void agettyLeavesControlCharactersAsTheyAre() {
    TestMachine m = loggedIn();
    m.type("cat\r");
    assertEquals("\001\027", after(m, "\u0001\u0017"), "neither ECHOCTL nor IEXTEN");
  }

  @Test
  void interruptForgetsWhatWasTyped() {
    TestMachine m = loggedIn();
    assertEquals("false\r\n[root@localhost ~]# ", after(m, "false\u0003"));
    assertEquals("130\n", m.run("echo $?"));
  }

  @Test
  void interruptForgetsALineThatNobodyHasReadYet() {
    TestMachine m = loggedIn();
    m.submit(new Input.Serial(0, "echo no\r\u0003".getBytes(StandardCharsets.UTF_8)));
    assertFalse(m.text().contains("no\r\nno"));
    assertEquals("yes\n", m.run("echo yes"));
  }

  @Test
  void interruptEndsTheCommandAndTheListItIsIn() {
    TestMachine m = loggedIn();
    int from = m.text().length();
    m.type("cat; echo not this\r");
    m.type("\u0003");
    assertEquals("cat; echo not this\r\n\003\r\n[root@localhost ~]# ", m.text().substring(from));
    assertEquals("130\n", m.run("echo $?"));
  }

  @Test
  void interruptEndsEveryCommandOfAPipelineAndTheChildrenOfSudo() {
    TestMachine m = loggedIn();
    m.type("sudo cat | cat | sudo cat\r");
    m.type("\u0003");
    assertEquals("alive\n", m.run("echo alive"));
  }

  @Test
  void whatIsTypedAheadRunsWhenTheCommandIsDoneAndTheShellShowsItAgain() {
    TestMachine m = loggedIn();
    int from = m.text().length();
    m.submit(new Input.Serial(0, "sleep 3\recho x\rp".getBytes(StandardCharsets.UTF_8)));
    assertEquals(
        "sleep 3\r\n[root@localhost ~]# echo x\r\nx\r\n[root@localhost ~]# p",
        m.text().substring(from));
    assertEquals("wd\r\n/root\r\n" + TestMachine.PROMPT, after(m, "wd\r"));
  }

  @Test
  void whatIsTypedWhileACommandRunsIsEchoedByTheTerminalAndShownAgain() {
    TestMachine m = slow();
    until(m, "root\r", TestMachine.PROMPT);
    until(m, "sleep 3\r", "sleep 3\r\n");
    assertEquals("echo x\r\np", until(m, "echo x\rp", "p"));
    int from = m.text().length();
    await(m, "x\r\n[root@localhost ~]# p");
    assertEquals(
        "[root@localhost ~]# echo x\r\nx\r\n[root@localhost ~]# p", m.text().substring(from));
  }

  @Test
  void quotesAreContinuedOnTheNextLine() {
    TestMachine m = loggedIn();
    assertEquals("echo 'a\r\n> ", after(m, "echo 'a\r"));
    assertEquals("b'\r\na\r\nb\r\n[root@localhost ~]# ", after(m, "b'\r"));
    assertEquals("echo 1 &&\r\n> ", after(m, "echo 1 &&\r"));
    assertEquals("\r\n> ", after(m, "\r"));
    assertEquals("\r\n[root@localhost ~]# ", after(m, "\u0003"));
  }

  @Test
  void theGuestProgramsTheUartBeforeItReceives() {
    TestMachine m = TestMachine.booted(TestMachine.builder());
    int base = 0x3f8;
    assertEquals(0x03, m.machine.ports().inb(base + Uart16550.LCR), "8N1");
    assertEquals(0x0b, m.machine.ports().inb(base + Uart16550.MCR), "DTR, RTS, OUT2");
    assertEquals(0x05, m.machine.ports().inb(base + Uart16550.IER), "received data, line status");
    assertEquals(0xc1, m.machine.ports().inb(base + Uart16550.IIR), "FIFO is on");
    m.machine.ports().outb(base + Uart16550.LCR, Uart16550.LCR_DLAB | 0x03);
    assertEquals(1, m.machine.ports().inb(base), "115200 baud");
  }

  @Test
  void bytesTypedDuringBootAreNotTheNameOfAUser() {
    TestMachine m = TestMachine.builder().build();
    m.machine.powerOn();
    m.machine.serve();
    m.submit(new Input.Serial(0, new byte[] {'x'}));
    assertTrue(m.text().endsWith(TestMachine.LOGIN), m::text);
  }

  @Test
  void aKernelMessageAppearsWhereTheCursorIs() {
    TestMachine m = loggedIn();
    int from = m.text().length();
    m.type("ech");
    m.submit(Input.Command.INJECT_NMI);
    m.type("o ok\r");
    List<String> lines = List.of(m.text().substring(from).split("\r\n"));
    assertTrue(lines.get(0).startsWith("ech["), lines::toString);
    assertEquals(List.of("o ok", "ok", "[root@localhost ~]# "), lines.subList(3, 6));
  }
}
