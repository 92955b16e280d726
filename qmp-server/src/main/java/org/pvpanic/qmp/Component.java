package org.pvpanic.qmp;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Reads a component of records. It does so by reflection at first, which starts fast, and by a
 * method handle once it is used often, which runs fast: a process that libvirt starts uses most of
 * its types a few times, an event in a busy test is sent a million times.
 */
final class Component implements Member.Reader {
  /** Below the 15 calls after which JDK 17's reflection goes to similar lengths. */
  static final int OFTEN = 10;

  private static final MethodType TYPE = MethodType.methodType(Object.class, Object.class);

  private final Method accessor;
  private int uses;
  private volatile @Nullable MethodHandle handle;

  Component(Method accessor) {
    accessor.setAccessible(true);
    this.accessor = accessor;
  }

  @Override
  public Object read(Object holder) {
    MethodHandle fast = handle;
    try {
      if (fast != null) {
        return (Object) fast.invokeExact(holder);
      }
      if (uses++ == OFTEN) {
        handle = MethodHandles.lookup().unreflect(accessor).asType(TYPE);
      }
      return accessor.invoke(holder);
    } catch (InvocationTargetException e) {
      throw Failures.unchecked(e.getCause());
    } catch (Throwable e) {
      throw Failures.unchecked(e);
    }
  }
}
