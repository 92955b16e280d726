package org.pvpanic.guest.linux;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.fs.Inode;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.Stat;

/**
 * What the clock chip's driver shows: /sys/class/rtc/rtc0, /proc/driver/rtc and /dev/rtc0. Whoever
 * reads one of the first two has the driver read the chip.
 */
final class RtcFiles {

  private static final String CLASS = "/sys/class/rtc/rtc0";
  private static final long DAY = 86_400;

  private final Kernel kernel;
  private final CmosClock chip;

  RtcFiles(Kernel kernel) {
    this.kernel = kernel;
    this.chip = kernel.time().chip();
  }

  /**
   * Registers them.
   *
   * @param name the device that the driver found, such as {@code 00:04}; null when it is not one of
   *     ACPI
   */
  void register(@Nullable String name) {
    KernelNodes nodes = kernel.nodes();
    String parent = name == null ? "platform/rtc_cmos" : "pnp0/" + name;
    String home = "/sys/devices/" + parent + "/rtc/rtc0";
    nodes.link(CLASS, "../../devices/" + parent + "/rtc/rtc0");
    boolean old = kernel.profile().era() == Era.LINUX_3_10;
    show(home + "/name", () -> (old || name == null ? "rtc_cmos" : "rtc_cmos " + name));
    show(home + "/date", () -> date(seconds()));
    show(home + "/time", () -> clock(seconds()));
    show(home + "/since_epoch", () -> Long.toString(seconds()));
    show(home + "/hctosys", () -> "1");
    show(home + "/max_user_freq", () -> "64");
    nodes.file("/proc/driver/rtc", 0444, this::report, null);
    nodes.add("/dev/rtc0", new Device());
    nodes.link("/dev/rtc", "rtc0");
  }

  private void show(String path, Supplier<String> text) {
    kernel.nodes().file(path, 0444, () -> text.get() + "\n", null);
  }

  private long seconds() {
    long shown = chip.read();
    return shown == CmosClock.NONE ? 0 : shown;
  }

  private static LocalDateTime at(long seconds) {
    return LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
  }

  private static String date(long seconds) {
    return at(seconds).toLocalDate().toString();
  }

  private static String clock(long seconds) {
    LocalDateTime time = at(seconds);
    return Hex.zeros(time.getHour(), 2)
        + ":"
        + Hex.zeros(time.getMinute(), 2)
        + ":"
        + Hex.zeros(time.getSecond(), 2);
  }

  /** As {@code rtc_proc_show} and {@code cmos_procfs} have it; nobody has set an alarm. */
  private String report() {
    return "rtc_time\t: "
        + clock(seconds())
        + "\nrtc_date\t: "
        + date(seconds())
        + "\nalrm_time\t: 00:00:00\nalrm_date\t: "
        + date(seconds() + DAY)
        + "\nalarm_IRQ\t: no\nalrm_pending\t: no\nupdate IRQ enabled\t: no\n"
        + "periodic IRQ enabled\t: no\nperiodic IRQ frequency\t: 1024\n"
        + "max user IRQ frequency\t: 64\n24hr\t\t: yes\nperiodic_IRQ\t: no\nupdate_IRQ\t: no\n"
        + "HPET_emulated\t: yes\nBCD\t\t: yes\nDST_enable\t: no\nperiodic_freq\t: 1024\n"
        + "batt_status\t: okay\n";
  }

  /** The chip as a device. It has interrupts to wait for, which nobody has switched on. */
  private static final class Device implements Inode, OpenFile {
    private static final int MAJOR = 253;

    @Override
    public Stat stat() {
      return new Stat(5, 710, Mode.CHARACTER | 0600, 1, 0, 0, MAJOR << 8, 0, 0, 0, 0, 0);
    }

    @Override
    public OpenFile open(Task task, int flags) {
      return this;
    }

    @Override
    public void read(Task task, int max, Consumer<byte[]> then, Consumer<Errno> failed) {
      if (max < Integer.BYTES) {
        task.then(() -> failed.accept(Errno.EINVAL));
      }
    }

    @Override
    public void write(Task task, byte[] bytes, Consumer<@Nullable Errno> then) {
      task.then(() -> then.accept(Errno.EINVAL));
    }
  }
}
