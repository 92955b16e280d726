package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Users and groups, as /etc/passwd and /etc/group have them. */
final class Accounts {

  /** A user. */
  record User(String name, int uid, int gid, String home, String shell) {}

  /** A group and who else is in it. */
  record Group(String name, int gid, List<String> members) {}

  private final List<User> users = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();

  private Accounts(String passwd, String group) {
    for (String line : passwd.split("\n")) {
      String[] fields = line.split(":", -1);
      if (fields.length == 7 && number(fields[2]) >= 0 && number(fields[3]) >= 0) {
        users.add(new User(fields[0], number(fields[2]), number(fields[3]), fields[5], fields[6]));
      }
    }
    for (String line : group.split("\n")) {
      String[] fields = line.split(":", -1);
      if (fields.length == 4 && number(fields[2]) >= 0) {
        groups.add(new Group(fields[0], number(fields[2]), List.of(fields[3].split(","))));
      }
    }
  }

  /** A number of a user or group, or -1: a line without one is skipped. */
  private static int number(String text) {
    Long number = Numbers.decimal(text);
    return number == null || number > Integer.MAX_VALUE ? -1 : number.intValue();
  }

  /** Reads both files. */
  static void load(Call call, Consumer<Accounts> then) {
    Disk.slurp(
        call,
        "/etc/passwd",
        passwd ->
            Disk.slurp(call, "/etc/group", group -> then.accept(new Accounts(passwd, group))));
  }

  @Nullable User byUid(int uid) {
    return users.stream().filter(user -> user.uid() == uid).findFirst().orElse(null);
  }

  @Nullable User byName(String name) {
    return users.stream().filter(user -> user.name().equals(name)).findFirst().orElse(null);
  }

  @Nullable Group groupByName(String name) {
    return groups.stream().filter(group -> group.name().equals(name)).findFirst().orElse(null);
  }

  /** The name of a user, or the number when he has none. */
  String userName(int uid) {
    User user = byUid(uid);
    return user == null ? Integer.toString(uid) : user.name();
  }

  /** The name of a group, or the number when it has none. */
  String groupName(int gid) {
    String name = groupNameOrNull(gid);
    return name == null ? Integer.toString(gid) : name;
  }

  @Nullable String groupNameOrNull(int gid) {
    for (Group group : groups) {
      if (group.gid() == gid) {
        return group.name();
      }
    }
    return null;
  }

  /** All groups of a user, his own first. */
  List<Integer> groupsOf(User user) {
    List<Integer> all = new ArrayList<>(List.of(user.gid()));
    for (Group group : groups) {
      if (group.members().contains(user.name()) && group.gid() != user.gid()) {
        all.add(group.gid());
      }
    }
    return all;
  }
}
