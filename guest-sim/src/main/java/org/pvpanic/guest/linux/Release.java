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

  /** The number that Red Hat counts its kernels by, such as 514 of {@code 3.10.0-514.el7}. */
  int build() {
    int from = release.indexOf('-') + 1;
    int to = from;
    while (Character.isDigit(release.charAt(to))) {
      to++;
    }
    return Integer.parseInt(release, from, to, 10);
  }

  /** The line of {@code /proc/version}. */
  public String banner() {
    return "Linux version " + release + " " + builder + " " + version;
  }
}
