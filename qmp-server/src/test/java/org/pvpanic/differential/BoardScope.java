package org.pvpanic.differential;

import java.util.List;
import java.util.Set;

/**
 * Which accesses to a board are compared. Left out is
 *
 * <ul>
 *   <li>what touches a region of real QEMU that a simulated board does not have;
 *   <li>the keyboard controller of machine types up to 6.0;
 *   <li>the files of fw_cfg: real QEMU has an option ROM and SMBIOS tables among them;
 *   <li>what depends on the host's time: the clock's bytes of the RTC unless the command line gives
 *       them, and in a machine whose time passes also counters, the interrupts that they raise, the
 *       ACPI timer, a byte that the serial port gives back to itself (it times out), and a watchdog
 *       that bites soon.
 * </ul>
 */
final class BoardScope {

  /** Regions of real QEMU that ours does not have, or has without what they do. */
  private static final Set<String> ABSENT =
      Set.of("kvmvapic", "ide", "fdc", "vmport", "pm-smbus", "hpet", "apic-msi", "virtio-mmio");

  /** Regions in which time shows. */
  private static final Set<String> TIMED = Set.of("pit", "pcspk", "pic", "ioapic", "hpet");

  private static final int RTC_INDEX = 0x70;
  private static final FlatView.Range RTC_DATA = new FlatView.Range(0x71, 0x71, "rtc");

  /** Bytes of CMOS RAM that are no part of the clock, and that the machine does not touch. */
  private static final Set<Integer> STILL_BYTES = Set.of(0x0d, 0x0e, 0x0f, 0x10, 0x33, 0x40, 0x7f);

  private static final FlatView.Range FW_CFG = new FlatView.Range(0x510, 0x511, "fwcfg");
  private static final int FW_CFG_DIRECTORY = 0x19;
  private static final int FW_CFG_OLD_SMBIOS = 0x8001;
  private static final int FW_CFG_FIRST_FILE = 0x20;
  private static final int FW_CFG_LAST_FILE = 0x3f;

  private static final FlatView.Range IB700_ENABLE = new FlatView.Range(0x443, 0x444, "ib700");

  /** The largest number with which the IB700 waits longer than a scenario takes; of 15. */
  private static final int SLOWEST = 10;

  private static final int MOST = 15;

  /** The ACPI timer's place in its block of registers, which may be anywhere in steps of 64. */
  private static final int ACPI_TIMER = 8;

  private static final int ACPI_BLOCK = 64;
  private static final int UART_MODEM_CONTROL = 4;
  private static final int UART_LOOP = 1 << 4;

  private final Atlas.Board board;
  private final boolean still;
  private final boolean clockGiven;

  /**
   * What is compared with one machine.
   *
   * @param still whether it never runs
   */
  BoardScope(Atlas.Board board, List<String> options, boolean still) {
    this.board = board;
    this.still = still && options.contains("-S");
    this.clockGiven = this.still && options.contains(BoardOptions.CLOCK);
  }

  /** Says whether both sides should answer all that is done in a scenario alike. */
  static boolean contains(Atlas atlas, Scenario scenario) {
    Atlas.Board board = atlas.of(scenario.options());
    boolean starts =
        scenario.operations().stream()
            .flatMap(o -> o.payloads().stream())
            .anyMatch(p -> p.text().contains("cont"));
    BoardScope scope = new BoardScope(board, scenario.options(), !starts);
    return scenario.operations().stream()
        .allMatch(o -> !(o instanceof Qtest qtest) || scope.contains(qtest.accesses()));
  }

  /** Says whether both sides should answer accesses that are done one after the other alike. */
  boolean contains(List<Access> accesses) {
    for (int i = 0; i < accesses.size(); i++) {
      Access access = accesses.get(i);
      FlatView space = access.toPort() ? board.ports() : board.memory();
      boolean missing = space.ranges().stream().anyMatch(r -> !isCompared(r) && touches(access, r));
      boolean timed = access.toPort() && dependsOnTime(accesses.get(Math.max(i - 1, 0)), access);
      boolean file = access.toPort() && !access.isRead() && maySelectFile(access);
      if (missing || timed || file) {
        return false;
      }
    }
    return true;
  }

  /** Whether what is in a range of addresses is compared at all. */
  boolean isCompared(FlatView.Range range) {
    return !ABSENT.contains(range.region()) && (still || !TIMED.contains(range.region()));
  }

  private static boolean touches(Access access, FlatView.Range range) {
    return range.touches(access.address(), access.length());
  }

  private static boolean maySelectFile(Access access) {
    return access.length() > 1
        && touches(access, FW_CFG)
        && (access.length() > 2 || isFile((int) access.value()));
  }

  /**
   * Whether an item of fw_cfg is a file, or their directory, or the SMBIOS of old machine types;
   * two bits are no part of its number.
   */
  static boolean isFile(int key) {
    int number = key & 0x3fff;
    return number == FW_CFG_DIRECTORY
        || (key & 0xbfff) == FW_CFG_OLD_SMBIOS
        || (number >= FW_CFG_FIRST_FILE && number <= FW_CFG_LAST_FILE);
  }

  private boolean dependsOnTime(Access before, Access access) {
    if (touches(access, RTC_DATA) && !clockGiven) {
      return !selectsStillByte(access.length() == 1 ? before : access);
    }
    if (still) {
      return false;
    } else if (access.isRead()) {
      long inBlock = access.address() % ACPI_BLOCK;
      return new FlatView.Range(ACPI_TIMER, ACPI_TIMER + 3, "").touches(inBlock, access.length());
    }
    return (touches(access, IB700_ENABLE)
            && (access.length() > 1 || (access.value() & MOST) > SLOWEST))
        || board.ports().ranges().stream()
            .filter(r -> r.region().equals("serial"))
            .anyMatch(r -> loops(access, r.first() + UART_MODEM_CONTROL));
  }

  private static boolean selectsStillByte(Access access) {
    return access.address() == RTC_INDEX
        && access.verb().startsWith("out")
        && STILL_BYTES.contains((int) access.value() & 0x7f);
  }

  private static boolean loops(Access access, long modemControl) {
    long at = modemControl - access.address();
    return at >= 0 && at < access.length() && (access.value() >> (8 * at) & UART_LOOP) != 0;
  }
}
