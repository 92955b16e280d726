package org.pvpanic.qmp;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns Java's names into QAPI's. */
public final class WireNames {
  private WireNames() {}

  /** The constants of an enum by their names on the wire, in order. */
  public static <E extends Enum<E>> Map<String, E> constants(Class<E> enumClass) {
    Map<String, E> constants = new LinkedHashMap<>();
    for (E constant : enumClass.getEnumConstants()) {
      constants.put(ofConstant(constant), constant);
    }
    return constants;
  }

  /** The name of an enum's constant. */
  static String ofConstant(Enum<?> constant) {
    Class<?> enumClass = constant.getDeclaringClass();
    String name = of(field(constant), constant.name());
    return enumClass.isAnnotationPresent(Underscores.class) ? name.replace('-', '_') : name;
  }

  /** The field that holds an enum's constant. */
  static Field field(Enum<?> constant) {
    try {
      return constant.getDeclaringClass().getDeclaredField(constant.name());
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

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
