package org.pvpanic.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The account that a session's programs run as. As root, libvirt's session mode would use the
 * folders of the system, so root's sessions run as {@code nobody}; everybody else's run as
 * themselves.
 *
 * @param switched whether it is another account than ours
 */
record Account(boolean switched, int uid, int gid) {

  /**
   * The account for a session of ours.
   *
   * @throws IOException if we are root and there is no account {@code nobody}
   */
  static Account forSession() throws IOException {
    Path self = Path.of("/proc/self");
    int uid = (int) Files.getAttribute(self, "unix:uid");
    int gid = (int) Files.getAttribute(self, "unix:gid");
    return uid == 0 ? nobody() : new Account(false, uid, gid);
  }

  private static Account nobody() throws IOException {
    for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
      String[] fields = line.split(":", -1);
      if (fields.length > 3 && fields[0].equals("nobody")) {
        return new Account(true, Integer.parseInt(fields[2]), Integer.parseInt(fields[3]));
      }
    }
    throw new IOException("root's libvirt sessions run as nobody, whom /etc/passwd does not know");
  }

  /** The command line that runs {@code command} as this account. */
  List<String> command(List<String> command) {
    if (!switched) {
      return command;
    }
    List<String> line =
        new ArrayList<>(List.of("setpriv", "--reuid", "" + uid, "--regid", "" + gid));
    line.addAll(List.of("--clear-groups", "--"));
    line.addAll(command);
    return line;
  }

  /** Hands a file, or a directory with all that is in it, to this account. */
  void own(Path tree) throws IOException {
    if (!switched) {
      return;
    }
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }
}
