package org.pvpanic.emulator;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.pvpanic.machine.TimeSource;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.options.Diagnostics;

/** Machines whose words on standard error a test reads. */
public final class Emulators {

  private static final IoEventLoopGroup LOOPS =
      new MultiThreadIoEventLoopGroup(
          2, new DefaultThreadFactory("replay", true), EpollIoHandler.newFactory());

  private Emulators() {}

  /**
   * Starts a machine.
   *
   * @param errors told every line on standard error
   */
  public static Emulator start(VersionProfile version, List<String> args, Consumer<String> errors) {
    return Emulator.start(
        LOOPS.next(), version, new Diagnostics(errors, InstantSource.system()), args);
  }

  /**
   * Starts a machine of QEMU 7.2 on a host of a test's own.
   *
   * @param loop whose delays go by {@code host}, too
   */
  public static Emulator start(IoEventLoop loop, TimeSource host, List<String> args) {
    return Emulator.start(loop, host, VersionProfile.QEMU_7_2, Diagnostics.onStandardError(), args);
  }
}
