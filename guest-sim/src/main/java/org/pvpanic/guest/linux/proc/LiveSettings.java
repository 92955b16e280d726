package org.pvpanic.guest.linux.proc;

import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Era;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.Kernel;

/** The settings below /proc/sys that are no numbers kept for their own sake. */
final class LiveSettings {

  private static final int NAME_LENGTH = 64;

  private LiveSettings() {}

  static String show(Kernel kernel, String path) {
    return switch (path) {
      case "kernel/hostname" -> kernel.hostname();
      case "kernel/domainname" -> orElse(kernel.sysctl().text(path), "(none)");
      case "kernel/osrelease" -> kernel.release();
      case "kernel/ostype" -> "Linux";
      case "kernel/version" -> kernel.version();
      case "kernel/tainted" -> Integer.toString(kernel.view().taintBits());
      case "kernel/printk" -> kernel.printk().consoleLevel() + "\t" + printkRest(kernel);
      case "kernel/printk_devkmsg" -> orElse(kernel.sysctl().text(path), "ratelimit");
      case "kernel/nmi_watchdog" -> "0";
      case "kernel/ns_last_pid" -> Integer.toString(kernel.tasks().nextPid() - 1);
      case "kernel/threads-max" -> orElse(kernel.sysctl().text(path), threads(kernel));
      case "kernel/watchdog_cpumask" -> orElse(kernel.sysctl().text(path), cpus(kernel));
      case "kernel/random/boot_id" -> kernel.view().bootId();
      case "kernel/random/uuid" -> Uuid.random(kernel);
      case "fs/dentry-state" -> "11262\t1213\t45\t0\t" + (isNew(kernel) ? "1048\t0" : "0\t0");
      case "fs/file-max" -> orElse(kernel.sysctl().text(path), fileMax(kernel));
      case "fs/file-nr" -> openFiles(kernel) + "\t0\t" + show(kernel, "fs/file-max");
      case "fs/inode-nr" -> "10304\t367";
      case "fs/inode-state" -> "10304\t367\t0\t0\t0\t0\t0";
      case "vm/drop_caches", "vm/nr_hugepages" -> orElse(kernel.sysctl().text(path), "0");
      case "vm/min_free_kbytes" -> orElse(kernel.sysctl().text(path), minFree(kernel));
      default -> kernel.sysctl().text(path);
    };
  }

  private static boolean isNew(Kernel kernel) {
    return kernel.profile().era() == Era.LINUX_6_1;
  }

  private static String orElse(String value, String otherwise) {
    return value.isEmpty() ? otherwise : value;
  }

  private static String printkRest(Kernel kernel) {
    return orElse(kernel.sysctl().text("kernel/printk"), "4\t1\t7");
  }

  private static String threads(Kernel kernel) {
    long kib = kernel.view().memory().totalKib();
    return Long.toString(isNew(kernel) ? kib / 128 : kib / 4 / 32);
  }

  private static String cpus(Kernel kernel) {
    return kernel.view().cpus() == 1 ? "0" : "0-" + (kernel.view().cpus() - 1);
  }

  /** A tenth of the memory at 1 KiB each; 6.1's systems raise it to what a long holds. */
  private static String fileMax(Kernel kernel) {
    return Long.toString(kernel.view().memory().totalKib() / 10);
  }

  private static int openFiles(Kernel kernel) {
    return 32 * (kernel.tasks().all().size() + 1);
  }

  /** {@code sqrt(16 * KiB)}, as init_per_zone_wmark_min computes it; huge pages want more. */
  private static String minFree(Kernel kernel) {
    long root = (long) Math.sqrt(16.0 * kernel.view().memory().totalKib());
    return Long.toString(Math.max(128, Math.min(65536, root)));
  }

  static @Nullable Errno store(Kernel kernel, String path, String text) {
    return switch (path) {
      case "kernel/hostname" -> {
        kernel.setHostname(SettingText.line(text, NAME_LENGTH));
        yield null;
      }
      case "kernel/domainname" -> keep(kernel, path, SettingText.line(text, NAME_LENGTH));
      case "kernel/tainted" -> taint(kernel, text);
      case "kernel/printk" -> printk(kernel, text);
      case "kernel/printk_devkmsg" -> {
        String word = SettingText.line(text, 10);
        boolean known = word.equals("on") || word.equals("off") || word.equals("ratelimit");
        yield known ? keep(kernel, path, word) : Errno.EINVAL;
      }
      case "kernel/nmi_watchdog" ->
          isNew(kernel) ? Errno.ENOTSUPP : check(text, 0, 1) == null ? Errno.EINVAL : null;
      case "kernel/threads-max" -> number(kernel, path, text, isNew(kernel) ? 1 : 20, 0x3fffffff);
      case "vm/drop_caches" -> number(kernel, path, text, 1, isNew(kernel) ? 4 : 3);
      case "vm/compact_memory" -> check(text, 1, 1) == null && isNew(kernel) ? Errno.EINVAL : null;
      case "fs/file-max", "vm/nr_hugepages" -> number(kernel, path, text, 0, Long.MAX_VALUE);
      case "vm/min_free_kbytes" -> number(kernel, path, text, 0, Integer.MAX_VALUE);
      case "kernel/watchdog_cpumask" -> {
        String mask = SettingText.line(text, NAME_LENGTH);
        yield mask.equals(cpus(kernel)) || mask.equals("0")
            ? keep(kernel, path, mask)
            : Errno.EINVAL;
      }
      case "kernel/ns_last_pid" -> {
        Long pid = check(text, 0, kernel.sysctl().number("kernel/pid_max"));
        if (pid != null) {
          kernel.tasks().continueFrom(pid.intValue() + 1);
        }
        yield pid == null ? Errno.EINVAL : null;
      }
      default -> Errno.EINVAL;
    };
  }

  private static @Nullable Errno keep(Kernel kernel, String path, String value) {
    kernel.sysctl().setText(path, value);
    return null;
  }

  private static @Nullable Long check(String text, long min, long max) {
    String[] words = SettingText.words(text);
    Long value = words.length == 0 ? null : SettingText.integer(words[0]);
    return value == null || value < min || value > max ? null : value;
  }

  private static @Nullable Errno number(
      Kernel kernel, String path, String text, long min, long max) {
    Long value = check(text, min, max);
    return value == null ? Errno.EINVAL : keep(kernel, path, Long.toString(value));
  }

  /** Bits can be added, never taken away. */
  private static @Nullable Errno taint(Kernel kernel, String text) {
    Long bits = check(text, 0, Integer.MAX_VALUE);
    if (bits == null) {
      return Errno.EINVAL;
    }
    kernel.view().addTaint(bits.intValue());
    return null;
  }

  /** The first of the four is the console's level; the others are only kept. */
  private static @Nullable Errno printk(Kernel kernel, String text) {
    String[] words = SettingText.words(text);
    if (words.length == 0) {
      return Errno.EINVAL;
    }
    String[] rest = printkRest(kernel).split("\t");
    Long level = null;
    for (int i = 0; i < Math.min(4, words.length); i++) {
      Long value = SettingText.integer(words[i]);
      if (value == null || value != value.intValue()) {
        return Errno.EINVAL;
      }
      if (i == 0) {
        level = value;
      } else {
        rest[i - 1] = Long.toString(value);
      }
    }
    if (level != null) {
      kernel.printk().setConsoleLevel(level.intValue());
    }
    return keep(kernel, "kernel/printk", String.join("\t", rest));
  }
}
