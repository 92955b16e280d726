package org.pvpanic.qmp;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.json.JsonNull;

/** Finds the QAPI type of a Java type. A class has one, which all registers share. */
final class QapiTypes {
  private static final ClassValue<QapiType> OF_CLASS =
      new ClassValue<>() {
        @Override
        protected QapiType computeValue(Class<?> type) {
          return make(type);
        }
      };

  private QapiTypes() {}

  static QapiType of(Class<?> type) {
    return OF_CLASS.get(type);
  }

  /** The type of a record's component; {@code unsigned} is for the integers in it. */
  static QapiType of(Type type, @Nullable Unsigned unsigned) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      return new ListType(of(generic.getActualTypeArguments()[0], unsigned));
    }
    if (!(type instanceof Class<?> plain)) {
      throw new IllegalArgumentException("no QAPI type: " + type);
    }
    QapiType found = of(plain);
    if (unsigned != null && found instanceof IntegerType signed) {
      return new IntegerType(signed.boxed(), unsigned.value(), true);
    }
    return found;
  }

  private static QapiType make(Class<?> type) {
    IntegerType integer = integer(type);
    if (integer != null) {
      return integer;
    } else if (type == String.class) {
      return Scalar.STR;
    } else if (type == boolean.class || type == Boolean.class) {
      return Scalar.BOOL;
    } else if (type == double.class || type == Double.class) {
      return Scalar.NUMBER;
    } else if (type == Object.class) {
      return Scalar.ANY;
    } else if (type == JsonNull.class) {
      return Scalar.NULL;
    } else if (type.isEnum()) {
      return new EnumType(type);
    } else if (type.isRecord()) {
      return new RecordType(type);
    } else if (type.isAnnotationPresent(Union.class)) {
      return new UnionType(type);
    } else if (type.isAnnotationPresent(Alternate.class)) {
      return new AlternateType(type);
    }
    throw new IllegalArgumentException("no QAPI type: " + type);
  }

  private static @Nullable IntegerType integer(Class<?> type) {
    if (type == long.class || type == Long.class) {
      return new IntegerType(Long.class, Long.SIZE, false);
    } else if (type == int.class || type == Integer.class) {
      return new IntegerType(Integer.class, Integer.SIZE, false);
    } else if (type == short.class || type == Short.class) {
      return new IntegerType(Short.class, Short.SIZE, false);
    } else if (type == byte.class || type == Byte.class) {
      return new IntegerType(Byte.class, Byte.SIZE, false);
    }
    return null;
  }
}
