package org.pvpanic.qmp;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a sealed interface of records a union: one object whose tag says which record it is.
 *
 * <p>A record's case is its simple name in lower case with hyphens, or its {@link Name}. A
 * component that the interface declares too, as an accessor, is a member that all variants have. If
 * the tag is among them, its enum lists the cases, and those without a record of their own belong
 * to the record that is marked {@link Otherwise}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Union {
  /** The name on the wire of the member that tells the variants apart. */
  String tag();
}
