package org.pvpanic.guest.linux.proc;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.KernelFile;
import org.pvpanic.guest.linux.KernelThreads;
import org.pvpanic.guest.linux.fs.Directory;
import org.pvpanic.guest.linux.fs.Inode;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.Stat;

/** The folder in /proc of one of the kernel's own threads. */
record ThreadFolder(Kernel kernel, KernelThreads.KernelThread thread) implements Directory {

  @Override
  public Stat stat() {
    long now = kernel.realtimeNs();
    long number = 4_000 + thread.pid() * 64L;
    return new Stat(4, number, Mode.DIRECTORY | 0555, 1, 0, 0, 0, 0, 0, now, now, now);
  }

  @Override
  public List<String> names() {
    return List.of("cmdline", "comm", "stat", "statm", "status");
  }

  @Override
  public Errno refusal(int mode) {
    return Errno.ENOENT;
  }

  @Override
  public @Nullable Inode lookup(String name) {
    String text =
        switch (name) {
          case "cmdline" -> "";
          case "comm" -> thread.comm() + "\n";
          case "stat" ->
              String.format(
                  Locale.ROOT,
                  "%d (%s) %c %d 0 0 0 -1 2129984 0 0 0 0 0 0 0 0 20 0 1 0 2 0 0"
                      + " 18446744073709551615 0 0 0 0 0 0 0 2147483647 0 0 0 0 17 0 0 0 0 0 0 0 0"
                      + " 0 0 0 0 0 0\n",
                  thread.pid(),
                  thread.comm(),
                  thread.state(),
                  thread.parent());
          case "statm" -> "0 0 0 0 0 0 0\n";
          case "status" ->
              String.format(
                  Locale.ROOT,
                  """
                  Name:\t%s
                  Umask:\t0000
                  State:\t%c (%s)
                  Tgid:\t%d
                  Ngid:\t0
                  Pid:\t%d
                  PPid:\t%d
                  TracerPid:\t0
                  Uid:\t0\t0\t0\t0
                  Gid:\t0\t0\t0\t0
                  """,
                  thread.comm(),
                  thread.state(),
                  TaskText.word(thread.state()),
                  thread.pid(),
                  thread.pid(),
                  thread.parent());
          default -> null;
        };
    return text == null
        ? null
        : KernelFile.proc(
            0444, stat().inode() + name.length(), kernel.realtimeNs(), () -> text, null);
  }
}
