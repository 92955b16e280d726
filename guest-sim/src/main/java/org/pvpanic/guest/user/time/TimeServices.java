package org.pvpanic.guest.user.time;

import java.util.List;
import org.pvpanic.guest.linux.Kernel;

/** What a guest has settled about its time: the zone, what the clock chip shows, who keeps it. */
public final class TimeServices {

  private final NtpDaemon daemon;
  private GuestZone zone;
  private boolean chipIsLocal;

  /**
   * The settings of an installation.
   *
   * @param kind the daemon that it brings
   * @param zone the name under which it knows UTC
   */
  public TimeServices(Kernel kernel, NtpDaemon.Kind kind, String zone) {
    this.daemon = new NtpDaemon(kind, kernel.time());
    this.zone = GuestZone.utc(zone);
  }

  /** The daemon that keeps the clock. */
  public NtpDaemon daemon() {
    return daemon;
  }

  /** The time zone. */
  public GuestZone zone() {
    return zone;
  }

  /**
   * Sets the time zone.
   *
   * @return false when there is none with that name
   */
  public boolean setZone(String name) {
    GuestZone found = GuestZone.find(name);
    if (found == null) {
      return false;
    }
    zone = found;
    return true;
  }

  /** The names of the zones that there are. */
  public List<String> zones() {
    return GuestZone.names();
  }

  /** Whether the clock chip shows local time. */
  public boolean chipIsLocal() {
    return chipIsLocal;
  }

  /** Says whether the clock chip shows local time. */
  public void setChipIsLocal(boolean local) {
    chipIsLocal = local;
  }

  /** What the chip shows at a time, both in seconds since 1970. */
  public long toChip(long seconds, boolean local) {
    return local ? seconds + zone.offset(seconds) : seconds;
  }

  /** The time at which the chip shows {@code shown}. */
  public long fromChip(long shown, boolean local) {
    return local ? zone.fromLocal(shown) : shown;
  }

  /** The time at which local clocks show what UTC shows at {@code seconds}. */
  public long fromLocal(long seconds) {
    return zone.fromLocal(seconds);
  }
}
