package org.pvpanic.qmp;

import java.lang.reflect.AnnotatedElement;
import java.util.List;

/** Turns Java's names into QAPI's. */
final class WireNames {
  private WireNames() {}

  /** The element's {@link Name}, or {@code javaName} in lower case with hyphens. */
  static String of(AnnotatedElement element, String javaName) {
    Name name = element.getAnnotation(Name.class);
    return name == null ? hyphenated(javaName) : name.value();
  }

  static List<String> features(AnnotatedElement element) {
    Features features = element.getAnnotation(Features.class);
    return features == null ? List.of() : List.of(features.value());
  }

  /**
   * {@code frontendOpen}, {@code FrontendOpen} and {@code FRONTEND_OPEN} to {@code frontend-open}.
   */
  static String hyphenated(String javaName) {
    StringBuilder name = new StringBuilder(javaName.length() + 4);
    for (int i = 0; i < javaName.length(); i++) {
      char c = javaName.charAt(i);
      boolean startsWord =
          Character.isUpperCase(c) && i > 0 && Character.isLowerCase(javaName.charAt(i - 1));
      if (startsWord) {
        name.append('-');
      }
      name.append(c == '_' ? '-' : Character.toLowerCase(c));
    }
    return name.toString();
  }
}
