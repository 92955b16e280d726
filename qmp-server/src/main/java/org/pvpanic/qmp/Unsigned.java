package org.pvpanic.qmp;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes the integer in a record component unsigned, also one in an {@code Optional} or {@code
 * List}. The Java type must be wide enough for its values; only a 64-bit one uses the sign bit of
 * {@code long}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Unsigned {
  /** The width in bits: 8, 16, 32 or 64. */
  int value() default 64;
}
