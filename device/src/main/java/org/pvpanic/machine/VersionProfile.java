package org.pvpanic.machine;

/**
 * Everything in which the QEMU versions that we stand for differ. Nothing else asks for a version.
 *
 * @param major version number
 * @param minor version number
 * @param micro version number
 * @param packageVersion what the packager added, "" in an upstream build
 * @param pvpanicEvents default of the {@code events} property
 * @param pvpanicShutdown whether bit 2 asks for a shutdown (QEMU 9.1)
 * @param transitions which run state may follow which
 * @param singlestep whether query-status has {@code singlestep} (until QEMU 8.2)
 */
public record VersionProfile(
    int major,
    int minor,
    int micro,
    String packageVersion,
    int pvpanicEvents,
    boolean pvpanicShutdown,
    RunStateTransitions transitions,
    boolean singlestep) {

  /** QEMU 7.2.22 as Debian 12 ships it. */
  public static final VersionProfile QEMU_7_2 =
      new VersionProfile(
          7,
          2,
          22,
          "Debian 1:7.2+dfsg-7+deb12u18+b3",
          3,
          false,
          RunStateTransitions.QEMU_7_2,
          true);

  /** QEMU 10.0.2 as Debian 13 ships it. */
  public static final VersionProfile QEMU_10_0 =
      new VersionProfile(
          10,
          0,
          2,
          "Debian 1:10.0.2+ds-2+deb13u1~bpo12+1",
          7,
          true,
          RunStateTransitions.QEMU_10_0,
          false);

  /** Whether {@code stop} acts on a suspended machine, and {@code cont} suspends it again. */
  public boolean stopsSuspended() {
    return transitions.allow(RunState.SUSPENDED, RunState.PAUSED);
  }

  /** {@code major.minor.micro}. */
  public String number() {
    return major + "." + minor + "." + micro;
  }
}
