package org.pvpanic.guest.user;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.RootKind;
import org.pvpanic.guest.linux.Tty;
import org.pvpanic.guest.user.command.Dialect;
import org.pvpanic.guest.user.command.Machinery;
import org.pvpanic.guest.user.time.TimeServices;

/** What the programs of one boot share: the services, the clock, who logged in. */
final class Userland implements Machinery {

  private final Kernel kernel;
  private final Distribution distribution;
  private final WallClock clock;
  private final Services services;
  private final TimeServices time;
  private final Commands commands;
  private @Nullable Systemd init;
  private @Nullable ScheduledShutdown scheduled;
  private final List<Login> logins = new ArrayList<>(0);
  private @Nullable String lastLogin;

  Userland(Kernel kernel, Distribution distribution) {
    this.kernel = kernel;
    this.distribution = distribution;
    this.commands = new Commands(this);
    this.clock = new WallClock(kernel);
    this.time = new TimeServices(kernel, distribution.timeDaemon(), distribution.zone());
    this.services = new Services(kernel, clock, time.daemon(), distribution.id().equals("centos"));
  }

  Kernel kernel() {
    return kernel;
  }

  /** What is installed. */
  Distribution distribution() {
    return distribution;
  }

  WallClock clock() {
    return clock;
  }

  /** The units of systemd. */
  Services services() {
    return services;
  }

  void setInit(Systemd systemd) {
    init = systemd;
  }

  /** Stops services, then ends the system. */
  void shutDown(PowerAction action) {
    if (init != null) {
      init.shutDown(action, true);
    }
  }

  /** Ends the system as soon as programs are ended and file systems are away. */
  void shutDownWithoutServices(PowerAction action) {
    if (init != null) {
      init.shutDown(action, false);
    }
  }

  /** The shutdown that somebody has set for later, or null. */
  @Nullable ScheduledShutdown scheduled() {
    return scheduled;
  }

  void schedule(@Nullable ScheduledShutdown shutdown) {
    scheduled = shutdown;
  }

  @Override
  public TimeServices time() {
    return time;
  }

  @Override
  public Dialect dialect() {
    return kernel.root() == RootKind.INITRAMFS ? Dialect.BUSYBOX : distribution.dialect();
  }

  @Override
  public List<Login> logins() {
    return logins;
  }

  /** Forgets who was logged in at a terminal. */
  void noteLogout(Tty tty) {
    logins.removeIf(login -> login.terminal().equals(tty.device()));
  }

  /** The program that a command name, or a path to one, stands for; null when there is none. */
  @Nullable Program command(String name) {
    return commands.find(name);
  }

  /** Notes a login; returns the line about the one before, or "". */
  String noteLogin(Tty tty) {
    String line =
        lastLogin == null ? "" : "Last login: " + lastLogin + " on " + tty.device() + "\n";
    noteLogout(tty);
    logins.add(new Login("root", tty.device(), kernel.realtimeNs()));
    lastLogin = clock.asc(clock.seconds());
    return line;
  }
}
