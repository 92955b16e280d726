package org.pvpanic.guest;

import org.pvpanic.guest.linux.KernelProfile;
import org.pvpanic.guest.linux.LinuxGuest;
import org.pvpanic.guest.user.Systemd;
import org.pvpanic.machine.GuestCode;

/** The guests that there are. Each is immutable and may boot on any number of machines. */
public final class Guests {

  /** Name of the guest that boots unless another is asked for. */
  public static final String DEFAULT = "centos7";

  private static final GuestCode CENTOS_7 =
      new LinuxGuest(KernelProfile.CENTOS_7, Systemd.init(), Systemd.captureInit());

  private static final GuestCode PROBE = new ProbeGuest();

  private Guests() {}

  /**
   * The guest of a profile: {@code centos7} (CentOS 7.3, Linux 3.10.0-514), {@code probe} (does
   * what it is told over COM1), or {@code none} for a board without software.
   *
   * @throws IllegalArgumentException when there is no such profile; the text names those there are
   */
  public static GuestCode byProfile(String name) {
    return switch (name) {
      case "centos7" -> CENTOS_7;
      case "probe" -> PROBE;
      case "none" -> GuestCode.NONE;
      default ->
          throw new IllegalArgumentException(
              "unknown guest profile '" + name + "', expected one of: centos7, probe, none");
    };
  }
}
