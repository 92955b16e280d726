package org.pvpanic.guest.linux;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.OpenFlags;
import org.pvpanic.guest.linux.fs.Stat;

/**
 * The kernel's log for a reader that waits for more: /proc/kmsg as syslogd reads it, and /dev/kmsg
 * (Documentation/ABI/testing/dev-kmsg), where every read gives a record and every write makes one.
 */
public final class KernelLogReader implements OpenFile {

  private static final int MAJOR = 1;
  private static final int MINOR = 11;

  /** What may be written at once (LOG_LINE_MAX). */
  private static final int LONGEST = 1024 - 32;

  private final Kernel kernel;
  private final int flags;
  private final boolean records;
  private int index;
  private long sequence;

  /**
   * An open file.
   *
   * @param records whether it is /dev/kmsg
   */
  public KernelLogReader(Kernel kernel, int flags, boolean records) {
    this.kernel = kernel;
    this.flags = flags;
    this.records = records;
    toFirst();
  }

  private void toFirst() {
    LogBuffer log = kernel.printk().log();
    index = log.first();
    sequence = log.dropped();
  }

  @Override
  public void read(Task task, int max, Consumer<byte[]> then, Consumer<Errno> failed) {
    if (!OpenFlags.reads(flags)) {
      task.then(() -> failed.accept(Errno.EBADF));
      return;
    }
    LogBuffer log = kernel.printk().log();
    if (sequence < log.dropped()) {
      toFirst();
      if (records) {
        task.then(() -> failed.accept(Errno.EPIPE));
        return;
      }
    }
    LogBuffer.Entry entry = log.at(index);
    if (entry != null) {
      byte[] bytes = (records ? record(entry) : line(entry)).getBytes(StandardCharsets.UTF_8);
      if (bytes.length > max) {
        task.then(() -> failed.accept(Errno.EINVAL));
        return;
      }
      index = entry.following();
      sequence++;
      task.then(() -> then.accept(bytes));
    } else if ((flags & OpenFlags.NONBLOCK) != 0) {
      task.then(() -> failed.accept(Errno.EAGAIN));
    } else {
      kernel.printk().onNext(() -> task.then(() -> read(task, max, then, failed)));
    }
  }

  /** {@code level,sequence,microseconds,-;text}; further lines begin with a blank. */
  private String record(LogBuffer.Entry entry) {
    return entry.level()
        + ","
        + sequence
        + ","
        + entry.timeNs() / 1000
        + ",-;"
        + entry.text().replace("\n", "\\x0a")
        + "\n";
  }

  private static String line(LogBuffer.Entry entry) {
    String prefix = "<" + entry.level() + ">" + Printk.stamp(entry.timeNs());
    return prefix + entry.text().replace("\n", "\n" + prefix) + "\n";
  }

  /** {@code <N>text}: N is the level, plus eight times a facility that is not kept. */
  @Override
  public void write(Task task, byte[] bytes, Consumer<@Nullable Errno> then) {
    if (!records || !OpenFlags.writes(flags)) {
      task.then(() -> then.accept(Errno.EBADF));
      return;
    }
    if (bytes.length > LONGEST) {
      task.then(() -> then.accept(Errno.EINVAL));
      return;
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    int level = Printk.WARNING;
    int close = text.indexOf('>');
    if (text.startsWith("<") && close > 1 && close < 6) {
      try {
        level = Integer.parseInt(text.substring(1, close)) & 7;
        text = text.substring(close + 1);
      } catch (NumberFormatException e) {
        level = Printk.WARNING;
      }
    }
    kernel.printk().print(level, text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    task.then(() -> then.accept(null));
  }

  @Override
  public long seek(long offset, Seek from) throws SysError {
    if (offset != 0) {
      throw new SysError(Errno.ESPIPE);
    }
    if (from == Seek.START) {
      toFirst();
    } else if (from == Seek.END) {
      LogBuffer log = kernel.printk().log();
      for (LogBuffer.Entry entry = log.at(index); entry != null; entry = log.at(index)) {
        index = entry.following();
        sequence++;
      }
    }
    return 0;
  }

  @Override
  public Stat stat() {
    int rdev = Devices.number(MAJOR, MINOR);
    return new Stat(5, 300 + rdev, Mode.CHARACTER | 0644, 1, 0, 0, rdev, 0, 0, 0, 0, 0);
  }
}
