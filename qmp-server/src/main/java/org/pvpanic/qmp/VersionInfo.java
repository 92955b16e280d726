package org.pvpanic.qmp;

/**
 * The version that a monitor claims to be, in its greeting and in {@code query-version}.
 *
 * @param qemu the version of QEMU
 * @param packageName what a distributor adds to it; empty in a build from QEMU's own source
 */
public record VersionInfo(VersionTriple qemu, @Name("package") String packageName) {
  /** The three numbers of a version. */
  public record VersionTriple(long major, long minor, long micro) {}

  /** Makes a version such as 7, 2, 22 and a package name. */
  public static VersionInfo of(int major, int minor, int micro, String packageName) {
    return new VersionInfo(new VersionTriple(major, minor, micro), packageName);
  }
}
