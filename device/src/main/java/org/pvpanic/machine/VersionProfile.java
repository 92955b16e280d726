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
 * @param singlestep whether query-status has {@code singlestep} (until QEMU 8.2)
 * @param qomListsDefaults whether qom-list-properties tells default values
 * @param unsignedAddresses whether memsave and pmemsave take unsigned numbers
 * @param migratePauseStates in which states migrate-pause works, as its error names them
 */
public record VersionProfile(
    int major,
    int minor,
    int micro,
    String packageVersion,
    int pvpanicEvents,
    boolean pvpanicShutdown,
    boolean singlestep,
    boolean qomListsDefaults,
    boolean unsignedAddresses,
    String migratePauseStates) {

  /** QEMU 7.2.22 as Debian 12 ships it. */
  public static final VersionProfile QEMU_7_2 =
      new VersionProfile(
          7,
          2,
          22,
          "Debian 1:7.2+dfsg-7+deb12u18+b3",
          3,
          false,
          true,
          false,
          false,
          "postcopy-active");

  /** QEMU 10.0.2 as Debian 13 ships it. */
  public static final VersionProfile QEMU_10_0 =
      new VersionProfile(
          10,
          0,
          2,
          "Debian 1:10.0.2+ds-2+deb13u1~bpo12+1",
          7,
          true,
          false,
          true,
          true,
          "postcopy-active or postcopy-recover");

  /** {@code major.minor.micro}. */
  public String number() {
    return major + "." + minor + "." + micro;
  }
}
