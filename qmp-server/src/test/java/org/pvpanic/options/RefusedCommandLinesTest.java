package org.pvpanic.options;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RefusedCommandLinesTest {

  @ParameterizedTest
  @MethodSource("org.pvpanic.options.RefusedCommandLine#all")
  void isRefusedInTheWordsThatWereRecordedFromQemu(RefusedCommandLine refused) {
    assertEquals(refused.standardError(), FrontEnd.standardError(refused.argv()));
  }
}
