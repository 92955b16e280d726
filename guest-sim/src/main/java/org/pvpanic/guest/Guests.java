package org.pvpanic.guest;

import org.pvpanic.guest.linux.KernelProfile;
import org.pvpanic.guest.linux.LinuxGuest;
import org.pvpanic.guest.user.Distribution;
import org.pvpanic.machine.GuestCode;

/** The guests that there are. Each is immutable and may boot on any number of machines. */
public final class Guests {

  /** Name of the guest that boots unless another is asked for. */
  public static final String DEFAULT = "centos7";

  private static final GuestCode PROBE = new ProbeGuest();

  private Guests() {}

  /**
   * The guest of a profile: {@code centos7} (CentOS 7.3, Linux 3.10.0-514), {@code centos7.9}
   * (CentOS 7.9, Linux 3.10.0-1160), {@code debian12} (Debian 12, Linux 6.1 for virtual machines),
   * {@code debian12-amd64} (the same for any machine), {@code probe} (does what it is told over
   * COM1), or {@code none} for a board without software.
   *
   * @throws IllegalArgumentException when there is no such profile; the text names those there are
   */
  public static GuestCode byProfile(String name) {
    return switch (name) {
      case "centos7" -> Centos7.GUEST;
      case "centos7.9" -> Centos79.GUEST;
      case "debian12" -> Debian12.GUEST;
      case "debian12-amd64" -> Debian12Amd64.GUEST;
      case "probe" -> PROBE;
      case "none" -> GuestCode.NONE;
      default ->
          throw new IllegalArgumentException(
              "unknown guest profile '"
                  + name
                  + "', expected one of: centos7, centos7.9, debian12,"
                  + " debian12-amd64, probe, none");
    };
  }

  // Each in a class of its own, so that a machine does not make those that it does not boot.

  private static final class Centos7 {
    static final GuestCode GUEST =
        new LinuxGuest(KernelProfile.CENTOS_7_3, Distribution.CENTOS_7_3);
  }

  private static final class Centos79 {
    static final GuestCode GUEST =
        new LinuxGuest(KernelProfile.CENTOS_7_9, Distribution.CENTOS_7_9);
  }

  private static final class Debian12 {
    static final GuestCode GUEST = new LinuxGuest(KernelProfile.DEBIAN_12, Distribution.DEBIAN_12);
  }

  private static final class Debian12Amd64 {
    static final GuestCode GUEST =
        new LinuxGuest(KernelProfile.DEBIAN_12_AMD64, Distribution.DEBIAN_12);
  }
}
