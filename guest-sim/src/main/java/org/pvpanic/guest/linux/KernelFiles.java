package org.pvpanic.guest.linux;

import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** The files that the kernel itself offers, made when somebody asks for them. */
final class KernelFiles {

  private final Kernel kernel;
  private int @Nullable [] printkDefaults;

  KernelFiles(Kernel kernel) {
    this.kernel = kernel;
  }

  /** The file at an absolute path, or null. */
  @Nullable Inode lookUp(String path) {
    Sysctl sysctl = kernel.sysctl();
    Kexec kexec = kernel.kexec();
    return switch (path) {
      case "/proc/cmdline" -> KernelFile.proc(() -> kernel.arguments().text() + "\n", null);
      case "/proc/version" -> KernelFile.proc(() -> kernel.profile().release().banner() + "\n", null);
      case "/proc/sysrq-trigger" -> KernelFile.proc(null, this::trigger);
      case "/proc/sys/kernel/sysrq" -> number(sysctl::sysrq, sysctl::setSysrq);
      case "/proc/sys/kernel/panic" -> number(sysctl::panic, sysctl::setPanic);
      case "/proc/sys/kernel/panic_on_oops" -> number(sysctl::panicOnOops, sysctl::setPanicOnOops);
      case "/proc/sys/kernel/printk" -> KernelFile.proc(this::showPrintk, this::storePrintk);
      case "/sys/kernel/kexec_crash_loaded" ->
          KernelFile.sys(() -> kexec.isLoaded() ? "1\n" : "0\n", null);
      case "/sys/kernel/kexec_crash_size" ->
          KernelFile.sys(() -> kexec.size() + "\n", (task, text) -> shrink(kexec, text));
      case "/proc/modules" -> KernelFile.proc(kernel.modules()::list, null);
      case "/proc/bus/input/devices" -> KernelFile.proc(kernel.input()::list, null);
      case "/proc/sys/kernel/tainted" -> KernelFile.proc(() -> kernel.taint().value() + "\n", null);
      case "/sys/kernel/vmcoreinfo" -> KernelFile.sys(() -> kernel.vmCoreInfo().show(), null);
      case "/dev/null" -> (write, append) -> new NullDevice();
      default -> {
        Inode node = kernel.nodes().find(path);
        yield node != null || !path.startsWith("/dev/") ? node : terminal(path.substring(5));
      }
    };
  }

  private @Nullable Inode terminal(String name) {
    Tty tty = name.equals("console") ? kernel.console() : kernel.terminal(name);
    return tty == null ? null : (write, append) -> tty;
  }

  /** Only the first byte counts, and an empty write does nothing. */
  private @Nullable Errno trigger(Task writer, String text) {
    if (!text.isEmpty()) {
      kernel.sysRq().trigger(text.charAt(0), SysRq.Origin.PROC);
    }
    return null;
  }

  private static KernelFile number(IntSupplier get, IntConsumer set) {
    return KernelFile.proc(
        () -> get.getAsInt() + "\n",
        (task, text) -> {
          int[] values = Sysctl.numbers(text, 1);
          if (values == null) {
            return Errno.EINVAL;
          }
          set.accept(values[0]);
          return null;
        });
  }

  private String showPrintk() {
    int[] rest = printkDefaults == null ? new int[] {4, 1, 7} : printkDefaults;
    return kernel.printk().consoleLevel() + "\t" + rest[0] + "\t" + rest[1] + "\t" + rest[2] + "\n";
  }

  /** The first of the four is the console's; the others are only kept. */
  private @Nullable Errno storePrintk(Task writer, String text) {
    int[] values = Sysctl.numbers(text, 4);
    if (values == null) {
      return Errno.EINVAL;
    }
    kernel.printk().setConsoleLevel(values[0]);
    int[] rest = printkDefaults == null ? new int[] {4, 1, 7} : printkDefaults;
    System.arraycopy(values, 1, rest, 0, values.length - 1);
    printkDefaults = rest;
    return null;
  }

  private static @Nullable Errno shrink(Kexec kexec, String text) {
    try {
      return kexec.shrink(Long.parseLong(text.trim()));
    } catch (NumberFormatException e) {
      return Errno.EINVAL;
    }
  }

  /** /dev/null. */
  private static final class NullDevice implements OpenFile {

    @Override
    public void read(Task task, Consumer<byte[]> then, Consumer<Errno> failed) {
      task.then(() -> then.accept(new byte[0]));
    }

    @Override
    public void write(Task task, byte[] bytes, Consumer<@Nullable Errno> then) {
      task.then(() -> then.accept(null));
    }
  }
}
