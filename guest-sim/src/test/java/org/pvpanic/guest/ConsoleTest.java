package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pvpanic.device.Uart16550;
import org.pvpanic.machine.Input;

/** Terminal, getty, login and the shell's prompt. */
final class ConsoleTest {

  private static String after(TestMachine m, String typed) {
    int from = m.text().length();
    m.type(typed);
    return m.text().substring(from);
  }

  private static TestMachine loggedIn() {
    return TestMachine.loggedIn(TestMachine.builder());
  }

  @Test
  void rootComesInWithoutAPassword() {
    TestMachine m = TestMachine.booted(TestMachine.builder());
    assertEquals("root\r\n[root@localhost ~]# ", after(m, "root\r"));
  }

  @Test
  void anybodyElseIsAskedForAPasswordThatIsNotShownAndRefused() {
    TestMachine m = TestMachine.booted(TestMachine.builder());
    assertEquals("joe\r\nPassword: ", after(m, "joe\r"));
    assertEquals("\r\nLogin incorrect\r\n\r\nlocalhost login: ", after(m, "secret\r"));
    assertEquals("root\r\n[root@localhost ~]# ", after(m, "root\r"));
  }

  @Test
  void afterThreeFailuresGettyBeginsAgain() {
    TestMachine m = TestMachine.booted(TestMachine.builder());
    String out = after(m, "a\ra\rb\rb\rc\rc\r");
    assertEquals(3, out.split("Login incorrect", -1).length - 1);
    assertTrue(
        out.endsWith(
            "Login incorrect\r\n\r\n\r\nCentOS Linux 7 (Core)\r\n"
                + "Kernel 3.10.0-514.el7.x86_64 on an x86_64\r\n\r\nlocalhost login: "),
        out);
  }

  @Test
  void logoutLeadsBackToGettyWhichKnowsTheLastLogin() {
    TestMachine m = loggedIn();
    String out = after(m, "exit\r");
    assertTrue(out.startsWith("exit\r\nlogout\r\n\r\nCentOS Linux 7 (Core)\r\n"), out);
    assertTrue(after(m, "root\r").matches("root\r\nLast login: Sun Mar {2}5 .{8} on ttyS0\r\n.*"));
  }

  @Test
  void endOfInputLogsOut() {
    assertTrue(after(loggedIn(), "\u0004").startsWith("logout\r\n\r\nCentOS"));
  }

  @Test
  void endOfInputEndsACommandThatReads() {
    TestMachine m = loggedIn();
    assertEquals("cat\r\nabc\r\nabc\r\n[root@localhost ~]# ", after(m, "cat\rabc\r\u0004"));
  }

  @Test
  void eraseAndKillEditTheLine() {
    TestMachine m = loggedIn();
    String rubOut = "\b \b";
    assertEquals(
        "ecxx" + rubOut + rubOut + "ho 1\r\n1\r\n[root@localhost ~]# ",
        after(m, "ecxx\b\u007fho 1\r"));
    assertEquals(
        "false" + rubOut.repeat(5) + "echo 2\r\n2\r\n[root@localhost ~]# ",
        after(m, "false\u0015echo 2\r"));
    assertEquals("", after(m, "\u007f\b\u0015"), "nothing is left to erase");
  }

  @Test
  void aControlCharacterIsShownWithACaret() {
    assertEquals("^Aa\b \b\b \b\b \b", after(loggedIn(), "\u0001a\u007f\u007f"));
  }

  @Test
  void interruptForgetsWhatWasTyped() {
    TestMachine m = loggedIn();
    assertEquals("false^C\r\n[root@localhost ~]# ", after(m, "false\u0003"));
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
    assertEquals("cat; echo not this\r\n^C\r\n[root@localhost ~]# ", m.text().substring(from));
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
        "sleep 3\r\necho x\r\np[root@localhost ~]# echo x\r\nx\r\n[root@localhost ~]# p",
        m.text().substring(from));
    assertEquals("wd\r\n-bash: pwd: command not found\r\n" + TestMachine.PROMPT, after(m, "wd\r"));
  }

  @Test
  void quotesAreContinuedOnTheNextLine() {
    TestMachine m = loggedIn();
    assertEquals("echo 'a\r\n> ", after(m, "echo 'a\r"));
    assertEquals("b'\r\na\r\nb\r\n[root@localhost ~]# ", after(m, "b'\r"));
    assertEquals("echo 1 &&\r\n> ", after(m, "echo 1 &&\r"));
    assertEquals("\r\n> ", after(m, "\r"));
    assertEquals("^C\r\n[root@localhost ~]# ", after(m, "\u0003"));
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
