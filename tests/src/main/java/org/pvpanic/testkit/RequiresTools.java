package org.pvpanic.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Programs without which a test or a class of tests says nothing. Where one is missing the test is
 * skipped, or fails, as {@link Requirements} tells.
 */
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresToolsCondition.class)
public @interface RequiresTools {
  /** Names of programs, as {@code virsh}. */
  String[] value();
}
