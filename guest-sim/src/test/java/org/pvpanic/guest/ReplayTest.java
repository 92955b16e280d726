package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.Journal;
import org.pvpanic.machine.RunState;

/** A guest is a function of its machine's configuration and journal. */
final class ReplayTest {

  private static final List<String> SEED =
      List.of(
          "root\r",
          "sudo systemctl stop kdump\r",
          "sudo systemctl disable kdump\r",
          "echo \"1\" | sudo tee /proc/sys/kernel/sysrq\r",
          "echo c | sudo tee /proc/sysrq-trigger\r");

  private static TestMachine.Builder configuration() {
    return TestMachine.builder().pausing().ram(2L << 30).cpus(2);
  }

  private static void typeFrom(TestMachine m, int step) {
    SEED.subList(step, SEED.size()).forEach(m::type);
    m.submit(Input.Command.CONT);
    m.submit(Input.Command.SYSTEM_RESET);
    m.type("root\r");
    m.type("echo c > /proc/sysrq-trigger\r");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void savedAfterAnyStepOfTheSeedItGoesOnTheSame(int step) {
    TestMachine one = TestMachine.booted(configuration());
    SEED.subList(0, step).forEach(one::type);
    TestMachine two = one.replayed(configuration());
    assertEquals(one.text(), two.text());
    assertEquals(one.events, two.events);
    assertEquals(one.machine.now(), two.machine.now());
    typeFrom(one, step);
    typeFrom(two, step);
    assertEquals(one.text(), two.text());
    assertEquals(one.events, two.events);
    assertEquals(one.machine.journal().toString(), two.machine.journal().toString());
  }

  /** A break is in the journal, with the key behind it or not yet. */
  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9", "debian12"})
  void savedBehindABreakItCrashesTheSame(String profile) {
    TestMachine.Builder configuration = configuration().profile(profile);
    TestMachine one = SysRqKeysTest.machine(configuration, 1);
    one.type("systemctl stop kdump\r");
    SysRqWay.SERIAL.press(one, 't');
    one.submit(new Input.SerialBreak(0));
    TestMachine two = one.replayed(configuration().profile(profile));
    assertTrue(one.machine.journal().toString().contains("serial-break:0"));
    assertEquals(one.text(), two.text());
    for (TestMachine each : List.of(one, two)) {
      each.submit(new Input.Serial(0, new byte[] {'c'}));
      assertEquals(RunState.GUEST_PANICKED, each.machine.runState());
      each.submit(Input.Command.CONT);
    }
    assertEquals(one.text(), two.text());
    assertEquals(one.events, two.events);
    assertEquals(one.machine.now(), two.machine.now());
    assertEquals(one.machine.journal().toString(), two.machine.journal().toString());
  }

  @Test
  void savedInTheMiddleOfTheCrashItGoesOnTheSame() {
    TestMachine one = TestMachine.loggedIn(configuration());
    one.run("systemctl stop kdump");
    one.machine.submit(new Input.Serial(0, "echo c >/proc".getBytes(StandardCharsets.UTF_8)));
    one.settle();
    one.type("/sysrq-trigger");
    one.machine.submit(new Input.Serial(0, new byte[] {'\r'}));
    one.machine.submit(new Input.Stop(RunState.PAUSED));
    one.machine.submit(Input.Command.CONT);
    TestMachine two = configuration().build();
    two.machine.powerOn();
    two.machine.replay(Journal.parse(one.machine.journal().toString()));
    assertTrue(!one.text().contains("Oops"), "not crashed yet");
    assertEquals(one.text(), two.text());
    one.settle();
    two.settle();
    assertTrue(one.text().endsWith("Fatal exception\r\n"));
    assertEquals(one.text(), two.text());
    assertEquals(one.events, two.events);
  }

  @Test
  void twoMachinesThatLiveTheSameSayTheSame() {
    TestMachine one = TestMachine.booted(configuration());
    TestMachine two = TestMachine.booted(configuration());
    typeFrom(one, 0);
    typeFrom(two, 0);
    assertEquals(one.text(), two.text());
  }

  @Test
  void aCrashAtAnotherTimeHasAnotherTrace() {
    TestMachine one = TestMachine.loggedIn(configuration());
    TestMachine two = TestMachine.loggedIn(configuration());
    one.run("systemctl stop kdump; sleep 1");
    two.run("systemctl stop kdump; sleep 2");
    one.type("echo c > /proc/sysrq-trigger\r");
    two.type("echo c > /proc/sysrq-trigger\r");
    assertTrue(!endTrace(one).equals(endTrace(two)));
  }

  private static String endTrace(TestMachine m) {
    return m.lines().stream().filter(line -> line.startsWith("---[ end")).findFirst().orElseThrow();
  }
}
