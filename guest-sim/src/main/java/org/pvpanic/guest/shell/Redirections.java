package org.pvpanic.guest.shell;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.FileTable;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.RootFs;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.shell.Script.Redirection;

/** Opens what redirections name. */
final class Redirections {

  private Redirections() {}

  /**
   * Applies redirections from left to right.
   *
   * @return what bash says of the first one that fails, or null
   */
  static @Nullable String apply(
      List<Redirection> redirections,
      FileTable files,
      RootFs root,
      UnaryOperator<String> variables) {
    for (Redirection redirection : redirections) {
      List<String> fields = redirection.target().expand(variables);
      if (fields.size() != 1) {
        return "-bash: " + redirection.target().typed() + ": ambiguous redirect\n";
      }
      String target = fields.get(0);
      try {
        files.set(redirection.descriptor(), open(redirection.kind(), target, files, root));
      } catch (SysError e) {
        return "-bash: " + target + ": " + e.errno().message() + "\n";
      }
    }
    return null;
  }

  private static @Nullable OpenFile open(
      Redirection.Kind kind, String target, FileTable files, RootFs root) throws SysError {
    return switch (kind) {
      case READ -> root.openToRead(target);
      case WRITE -> root.openToWrite(target, false);
      case APPEND -> root.openToWrite(target, true);
      case DUPLICATE -> duplicate(target, files);
    };
  }

  private static @Nullable OpenFile duplicate(String target, FileTable files) throws SysError {
    if (target.length() != 1 || target.charAt(0) < '0' || target.charAt(0) > '2') {
      throw new SysError(Errno.EBADF);
    }
    return files.get(target.charAt(0) - '0');
  }
}
