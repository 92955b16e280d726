package org.pvpanic.differential;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which accesses to a board are compared. Left out is
 *
 * <ul>
 *   <li>what touches a region of real QEMU that a simulated board does not have;
 *   <li>what depends on the host's time: the clock's bytes of the RTC, the ACPI timer, and a
 *       watchdog that bites soon.
 * </ul>
 */
final class BoardScope {

  /** Regions of real QEMU that ours does not have, or has without what they do. */
  private static final Set<String> ABSENT =
      Set.of(
          "dma-chan",
          "dma-cont",
          "dma-page",
          "pic",
          "elcr",
          "pit",
          "pcspk",
          "kvmvapic",
          "ioport80",
          "ioportF0",
          "apm-io",
          "ide",
          "fdc",
          "vmport",
          "acpi-cpu-hotplug",
          "acpi-pci-hotplug",
          "acpi-gpe0",
          "pm-smbus",
          "ioapic",
          "hpet",
          "apic-msi",
          "virtio-mmio",
          "acpi-ged",
          "acpi-ged-regs",
          // being built
          "i8042-data",
          "i8042-cmd",
          "rtc",
          "rtc-index",
          "port92",
          "piix3-reset-control",
          "lpc-reset-control",
          "pci-conf-idx",
          "pci-conf-data",
          "fwcfg",
          "fwcfg.dma",
          "pc.rom",
          "pc.bios");

  private static final int RTC_INDEX = 0x70;
  private static final int RTC_DATA = 0x71;

  /** Bytes of CMOS RAM that are no part of the clock, and that the machine does not touch. */
  private static final Set<Integer> STILL_BYTES = Set.of(0x0d, 0x0e, 0x0f, 0x10, 0x33, 0x40, 0x7f);

  private static final int IB700_ENABLE = 0x443;

  /** The largest number with which the IB700 waits longer than a scenario takes. */
  private static final int SLOWEST = 0x0a;

  private final Atlas atlas;

  BoardScope(Atlas atlas) {
    this.atlas = atlas;
  }

  /** Says whether both sides should answer all that is done alike. */
  boolean contains(Scenario scenario) {
    Atlas.Board board = atlas.of(scenario.options());
    return scenario.operations().stream()
        .allMatch(o -> !(o instanceof Qtest q) || contains(board, q.accesses()));
  }

  boolean contains(Atlas.Board board, List<Access> accesses) {
    for (int i = 0; i < accesses.size(); i++) {
      Access before = accesses.get(Math.max(i - 1, 0));
      if (!contains(board, accesses.get(i)) || !isTimeless(before, accesses.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean contains(Atlas.Board board, Access access) {
    FlatView space = access.toPort() ? board.ports() : board.memory();
    return absent(space).noneMatch(r -> r.touches(access.address(), access.length()));
  }

  private static Stream<FlatView.Range> absent(FlatView space) {
    return space.ranges().stream().filter(r -> ABSENT.contains(r.region()));
  }

  /** Whether a range of addresses belongs to something that is compared. */
  static boolean isCompared(FlatView.Range range) {
    return !ABSENT.contains(range.region());
  }

  private static boolean isTimeless(Access before, Access access) {
    if (!access.toPort()) {
      return true;
    }
    FlatView.Range data = new FlatView.Range(RTC_DATA, RTC_DATA, "rtc");
    if (data.touches(access.address(), access.length())) {
      return selects(access.length() == 1 ? before : access);
    }
    FlatView.Range enable = new FlatView.Range(IB700_ENABLE, IB700_ENABLE, "ib700");
    return access.isRead()
        || !enable.touches(access.address(), access.length())
        || access.length() == 1 && waitsLong(access.value());
  }

  /** Whether the RTC's index is set to one of a byte that stands still. */
  private static boolean selects(Access access) {
    return access.address() == RTC_INDEX
        && access.verb().startsWith("out")
        && STILL_BYTES.contains((int) access.value() & 0x7f);
  }

  /** The number that means no time at all bites at once, and so on both sides alike. */
  private static boolean waitsLong(long value) {
    return (value & 0xf) <= SLOWEST || (value & 0xf) == 0xf;
  }
}
