package org.pvpanic.testkit;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/**
 * What tests need beside the JDK. On a user's machine a test that lacks something is skipped, and
 * one line on standard error says so; where the environment variable {@code CI} is {@code true} it
 * fails, so that nothing is skipped unseen.
 */
public final class Requirements {
  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

  private Requirements() {}

  /**
   * Goes on only if this is met.
   *
   * @param reason what is missing, and how to get it
   * @throws AssertionError if it is not met and CI is true
   * @throws org.opentest4j.TestAbortedException if it is not met anywhere else
   */
  public static void require(boolean met, String reason) {
    if (met) {
      return;
    }
    if (nothingMayBeSkipped()) {
      throw new AssertionError(reason);
    }
    tell(reason);
    Assumptions.abort(reason);
  }

  static boolean nothingMayBeSkipped() {
    return "true".equals(System.getenv("CI"));
  }

  /** Says why tests are skipped, once for each reason. */
  static void tell(String reason) {
    if (TOLD.add(reason)) {
      System.err.println("Tests skipped: " + reason);
    }
  }
}
