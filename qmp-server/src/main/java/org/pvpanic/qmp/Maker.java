package org.pvpanic.qmp;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of one class: by reflection at first, and by a method handle once it does often.
 */
final class Maker {
  private static final MethodType TYPE = MethodType.methodType(Object.class, Object[].class);

  private final Constructor<?> constructor;
  private int uses;
  private volatile @Nullable MethodHandle handle;

  Maker(Class<?> record) {
    RecordComponent[] components = record.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = components[i].getType();
    }
    try {
      constructor = record.getDeclaredConstructor(types);
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
    constructor.setAccessible(true);
  }

  Object make(Object[] components) {
    MethodHandle fast = handle;
    try {
      if (fast != null) {
        return (Object) fast.invokeExact(components);
      }
      if (uses++ == Component.OFTEN) {
        handle =
            MethodHandles.lookup()
                .unreflectConstructor(constructor)
                .asSpreader(Object[].class, components.length)
                .asType(TYPE);
      }
      return constructor.newInstance(components);
    } catch (InvocationTargetException e) {
      throw Failures.unchecked(e.getCause());
    } catch (Throwable e) {
      throw Failures.unchecked(e);
    }
  }
}
