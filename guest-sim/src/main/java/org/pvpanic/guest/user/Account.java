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

  static final Account ROOT = new Account("root", 0, "/root", true);

  private static final List<Account> ALL =
      List.of(ROOT, new Account("user", 1000, "/home/user", true));

  /** The account of that name, or null. */
  static @Nullable Account find(String name) {
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

  /** Puts who it is into an environment. */
  void enter(Map<String, String> environment) {
    environment.put("HOME", home);
    environment.put("SHELL", "/bin/bash");
    environment.put("USER", name);
    environment.put("LOGNAME", name);
  }
}
