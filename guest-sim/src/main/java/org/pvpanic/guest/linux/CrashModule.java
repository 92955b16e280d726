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

  /**
   * A place in a function of the module.
   *
   * @param offset from the function's start
   * @param code the bytes around it
   */
  private record Place(int offset, String code) {}

  private static final Place NULL =
      new Place(0x20, "<c7> 04 25 00 00 00 00 01 00 00 00 31 c0 e9 2c 02 00 00 48 c7 c6 a8 20 58");

  private static final Place GPF =
      new Place(
          0x78,
          "20 58 c0 e8 43 ac 65 c5 e9 fa 01 00 00 48 c7 c6 a8 20 58 c0 48 89 df e8 26 08 64 c5 85"
              + " c0 75 1d 48 b8 00 01 00 00 00 00 ad de <8b> 30 48 c7 c7 a2 20 58 c0 e8 13 ac 65"
              + " c5 e9 ca 01 00 00 48 c7 c6");

  private static final Place BAD_ADDRESS =
      new Place(
          0xa8,
          "20 58 c0 e8 13 ac 65 c5 e9 ca 01 00 00 48 c7 c6 ac 20 58 c0 48 89 df e8 f6 07 64 c5 85"
              + " c0 75 1d 48 b8 10 00 00 00 00 c9 ff ff <8b> 30 48 c7 c7 a2 20 58 c0 e8 e3 ab 65"
              + " c5 e9 9a 01 00 00 48 c7 c6");

  private static final Place BUG =
      new Place(
          0xce,
          "00 c9 ff ff 8b 30 48 c7 c7 a2 20 58 c0 e8 e3 ab 65 c5 e9 9a 01 00 00 48 c7 c6 b4 20 58"
              + " c0 48 89 df e8 c6 07 64 c5 85 c0 75 02 <0f> 0b 48 c7 c6 b8 20 58 c0 48 89 df e8"
              + " b1 07 64 c5 85 c0 75 13 48");

  private static final Place WARN =
      new Place(
          0xef,
          "e8 c6 07 64 c5 85 c0 75 02 0f 0b 48 c7 c6 b8 20 58 c0 48 89 df e8 b1 07 64 c5 85 c0 75"
              + " 13 48 c7 c7 bd 20 58 c0 e8 91 d0 d1 c4 <0f> 0b e9 5f 01 00 00 48 c7 c6 d4 20 58"
              + " c0 48 89 df e8 8b 07 64 c5");

  private static final Place DIVISION =
      new Place(
          0x11c,
          "5f 01 00 00 48 c7 c6 d4 20 58 c0 48 89 df e8 8b 07 64 c5 85 c0 75 21 8b 0d d9 b2 00 00"
              + " b8 39 30 00 00 48 c7 c7 a2 20 58 c0 99 <f7> f9 89 c6 e8 74 ab 65 c5 e9 2b 01 00"
              + " 00 48 c7 c6 d8 20 58 c0 48");

  private static final Place SPIN =
      new Place(
          0x173,
          "58 c0 89 c6 e8 47 ab 65 c5 e9 fe 00 00 00 48 c7 c6 de 20 58 c0 48 89 df e8 2a 07 64 c5"
              + " 85 c0 75 0b 65 ff 05 cf 89 a6 3f f3 90 <eb> fc 48 c7 c6 e9 20 58 c0 48 89 df e8"
              + " 0c 07 64 c5 85 c0 75 0a fa");

  private static final Place UNDEFINED =
      new Place(
          0x232,
          "e8 f3 a4 64 c5 48 89 c7 48 3d 00 f0 ff ff 77 3d e8 63 ac 65 c5 eb 36 48 c7 c6 04 21 58"
              + " c0 48 89 df e8 62 06 64 c5 85 c0 75 04 <0f> 0b eb 1f 48 c7 c6 07 21 58 c0 48 89"
              + " df e8 4b 06 64 c5 85 c0 75");

  private static final Place PANIC = new Place(0x255, UNDEFINED.code());

  /** Behind the call at the end of the function, which is for a canary that has changed. */
  private static final Place CANARY = new Place(0x2a5, UNDEFINED.code());

  private static final String RECURSION_CODE =
      "44 00 00 48 81 ec 08 02 00 00 89 fa b9 40 00 00 00 65 48 8b 04 25 28 00 00 00 48 89 84 24 00"
          + " 02 00 00 31 c0 48 89 e6 48 89 f7 <f3> 48 ab 88 14 24 8d 7a 01 0f b6 04 24 88 84 24 ff"
          + " 01 00 00 e8 bb";

  private static final String TIMER_CODE =
      "2b 14 25 28 00 00 00 75 0c 48 81 c4 08 02 00 00 c3 cc cc cc cc e8 9b 0f de ec 66 66 2e 0f 1f"
          + " 84 00 00 00 00 00 0f 1f 44 00 00 <c7> 04 25 00 00 00 00 01 00 00 00 c3 cc cc cc cc 66"
          + " 66 2e 0f 1f 84";

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
  private void die(Task loader, Place place, Fault fault) {
    kernel.crashPath().die(fault, at(loader, place, List.of(), fault));
  }

  private CrashSite at(Task loader, Place place, List<Symbol> own, @Nullable Fault fault) {
    Symbol ip = inInit(place.offset());
    return TaskCrash.module(kernel, CrashSite.Context.TASK, loader, ip, own, place.code(), fault);
  }

  @Override
  public void start(Task loader, Consumer<@Nullable Errno> done) {
    CrashPath crash = kernel.crashPath();
    switch (what) {
      case "null" -> die(loader, NULL, new Fault.PageFault(0, true));
      case "gpf" -> die(loader, GPF, new Fault.GeneralProtection(0xdead000000000100L));
      case "badaddr" -> die(loader, BAD_ADDRESS, new Fault.PageFault(0xffffc90000000010L, false));
      case "bug" -> die(loader, BUG, new Fault.Bug(SOURCE + ":25"));
      case "div" -> die(loader, DIVISION, new Fault.DivideError());
      case "ud" -> die(loader, UNDEFINED, new Fault.InvalidOpcode());
      case "stack" -> overflow(loader);
      case "panic" ->
          crash.panic(
              "lkcrash: requested panic", at(loader, PANIC, List.of(inInit(PANIC.offset())), null));
      case "stackprotector" -> overwriteCanary(loader);
      case "warn" -> {
        crash.warn(SOURCE + ":26", "lkcrash: test warning", at(loader, WARN, List.of(), null));
        kernel.cpu().call(() -> done.accept(null));
      }
      case "irq" -> {
        Symbol timer = in("tmfn", 0x80, 0x5, 0x20);
        Fault fault = new Fault.PageFault(0, true);
        kernel.after(
            TIMER_NS, () -> crash.die(fault, TaskCrash.timer(kernel, timer, TIMER_CODE, fault)));
        kernel.after(LOADER_SLEEPS_NS, () -> done.accept(null));
      }
      case "softlockup" -> new Lockup(kernel, loader, at(loader, SPIN, List.of(), null)).spin();
      case "hardlockup" -> Lockup.spinWithoutInterrupts(kernel);
      case "hung" -> {
        new HungTask(kernel, "lkhung").start();
        done.accept(null);
      }
      default -> done.accept(Errno.EINVAL);
    }
  }

  /**
   * A function that has written beyond its buffer on the stack, and what the compiler makes it call
   * when it returns (__stack_chk_fail of kernel/panic.c). Old kernels do not look up the name of
   * where that is.
   */
  private void overwriteCanary(Task loader) {
    boolean el7 = kernel.isEl7();
    Symbol caller = inInit(CANARY.offset());
    CrashSite site = at(loader, CANARY, List.of(caller), null);
    List<String> frames =
        el7
            ? List.of(Stack310.CANARY_CHANGED)
            : List.of("? " + caller.place(), "__stack_chk_fail+0x15/0x20");
    String where = el7 ? Hex.wide(caller.address()) : caller.place();
    kernel
        .crashPath()
        .panic(
            "stack-protector: Kernel stack is corrupted in: " + where + "\n",
            site.under(CrashWords.nested(frames, site.trace())));
  }

  /** A function that calls itself until the stack is full. */
  private void overflow(Task loader) {
    List<Symbol> own = new ArrayList<>(Collections.nCopies(DEEPEST, in("rec", 0, 0x45, 0x80)));
    own.add(inInit(0x144));
    Symbol ip = in("rec", 0, 0x2c, 0x80);
    Fault fault = new Fault.StackOverflow();
    CrashSite site =
        TaskCrash.module(kernel, CrashSite.Context.NMI, loader, ip, own, RECURSION_CODE, fault);
    kernel.crashPath().die(fault, site);
  }

  @Override
  public void stop() {}
}
