package org.pvpanic.qmp;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name on the wire of a record component (and its accessor in a union), an enum constant or a
 * union's variant, where it is not the Java name in lower case with hyphens.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.METHOD, ElementType.FIELD, ElementType.TYPE})
public @interface Name {
  /** The name on the wire. */
  String value();
}
