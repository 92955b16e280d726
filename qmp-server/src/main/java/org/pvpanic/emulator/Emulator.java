package org.pvpanic.emulator;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.pvpanic.machine.GuestCode;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.MachineObserver;
import org.pvpanic.machine.TimeSource;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.options.Diagnostics;
import org.pvpanic.options.QemuError;
import org.pvpanic.options.Settings;
import org.pvpanic.vm.Vm;

/**
 * A running virtual machine, configured by QEMU's command line: the whole of it in one object, for
 * embedding it in a Java program. Any number run in one JVM, on one thread or a few.
 *
 * <pre>{@code
 * try (Emulator vm = Emulator.start("-nodefaults", "-device", "pvpanic", "-qmp", "unix:/tmp/q,server=on,wait=off")) {
 *   ...
 * }
 * }</pre>
 */
public final class Emulator implements AutoCloseable {

  private final Vm vm;
  private final FrontEnds frontEnds;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  private Emulator(Vm vm, FrontEnds frontEnds) {
    this.vm = vm;
    this.frontEnds = frontEnds;
  }

  /**
   * Starts a machine as QEMU 7.2 has it, on the event loops that all embedded machines share
   * (daemon threads).
   *
   * @param args QEMU's command line without the program's name
   * @throws QemuError in QEMU's words when the command line is wrong or cannot be carried out
   */
  public static Emulator start(String... args) {
    return start(VersionProfile.QEMU_7_2, args);
  }

  /**
   * Starts a machine as that QEMU has it.
   *
   * @param version the QEMU to stand for
   * @param args QEMU's command line without the program's name
   * @throws QemuError in QEMU's words when the command line is wrong or cannot be carried out
   */
  public static Emulator start(VersionProfile version, String... args) {
    return start(Shared.LOOPS.next(), version, Diagnostics.onStandardError(), List.of(args));
  }

  /**
   * Starts a machine that boots guest code of your own.
   *
   * @param guest what runs in place of a profile's guest
   * @param args QEMU's command line without the program's name
   * @throws QemuError in QEMU's words when the command line is wrong or cannot be carried out
   */
  public static Emulator start(GuestCode guest, String... args) {
    Diagnostics diagnostics = Diagnostics.onStandardError();
    Settings settings = CommandLineReader.read(VersionProfile.QEMU_7_2, List.of(args), diagnostics);
    IoEventLoop loop = Shared.LOOPS.next();
    return start(new Assembly(loop, diagnostics, settings).with(guest), loop, news -> {});
  }

  /** Starts a machine on {@code loop}; must not be called on it. */
  static Emulator start(
      IoEventLoop loop, VersionProfile version, Diagnostics diagnostics, List<String> args) {
    return start(loop, TimeSource.SYSTEM, version, diagnostics, args);
  }

  /**
   * Starts a machine on {@code loop}; must not be called on it.
   *
   * @param host the host's clocks, by which the loop's delays go too
   */
  static Emulator start(
      IoEventLoop loop,
      TimeSource host,
      VersionProfile version,
      Diagnostics diagnostics,
      List<String> args) {
    Settings settings = CommandLineReader.read(version, args, diagnostics);
    return start(new Assembly(loop, diagnostics, settings).on(host), loop, news -> {});
  }

  /**
   * Starts the machine that {@code settings} describe on {@code loop}, as the only one of a
   * program; must not be called on it.
   *
   * @param news told, a line each, what a program prints on standard output
   */
  static Emulator start(
      IoEventLoop loop, Diagnostics diagnostics, Settings settings, Consumer<String> news) {
    return start(new Assembly(loop, diagnostics, settings).withoutJournal(), loop, news);
  }

  private static Emulator start(Assembly assembly, IoEventLoop loop, Consumer<String> news) {
    FrontEnds frontEnds = assembly.frontEnds();
    try {
      on(loop, Executors.callable(assembly::openBackEnds));
      frontEnds.backEnds().announce(news);
      frontEnds.backEnds().awaitReady();
      return on(
          loop,
          () -> {
            Emulator emulator = new Emulator(assembly.build(), frontEnds);
            emulator.watch();
            assembly.powerOn(emulator.vm, emulator::fail);
            return emulator;
          });
    } catch (RuntimeException e) {
      loop.submit(frontEnds::close).syncUninterruptibly();
      throw e;
    }
  }

  private static <T> T on(IoEventLoop loop, Callable<T> task) {
    try {
      return loop.submit(task).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof QemuError refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QemuError("interrupted");
    }
  }

  /**
   * When the machine is at its end the reply to what ended it goes out first, then everything is
   * closed.
   */
  private void watch() {
    vm.machine()
        .observe(
            new MachineObserver() {
              @Override
              public void exited(int status) {
                vm.eventLoop()
                    .execute(
                        () -> {
                          try {
                            frontEnds.close();
                          } finally {
                            exit.complete(status);
                          }
                        });
              }
            });
  }

  /** At once, and without a word to any client. */
  private void fail() {
    frontEnds.close();
    exit.complete(1);
  }

  /** The machine and what is around it. Touch it only on its event loop. */
  public Vm vm() {
    return vm;
  }

  /**
   * Completed with the exit status that QEMU's process would have had, when the machine is at its
   * end.
   */
  public CompletableFuture<Integer> exit() {
    return exit.copy();
  }

  /** Ends the machine as SIGTERM would. Returns at once; {@link #exit} tells when it is over. */
  public void terminate() {
    vm.eventLoop().execute(() -> vm.loop().submit(Input.Command.KILL));
  }

  /**
   * Ends the machine as SIGTERM would, and waits until it is over. On the machine's own loop, which
   * must not wait for itself, it does not wait.
   */
  @Override
  public void close() {
    terminate();
    if (!vm.eventLoop().inEventLoop()) {
      exit.join();
    }
  }

  /** One loop a processor, made when the first machine is embedded. */
  private static final class Shared {
    static final IoEventLoopGroup LOOPS =
        new MultiThreadIoEventLoopGroup(
            Runtime.getRuntime().availableProcessors(),
            new DefaultThreadFactory("pvpanic", true),
            EpollIoHandler.newFactory());
  }
}
