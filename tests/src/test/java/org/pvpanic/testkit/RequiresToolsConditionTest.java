package org.pvpanic.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

class RequiresToolsConditionTest {

  @Test
  void missingToolSkipsAndNamesThePackage() {
    ConditionEvaluationResult result = RequiresToolsCondition.decide(List.of("virsh"), false);

    assertTrue(result.isDisabled());
    assertEquals(
        "virsh missing (on Debian: apt-get install --no-install-recommends libvirt-clients)",
        result.getReason().orElseThrow());
  }

  @Test
  void missingToolFailsInContinuousIntegration() {
    assertThrows(
        IllegalStateException.class, () -> RequiresToolsCondition.decide(List.of("virsh"), true));
  }

  @Test
  void nothingMissingRunsTheTest() {
    assertFalse(RequiresToolsCondition.decide(List.of(), true).isDisabled());
  }

  @Test
  void onlyAbsentProgramsAreMissing() {
    assertEquals(List.of("no-such-tool"), Tools.missing(List.of("sh", "no-such-tool")));
  }
}
