package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.fs.Mount;

/** mount and umount. */
final class Mounts {

  private static final char BIND = OptionSpec.FIRST_UNNAMED;
  private static final OptionSpec MOUNT =
      OptionSpec.of(
          "aBfhilL:no:rst:TvVw" + BIND,
          "all=a bind=B fake=f no-mtab=n options=o read-only=r rw=w types=t verbose=v");
  private static final OptionSpec MOUNT_BUSYBOX = OptionSpec.of("o:t:rwanfvsiO:T:");
  private static final OptionSpec UMOUNT =
      OptionSpec.of(
          "adflnrt:v", "all=a detach-loop=d force=f lazy=l read-only=r types=t verbose=v");
  private static final OptionSpec UMOUNT_BUSYBOX = OptionSpec.of("fldnrat:v");

  private static final List<String> GENERIC =
      List.of("rw", "ro", "nosuid", "nodev", "noexec", "noatime", "nodiratime", "relatime");

  /** What util-linux ends with when mount(2) failed. */
  private static final int FAILED = 32;

  private Mounts() {}

  static void mount(Call call) {
    Options options = call.options(MOUNT, MOUNT_BUSYBOX);
    List<String> operands = options.operands();
    if (operands.isEmpty() && !options.has('a')) {
      show(call, options.value('t'));
      return;
    }
    Disk.slurp(call, "/etc/fstab", fstab -> mount(call, options, operands, fstab));
  }

  private static void mount(Call call, Options options, List<String> operands, String fstab) {
    if (operands.isEmpty()) {
      for (String line : fstab.split("\n")) {
        String[] fields = line.trim().split("[ \t]+");
        boolean counts = fields.length >= 4 && !line.startsWith("#");
        if (counts
            && !fields[2].equals("swap")
            && !fields[3].contains("noauto")
            && !isMounted(call, fields[1])) {
          mount(call, fields[0], fields[1], fields[2], fields[3]);
        }
      }
      call.exit();
      return;
    }
    String given = allOptions(options);
    String type = options.value('t');
    if (operands.size() > 1) {
      boolean remount = hasWord(given, "remount");
      mount(
          call,
          operands.get(0),
          operands.get(1),
          type == null ? (remount || hasWord(given, "bind") ? "none" : "auto") : type,
          given);
      call.exit();
      return;
    }
    String name = operands.get(0);
    if (hasWord(given, "remount")) {
      remount(call, name, given);
      return;
    }
    String[] entry = entry(fstab, name);
    if (entry == null) {
      throw cannotFind(call, name, fstab);
    }
    mount(call, entry[0], entry[1], type == null ? entry[2] : type, joined(entry[3], given));
    call.exit();
  }

  private static Exit cannotFind(Call call, String name, String fstab) {
    return switch (call.dialect()) {
      case CENTOS_7 -> call.fail(1, "can't find " + name + " in /etc/fstab");
      case DEBIAN_12 -> call.fail(1, name + ": can't find in /etc/fstab.");
      case BUSYBOX ->
          fstab.isEmpty() && Disk.statOrNull(call, "/etc/fstab") == null
              ? call.fail("can't read '/etc/fstab': No such file or directory")
              : call.fail("can't find " + name + " in /etc/fstab");
    };
  }

  private static void remount(Call call, String target, String given) {
    Mount.Facts known = null;
    for (Mount mount : call.kernel().files().mounts()) {
      if (Bytes.of(mount.facts().target()).equals(target)) {
        known = mount.facts();
      }
    }
    if (known == null) {
      throw call.isBusybox()
          ? call.fail("can't find " + target + " in /proc/mounts")
          : call.dialect() == Dialect.CENTOS_7
              ? call.fail(1, "can't find " + target + " in /etc/fstab")
              : call.fail(FAILED, target + ": mount point not mounted or bad option.");
    }
    mount(call, Bytes.of(known.source()), target, known.type(), given);
    call.exit();
  }

  private static boolean isMounted(Call call, String target) {
    for (Mount mount : call.kernel().files().mounts()) {
      if (Bytes.of(mount.facts().target()).equals(target)) {
        return true;
      }
    }
    return false;
  }

  private static String @Nullable [] entry(String fstab, String name) {
    for (String line : fstab.split("\n")) {
      String[] fields = line.trim().split("[ \t]+");
      if (fields.length >= 4 && (fields[0].equals(name) || fields[1].equals(name))) {
        return fields;
      }
    }
    return null;
  }

  private static String allOptions(Options options) {
    String all = "";
    for (Options.Given option : options.given()) {
      all =
          switch (option.letter()) {
            case 'o' -> joined(all, option.value());
            case 'r' -> joined(all, "ro");
            case 'w' -> joined(all, "rw");
            case 'B' -> joined(all, "bind");
            default -> all;
          };
    }
    return all;
  }

  private static String joined(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + "," + second;
  }

  private static boolean hasWord(String options, String word) {
    return List.of(options.split(",")).contains(word);
  }

  private static void mount(Call call, String source, String target, String type, String options) {
    try {
      call.kernel()
          .files()
          .mount(
              call.task(),
              Bytes.text(source),
              Bytes.text(target),
              Bytes.text(type),
              Bytes.text(options));
    } catch (SysError e) {
      complain(call, source, target, type, e.errno());
    }
  }

  private static void complain(Call call, String source, String target, String type, Errno errno) {
    if (call.isBusybox()) {
      call.complain(
          errno == Errno.EPERM
              ? "permission denied (are you root?)"
              : "mounting " + source + " on " + target + " failed: " + errno.message());
      return;
    }
    boolean old = call.dialect() == Dialect.CENTOS_7;
    boolean point = Disk.statOrNull(call, target) != null;
    String message =
        switch (errno) {
          case EPERM ->
              old ? "only root can do that" : target + ": must be superuser to use mount.";
          case ENODEV ->
              old
                  ? "unknown filesystem type '" + type + "'"
                  : target + ": unknown filesystem type '" + type + "'.";
          case ENOENT ->
              !point
                  ? old
                      ? "mount point " + target + " does not exist"
                      : target + ": mount point does not exist."
                  : old
                      ? "special device " + source + " does not exist"
                      : target + ": special device " + source + " does not exist.";
          case ENOTBLK ->
              old
                  ? source + " is not a block device"
                  : target + ": " + source + " is not a block device.";
          case EBUSY ->
              old
                  ? source + " is already mounted or " + target + " busy"
                  : target + ": " + source + " already mounted or mount point busy.";
          case ENOTDIR ->
              old
                  ? "mount point " + target + " is not a directory"
                  : target + ": mount point is not a directory.";
          case EINVAL ->
              old
                  ? "wrong fs type, bad option, bad superblock on "
                      + source
                      + ",\n"
                      + "       missing codepage or helper program, or other error\n\n"
                      + "       In some cases useful info is found in syslog - try\n"
                      + "       dmesg | tail or so."
                  : target
                      + ": wrong fs type, bad option, bad superblock on "
                      + source
                      + ", missing codepage or helper program, or other error.";
          default ->
              old
                  ? "mount(2) failed: " + errno.message()
                  : target + ": mount(2) system call failed: " + errno.message() + ".";
        };
    call.complain(message, errno == Errno.EPERM ? 1 : FAILED);
    if (!old && errno != Errno.EPERM) {
      call.err("       dmesg(1) may have more information after failed mount system call.\n");
    }
  }

  private static void show(Call call, @Nullable String type) {
    for (Mount mount : call.kernel().files().mounts()) {
      Mount.Facts facts = mount.facts();
      // /proc/self/mountinfo, which util-linux reads, has no line for the kernel's own root
      boolean listed = call.isBusybox() || !facts.type().equals("rootfs");
      if (listed && (type == null || type.equals(facts.type()))) {
        String options = call.isBusybox() ? facts.options() : genericFirst(facts.options());
        call.out(
            Bytes.of(
                "%s on %s type %s (%s)\n"
                    .formatted(facts.source(), facts.target(), facts.type(), options)));
      }
    }
    call.exit();
  }

  /** Options as mountinfo has them: those of every mount before those of the file system. */
  private static String genericFirst(String options) {
    List<String> generic = new ArrayList<>();
    List<String> own = new ArrayList<>();
    for (String option : options.split(",")) {
      (GENERIC.contains(option) ? generic : own).add(option);
    }
    generic.addAll(own);
    return String.join(",", generic);
  }

  static void umount(Call call) {
    Options options = call.options(UMOUNT, UMOUNT_BUSYBOX);
    List<String> operands = options.operands();
    if (operands.isEmpty() && !options.has('a')) {
      throw call.isBusybox() || call.dialect() == Dialect.CENTOS_7
          ? call.isBusybox() ? call.usage("") : oldUsage(call)
          : call.usage("bad usage");
    }
    List<Mount> mounts = call.kernel().files().mounts();
    if (options.has('a')) {
      for (int i = mounts.size() - 1; i > 0; i--) {
        unmount(call, Bytes.of(mounts.get(i).facts().target()));
      }
    }
    for (String name : operands) {
      unmount(call, target(mounts, name));
    }
    call.exit();
  }

  private static Exit oldUsage(Call call) {
    call.err(
        """

        Usage:
         umount [-hV]
         umount -a [options]
         umount [options] <source> | <directory>

        """);
    return new Exit(1);
  }

  /** Where a source was mounted last, or the name itself. */
  private static String target(List<Mount> mounts, String name) {
    String found = name;
    for (Mount mount : mounts) {
      if (Bytes.of(mount.facts().source()).equals(name) && name.startsWith("/")) {
        found = Bytes.of(mount.facts().target());
      }
    }
    return found;
  }

  private static void unmount(Call call, String target) {
    try {
      call.kernel().files().unmount(call.task(), Bytes.text(target));
    } catch (SysError e) {
      Errno errno = e.errno();
      if (call.isBusybox()) {
        call.complain("can't unmount " + target + ": " + errno.message());
        return;
      }
      boolean old = call.dialect() == Dialect.CENTOS_7;
      String message =
          switch (errno) {
            case ENOENT ->
                old ? target + ": mountpoint not found" : target + ": no mount point specified.";
            case EINVAL -> old ? target + ": not mounted" : target + ": not mounted.";
            case EBUSY ->
                old
                    ? target
                        + ": target is busy.\n"
                        + "        (In some cases useful info about processes that use\n"
                        + "         the device is found by lsof(8) or fuser(1))"
                    : target + ": target is busy.";
            case EPERM -> target + ": must be superuser to unmount" + (old ? "" : ".");
            default -> target + ": " + errno.message();
          };
      call.complain(message, FAILED);
    }
  }
}
