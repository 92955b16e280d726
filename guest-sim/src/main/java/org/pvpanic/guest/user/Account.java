package org.pvpanic.guest.user;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can work on the guest.
 *
 * @param name as at the login prompt
 * @param uid number; that of the group, too
 * @param home the home directory
 * @param administrator whether sudo lets them do what root can
 */
record Account(String name, int uid, String home, boolean administrator) {

  /** What nologin(8) says. */
  static final String LOCKED = "This account is currently not available.\n";

  private static final String NOBODY = "nobody";

  static final Account ROOT = new Account("root", 0, "/root", true);

  private static final List<Account> ALL =
      List.of(ROOT, new Account("user", 1000, "/home/user", true));

  /**
   * The account of that name, or null.
   *
   * @param old whether it is CentOS 7's /etc/passwd, where nobody has another number
   */
  static @Nullable Account find(String name, boolean old) {
    if (name.equals(NOBODY)) {
      return old ? new Account(NOBODY, 99, "/", false) : new Account(NOBODY, 65534, "/", false);
    }
    for (Account account : ALL) {
      if (account.name.equals(name)) {
        return account;
      }
    }
    return null;
  }

  /** The account with that number, or root's. */
  static Account byUid(int uid) {
    for (Account account : ALL) {
      if (account.uid == uid) {
        return account;
      }
    }
    return ROOT;
  }

  /** Whether the account's own shell is nologin(8). */
  boolean isLocked() {
    return name.equals(NOBODY);
  }

  /** Puts who it is into an environment. */
  void enter(Map<String, String> environment) {
    environment.put("HOME", home);
    environment.put("SHELL", isLocked() ? "/sbin/nologin" : "/bin/bash");
    environment.put("USER", name);
    environment.put("LOGNAME", name);
  }
}
