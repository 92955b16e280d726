package org.pvpanic.guest.linux;

/**
 * Which kernel it is.
 *
 * @param release {@code uname -r}
 * @param version {@code uname -v}
 * @param builder who built it with which tools, as {@code /proc/version} says
 * @param shown what follows the release where a crash names it
 */
public record Release(String release, String version, String builder, String shown) {

  /** The line of {@code /proc/version}. */
  public String banner() {
    return "Linux version " + release + " " + builder + " " + version;
  }
}
