package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The module lkcrash: what it is told with {@code what=} goes wrong while it is loaded. */
final class CrashModule implements ModuleDriver {

  private static final String NAME = "lkcrash";
  private static final String SOURCE = "/lab/lkcrash.c";
  private static final int INIT_SIZE = 0x1000;
  private static final int INIT_OFFSET = 0x5000;
  private static final int DEEPEST = 28;
  private static final long TIMER_NS = 100_000_000;

  /** It waits for its timer's function. */
  private static final long LOADER_SLEEPS_NS = 2_000_000_000L;

  private static final String BUG_CODE =
      "00 c9 ff ff 8b 30 48 c7 c7 a2 60 5d c0 e8 e3 8b 7f f5 e9 9a 01 00 00 48 c7 c6 b4 60 5d c0 48"
          + " 89 df e8 c6 e7 7d f5 85 c0 75 02 <0f> 0b 48 c7 c6 b8 60 5d c0 48 89 df e8 b1 e7 7d f5"
          + " 85 c0 75 13 48";

  private final Kernel kernel;
  private final String what;

  CrashModule(Kernel kernel, String what) {
    this.kernel = kernel;
    this.what = what;
  }

  /** Where its init function is, which has memory of its own. */
  static long init(Kernel kernel) {
    return kernel.modules().address(NAME) + INIT_OFFSET;
  }

  private Symbol inInit(int offset) {
    return new Symbol(init(kernel) + offset, "lk_init", offset, INIT_SIZE, NAME);
  }

  /** A place in a function of the module that starts at an offset of its text. */
  private Symbol in(String function, int start, int offset, int size) {
    long address = kernel.modules().address(NAME) + start + offset;
    return new Symbol(address, function, offset, size, NAME);
  }

  /** A fault in the init function. */
  private void die(Task loader, int offset, Fault fault) {
    kernel.crashPath().die(fault, at(loader, offset, List.of(), fault));
  }

  private CrashSite at(Task loader, int offset, List<Symbol> own, @Nullable Fault fault) {
    return TaskCrash.module(
        kernel, CrashSite.Context.TASK, loader, inInit(offset), own, BUG_CODE, fault);
  }

  @Override
  public void start(Task loader, Consumer<@Nullable Errno> done) {
    CrashPath crash = kernel.crashPath();
    switch (what) {
      case "null" -> die(loader, 0x20, new Fault.PageFault(0, true));
      case "gpf" -> die(loader, 0x78, new Fault.GeneralProtection(0xdead000000000100L));
      case "badaddr" -> die(loader, 0xa8, new Fault.PageFault(0xffffc90000000010L, false));
      case "bug" -> die(loader, 0xce, new Fault.Bug(SOURCE + ":25"));
      case "div" -> die(loader, 0x11c, new Fault.DivideError());
      case "ud" -> die(loader, 0x232, new Fault.InvalidOpcode());
      case "stack" -> crash.die(new Fault.StackOverflow(), overflow(loader));
      case "panic" ->
          crash.panic("lkcrash: requested panic", at(loader, 0x255, List.of(inInit(0x255)), null));
      case "warn" -> {
        crash.warn(SOURCE + ":26", "lkcrash: test warning", at(loader, 0xef, List.of(), null));
        kernel.cpu().call(() -> done.accept(null));
      }
      case "irq" -> {
        Symbol timer = in("tmfn", 0x80, 0x5, 0x20);
        Fault fault = new Fault.PageFault(0, true);
        kernel.after(
            TIMER_NS, () -> crash.die(fault, TaskCrash.timer(kernel, timer, BUG_CODE, fault)));
        kernel.after(LOADER_SLEEPS_NS, () -> done.accept(null));
      }
      case "softlockup" -> new Lockup(kernel, loader, at(loader, 0x173, List.of(), null)).spin();
      case "hardlockup" -> Lockup.spinWithoutInterrupts(kernel);
      case "hung" -> {
        new HungTask(kernel, "lkhung").start();
        done.accept(null);
      }
      default -> done.accept(Errno.EINVAL);
    }
  }

  /** A function that calls itself until the stack is full. */
  private CrashSite overflow(Task loader) {
    List<Symbol> own = new ArrayList<>(Collections.nCopies(DEEPEST, in("rec", 0, 0x45, 0x80)));
    own.add(inInit(0x144));
    Symbol ip = in("rec", 0, 0x2c, 0x80);
    return TaskCrash.module(kernel, CrashSite.Context.NMI, loader, ip, own, BUG_CODE, null);
  }

  @Override
  public void stop() {}
}
