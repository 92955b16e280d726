package org.pvpanic.hmp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.twin.Twins;

/** Errors in the hardware that the human monitor injects, beside real QEMU 7.2. */
@Timeout(60)
class HumanMachineCheckTwinTest {

  /** A held machine: no firmware has enabled machine checks. */
  @Test
  void refusesWhatIsNoErrorAndResetsWhereNobodyHandlesIt() throws Exception {
    try (Twins twins = new Twins("-S", "-smp", "2")) {
      HumanTwins.same(
          twins,
          """
          help mce
          mce
          mce 0
          mce 0 0 0 0 0
          mce 0 4 0xbe00000000000135 0x5 0x1000 0x0
          mce 0 4 0xbe80000000000135 5 0x1000 0
          mce 1 0 0xbe00000000000135 0 0 0
          mce 5 4 0xbe00000000000135 5 0x1000 0
          mce 0 10 0xbe00000000000135 5 0x1000 0
          mce 0 0xffffffff 0xbe00000000000135 5 0x1000 0
          mce 0 -1 0xbe00000000000135 5 0x1000 0
          mce 0 0x100000000 0x9c00000000000135 5 0 0
          mce 0xffffffff 4 0x9c00000000000135 5 0 0
          mce 0x1ffffffff 4 0x9c 5 0x1000 0
          mce 0 9 0x3e00000000000135 5 0x1000 0
          mce 0 4 0 5 0x1000 0
          mce 0 4 foo 5 0x1000 0
          mce -b 0 4 0xbe00000000000135 5 0x1000 0
          mce -b 1 4 0xbe00000000000135 5 0x1000 0
          mce -b 7 4 0xbe00000000000135 5 0x1000 0
          mce -b 0 4 0x9c00000000000135 5 0x1000 0
          mce 0 4 0x9c00000000000135 5 0x1000 0
          mce 0 4 0x9c80000000000135 0 0 0
          mce 0 4 0x9c00000000000135 5 0x1000 0 7
          mce -1 4 0x9c00000000000135 5 0x1000 0
          mce -c 0 4 0x9c 5 0x1000 0
          mce -b\
          """);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pentium", "486", "qemu32", "qemu64,-mca", "qemu64,mce=off"})
  void withoutMachineChecksNothingIsInjected(String cpu) throws Exception {
    try (Twins twins = new Twins("-S", "-cpu", cpu)) {
      HumanTwins.same(
          twins,
          """
          mce 0 4 0xbe00000000000135 5 0x1000 0
          mce 0 10 0xbe00000000000135 5 0x1000 0
          mce -b 0 4 0 5 0x1000 0\
          """);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pentium3", "athlon", "coreduo", "kvm64", "Nehalem-v1"})
  void somePartsOfTheFamilyTellNoOthers(String cpu) throws Exception {
    try (Twins twins = new Twins("-S", "-smp", "2", "-cpu", cpu)) {
      HumanTwins.same(
          twins,
          """
          mce -b 0 4 0x9c00000000000135 5 0x1000 0
          mce -b 0 12 0x9c00000000000135 5 0x1000 0
          mce 1 4 0x9c00000000000135 5 0x1000 0\
          """);
    }
  }
}
