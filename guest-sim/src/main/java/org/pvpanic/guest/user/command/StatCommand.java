package org.pvpanic.guest.user.command;

import java.util.Locale;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.fs.FsStat;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.Mount;
import org.pvpanic.guest.linux.fs.Stat;

/** stat: all about a file, or with -f about its file system. */
final class StatCommand {

  private static final char PRINTF = OptionSpec.FIRST_UNNAMED;
  private static final OptionSpec GNU =
      OptionSpec.of(
          "c:fLt" + PRINTF + ":", "format=c file-system=f dereference=L terse=t printf=" + PRINTF);
  private static final OptionSpec BUSYBOX = OptionSpec.of("ltfc:L", "");

  private final Call call;
  private final Options options;
  private final Accounts accounts;

  private StatCommand(Call call, Options options, Accounts accounts) {
    this.call = call;
    this.options = options;
    this.accounts = accounts;
  }

  static void run(Call call) {
    Options options = call.options(GNU, BUSYBOX);
    if (options.operands().isEmpty()) {
      throw call.usage(call.isBusybox() ? "" : "missing operand");
    }
    Accounts.load(
        call,
        accounts -> {
          StatCommand stat = new StatCommand(call, options, accounts);
          options.operands().forEach(stat::tell);
          call.exit();
        });
  }

  private void tell(String name) {
    String format = options.value('c');
    String printf = options.value(PRINTF);
    try {
      if (options.has('f')) {
        FsStat fs = Disk.statfs(call, name);
        Mount.Facts mount = Disk.mountOf(call, name).facts();
        call.out(
            format == null
                ? aboutFileSystem(name, fs, mount.type())
                : expandFs(format, name, fs, mount.type()) + "\n");
        return;
      }
      Stat stat = Disk.stat(call, name, options.has('L'));
      if (printf != null) {
        call.out(expand(unescaped(printf), name, stat));
      } else if (format != null) {
        call.out(expand(format, name, stat) + "\n");
      } else if (options.has('t')) {
        call.out(
            expand("%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z", name, stat)
                + (call.isBusybox() ? " 4096\n" : " 0 4096\n"));
      } else {
        call.out(all(name, stat));
      }
    } catch (SysError e) {
      String what =
          options.has('f')
              ? (call.isBusybox()
                  ? "can't read file system information for '" + name + "'"
                  : "cannot read file system information for " + Quoting.file(call, name))
              : call.isBusybox()
                  ? "can't stat '" + name + "'"
                  : (call.dialect() == Dialect.DEBIAN_12 ? "cannot statx " : "cannot stat ")
                      + Quoting.file(call, name);
      call.complain(what + ": " + e.errno().message());
    }
  }

  private static String unescaped(String format) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      out.append(c == '\\' && i + 1 < format.length() ? Escapes.simple(format.charAt(++i)) : c);
    }
    return out.toString();
  }

  private String all(String name, Stat stat) {
    boolean device = Mode.isDevice(stat.mode());
    StringBuilder out = new StringBuilder();
    String file = stat.isSymlink() ? "%N" : "%n";
    out.append(expand("  File: " + (isOld() ? "%N" : file) + "\n", name, stat));
    out.append("  Size: ")
        .append(Text.padRight(Long.toString(stat.size()), 10))
        .append("\tBlocks: ")
        .append(Text.padRight(Long.toString(stat.blocks()), 10))
        .append(" IO Block: ")
        .append(Text.padRight("4096", 6))
        .append(' ')
        .append(kind(stat))
        .append('\n');
    boolean debian = call.dialect() == Dialect.DEBIAN_12;
    out.append("Device: ")
        .append(
            debian
                ? (stat.device() >> 8) + "," + (stat.device() & 0xff)
                : hex(stat.device()) + "h/" + stat.device() + "d")
        .append("\tInode: ")
        .append(Text.padRight(Long.toString(stat.inode()), device ? 10 : 11))
        .append(device ? "  Links: " : " Links: ")
        .append(device ? Text.padRight(Integer.toString(stat.links()), 5) : stat.links());
    if (device) {
      out.append(" Device type: ")
          .append(
              debian
                  ? stat.major() + "," + stat.minor()
                  : hex(stat.major()) + "," + hex(stat.minor()));
    }
    out.append(
        String.format(
            Locale.ROOT,
            "\nAccess: (%04o/%s)  Uid: (%5d/%8s)   Gid: (%5d/%8s)\n",
            stat.permissions(),
            stat.modeText(),
            stat.uid(),
            owner(accounts.byUid(stat.uid()) == null ? null : accounts.userName(stat.uid())),
            stat.gid(),
            owner(accounts.groupNameOrNull(stat.gid()))));
    if (call.dialect() == Dialect.CENTOS_7) {
      out.append("Context: unconfined_u:object_r:user_home_t:s0\n");
    }
    out.append("Access: ").append(time(stat.accessedNs())).append('\n');
    out.append("Modify: ").append(time(stat.modifiedNs())).append('\n');
    out.append("Change: ").append(time(stat.changedNs())).append('\n');
    if (!call.isBusybox()) {
      out.append(" Birth: -\n");
    }
    return out.toString();
  }

  private boolean isOld() {
    return call.dialect() == Dialect.CENTOS_7;
  }

  private static String owner(@org.jspecify.annotations.Nullable String name) {
    return name == null ? "UNKNOWN" : name;
  }

  private static String hex(long value) {
    return Long.toHexString(value);
  }

  private String time(long ns) {
    return CivilTime.of(call, ns, false).format("%Y-%m-%d %H:%M:%S.%N %z");
  }

  private String kind(Stat stat) {
    return switch (stat.mode() & Mode.KIND) {
      case Mode.DIRECTORY -> "directory";
      case Mode.SYMLINK -> "symbolic link";
      case Mode.CHARACTER -> "character special file";
      case Mode.BLOCK -> "block special file";
      case Mode.FIFO -> "fifo";
      case Mode.SOCKET -> "socket";
      default -> stat.size() == 0 ? "regular empty file" : "regular file";
    };
  }

  private String expand(String format, String name, Stat stat) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        out.append(c);
        continue;
      }
      int from = ++i;
      while (i < format.length() - 1 && "-0123456789 +#.".indexOf(format.charAt(i)) >= 0) {
        i++;
      }
      String value = value(format.charAt(i), name, stat);
      out.append(value == null ? "?" : DoubleFormat.pad(format.substring(from, i), value));
    }
    return out.toString();
  }

  private @org.jspecify.annotations.Nullable String value(char letter, String name, Stat stat) {
    return switch (letter) {
      case 'a' -> Integer.toOctalString(stat.permissions());
      case 'A' -> stat.modeText();
      case 'b' -> Long.toString(stat.blocks());
      case 'B' -> "512";
      case 'd' -> Long.toString(stat.device());
      case 'D' -> hex(stat.device());
      case 'f' -> Integer.toHexString(stat.mode());
      case 'F' -> kind(stat);
      case 'g' -> Integer.toString(stat.gid());
      case 'G' -> owner(accounts.groupNameOrNull(stat.gid()));
      case 'h' -> Integer.toString(stat.links());
      case 'i' -> Long.toString(stat.inode());
      case 'm' -> mountPoint(name);
      case 'n' -> name;
      case 'N' -> quoted(name, stat);
      case 'o' -> "4096";
      case 's' -> Long.toString(stat.size());
      case 't' -> hex(stat.major());
      case 'T' -> hex(stat.minor());
      case 'u' -> Integer.toString(stat.uid());
      case 'U' -> owner(accounts.byUid(stat.uid()) == null ? null : accounts.userName(stat.uid()));
      case 'w' -> "-";
      case 'W' -> "0";
      case 'x' -> time(stat.accessedNs());
      case 'X' -> Long.toString(Math.floorDiv(stat.accessedNs(), 1_000_000_000L));
      case 'y' -> time(stat.modifiedNs());
      case 'Y' -> Long.toString(Math.floorDiv(stat.modifiedNs(), 1_000_000_000L));
      case 'z' -> time(stat.changedNs());
      case 'Z' -> Long.toString(Math.floorDiv(stat.changedNs(), 1_000_000_000L));
      case '%' -> "%";
      default -> null;
    };
  }

  private String mountPoint(String name) {
    try {
      return Bytes.of(Disk.mountOf(call, name).facts().target());
    } catch (SysError e) {
      return "?";
    }
  }

  private String quoted(String name, Stat stat) {
    String text = Quoting.file(call, name);
    String plain = call.dialect() == Dialect.DEBIAN_12 && !Quoting.needsQuotes(name) ? name : text;
    try {
      if (!stat.isSymlink()) {
        return call.isBusybox() ? name : plain;
      }
      String target = Disk.readlink(call, name);
      return plain(text, name) + " -> " + plain(Quoting.file(call, target), target);
    } catch (SysError e) {
      return text;
    }
  }

  private String plain(String quoted, String name) {
    return call.dialect() == Dialect.DEBIAN_12 && !Quoting.needsQuotes(name) ? name : quoted;
  }

  private String aboutFileSystem(String name, FsStat fs, String type) {
    return "  File: \""
        + name
        + "\"\n    ID: 0        Namelen: 255     Type: "
        + type
        + "\nBlock size: "
        + Text.padRight(Long.toString(fs.blockSize()), 10)
        + (call.isBusybox() ? "\n" : " Fundamental block size: " + fs.blockSize() + "\n")
        + "Blocks: Total: "
        + Text.padRight(Long.toString(fs.blocks()), 10)
        + " Free: "
        + Text.padRight(Long.toString(fs.freeBlocks()), 10)
        + " Available: "
        + fs.freeBlocks()
        + "\nInodes: Total: "
        + Text.padRight(Long.toString(fs.files()), 10)
        + " Free: "
        + fs.freeFiles()
        + "\n";
  }

  private String expandFs(String format, String name, FsStat fs, String type) {
    return format
        .replace("%n", name)
        .replace("%T", type)
        .replace("%s", Long.toString(fs.blockSize()))
        .replace("%S", Long.toString(fs.blockSize()))
        .replace("%b", Long.toString(fs.blocks()))
        .replace("%f", Long.toString(fs.freeBlocks()))
        .replace("%a", Long.toString(fs.freeBlocks()))
        .replace("%c", Long.toString(fs.files()))
        .replace("%d", Long.toString(fs.freeFiles()));
  }
}
