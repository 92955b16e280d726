package org.pvpanic.hmp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.twin.Twins;

/** Commands that change what the machine does, at the human monitor, beside real QEMU 7.2. */
@Timeout(60)
class HumanControlTwinTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-S",
        "-no-shutdown",
        "-no-reboot",
        "-action panic=exit-failure,reboot=shutdown,shutdown=pause"
      })
  void stopsContinuesAndResets(String arguments) throws Exception {
    try (Twins twins = new Twins((arguments + " -device pvpanic -action panic=pause").split(" "))) {
      HumanTwins.same(
          twins,
          """
          info status
          stop
          info status
          stop
          s
          cont
          info status
          c
          system_powerdown
          nmi
          o /b 0x505 1
          info status
          stop
          info status
          nmi
          o /b 0x505 1
          system_powerdown
          cont
          info status
          o /b 0x505 1
          i /b 0x505\
          """);
    }
  }

  @Test
  void resetsInEveryState() throws Exception {
    try (Twins twins = new Twins("-S", "-action", "panic=pause", "-device", "pvpanic")) {
      HumanTwins.same(
          twins,
          """
          system_reset
          info status
          c
          system_reset
          info status
          stop
          system_reset
          info status
          c
          o /b 0x505 1
          system_reset
          info status
          c
          info status\
          """);
    }
  }

  @Test
  void machineNoneHasNoCpuAndNoNmi() throws Exception {
    try (Twins twins = new Twins("-machine", "none")) {
      HumanTwins.same(
          twins,
          """
          info status
          info cpus
          nmi
          i /b 0x505
          o /b 0x505 1
          stop
          info status
          system_reset
          info status\
          """);
      HumanTwins.same(twins, "info cpus", ", 'cpu-index': 0");
      twins.same("{'execute': 'inject-nmi'}");
    }
  }

  @Test
  void quits() throws Exception {
    try (Twins twins = new Twins("-S", "-no-shutdown")) {
      HumanTwins.same(twins, "quit");
      twins.sameEnd();
    }
  }

  @Test
  void sendsKeys() throws Exception {
    try (Twins twins = new Twins("-S")) {
      HumanTwins.same(
          twins,
          """
          sendkey
          sendkey a
          sendkey a 100
          sendkey a 1
          sendkey a 100 5
          sendkey a x
          sendkey a -1
          sendkey a b
          sendkey ctrl-alt-f1
          sendkey ctrl-alt-delete 0x10
          sendkey alt-sysrq-c
          sendkey bogus
          sendkey bogus-x
          sendkey ctrl-bogus
          sendkey -a
          sendkey a-
          sendkey a--b
          sendkey -
          sendkey <
          sendkey ctrl-<
          sendkey <<
          sendkey 0x1e
          sendkey 0x1E
          sendkey 0X1e
          sendkey 0x
          sendkey 0x1e-0x1f
          sendkey 0xzz
          sendkey 0x1eg
          sendkey A
          sendkey 30
          sendkey "a"
          sendkey "a b"
          sendkey "a\\\\"
          sendkey "a\\"
          sendkey "a
          sendkey "a\\q"
          sendkey unmapped
          sendkey power
          sendkey é
          sendkey a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a\
          """);
      HumanTwins.same(twins, "sendkey " + "a".repeat(2000), "");
    }
  }
}
