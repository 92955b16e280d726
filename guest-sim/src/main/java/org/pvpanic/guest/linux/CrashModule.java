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
  private static final long TIMER_NS = 100_000_000;
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

  /** The function of the module where each thing goes wrong, as an offset of its code. */
  private Symbol in(String function, int offset, int size) {
    long base = kernel.modules().address(NAME);
    long start = function.equals("lk_init") ? base & -4096L : base;
    return new Symbol(start + offset, function, offset, size, NAME);
  }

  private CrashSite site(Task loader, int offset, long cr2) {
    return TaskCrash.module(
        kernel, loader, in("lk_init", offset, INIT_SIZE), List.of(), BUG_CODE, cr2);
  }

  @Override
  public void start(Task loader, Consumer<@Nullable Errno> done) {
    CrashPath crash = kernel.crashPath();
    switch (what) {
      case "null" -> crash.die(new Fault.PageFault(0, true), site(loader, 0x20, 0));
      case "gpf" ->
          crash.die(new Fault.GeneralProtection(0xdead000000000100L), site(loader, 0x78, 0));
      case "badaddr" -> {
        long address = 0xffffc90000000010L;
        crash.die(new Fault.PageFault(address, false), site(loader, 0xa8, address));
      }
      case "bug" -> crash.die(new Fault.Bug(SOURCE + ":25"), site(loader, 0xce, 0));
      case "div" -> crash.die(new Fault.DivideError(), site(loader, 0x11c, 0));
      case "ud" -> crash.die(new Fault.InvalidOpcode(), site(loader, 0x232, 0));
      case "stack" -> crash.die(new Fault.StackOverflow(), overflow(loader));
      case "panic" -> crash.panic("lkcrash: requested panic", site(loader, 0x255, 0));
      case "warn" -> {
        crash.warn(SOURCE + ":26", "lkcrash: test warning", site(loader, 0xef, 0));
        kernel.cpu().call(() -> done.accept(null));
      }
      case "irq" -> {
        kernel.after(
            TIMER_NS,
            () ->
                crash.die(
                    new Fault.PageFault(0, true),
                    TaskCrash.timer(kernel, in("tmfn", 0x5, 0x20), BUG_CODE)));
        done.accept(null);
      }
      case "softlockup" -> new Lockup(kernel, loader, site(loader, 0x173, 0)).spin();
      case "hardlockup" -> Lockup.spinWithoutInterrupts(kernel);
      case "hung" -> {
        new HungTask(kernel, "lkhung").start();
        done.accept(null);
      }
      default -> done.accept(Errno.EINVAL);
    }
  }

  private CrashSite overflow(Task loader) {
    String frame =
        kernel.isEl7() ? in("rec", 0x45, 0x80).toString() : in("rec", 0x45, 0x80).place();
    List<String> own = new ArrayList<>(Collections.nCopies(28, frame));
    Symbol init = in("lk_init", 0x144, INIT_SIZE);
    own.add(kernel.isEl7() ? init.toString() : init.place());
    return TaskCrash.module(kernel, loader, in("rec", 0x2c, 0x80), own, BUG_CODE, 0);
  }

  @Override
  public void stop() {}
}
