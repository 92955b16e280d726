package org.pvpanic.emulator;

import com.sun.jna.NativeLibrary;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * Signals of the process. Java handles them through {@code sun.misc.Signal} alone, which is there
 * on every JDK (module jdk.unsupported) but which compilers warn of; so it is found by name.
 */
final class Signals {

  private Signals() {}

  /**
   * Handles a signal, even one that whoever started the process had it ignore, as {@code nohup}
   * does: QEMU does so, and Java by itself would not.
   *
   * @param name without SIG: TERM, INT, HUP
   * @param handler gets the signal's number, on a thread of its own
   * @throws IllegalStateException when this JVM does not let us
   */
  static void handle(String name, IntConsumer handler) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> signalHandler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              signalHandler.getClassLoader(),
              new Class<?>[] {signalHandler},
              (self, method, args) -> {
                handler.accept((int) signal.getMethod("getNumber").invoke(args[0]));
                return null;
              });
      Object wanted = signal.getConstructor(String.class).newInstance(name);
      Method handle = signal.getMethod("handle", signal, signalHandler);
      Object before = handle.invoke(null, wanted, proxy);
      if (before == signalHandler.getField("SIG_IGN").get(null)) {
        int number = (int) signal.getMethod("getNumber").invoke(wanted);
        NativeLibrary.getProcess().getFunction("signal").invokePointer(new Object[] {number, null});
        handle.invoke(null, wanted, proxy);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot handle SIG" + name, e);
    }
  }
}
