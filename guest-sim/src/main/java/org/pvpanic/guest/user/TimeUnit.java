package org.pvpanic.guest.user;

import org.pvpanic.guest.user.time.NtpDaemon;

/** The service of the daemon that keeps the clock: whoever starts or stops it, it is told of. */
final class TimeUnit extends Unit {

  private final NtpDaemon daemon;

  TimeUnit(UnitSpec spec, Services services, NtpDaemon daemon) {
    super(spec, services);
    this.daemon = daemon;
  }

  @Override
  State state() {
    return daemon.isActive() ? State.ACTIVE : State.INACTIVE;
  }

  @Override
  boolean isActive() {
    return daemon.isActive();
  }

  @Override
  String setting() {
    return isMasked() ? "masked" : daemon.isEnabled() ? "enabled" : "disabled";
  }

  @Override
  void setEnabled(boolean on) {
    daemon.setEnabled(on);
  }

  @Override
  boolean start() {
    if (!daemon.isActive()) {
      super.start();
      daemon.start();
    }
    return true;
  }

  @Override
  void stop() {
    if (daemon.isActive()) {
      daemon.stop();
      super.stop();
    }
  }
}
