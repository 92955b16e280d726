package org.pvpanic.guest.linux;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The modules that a distribution's kernel comes with, as far as a guest like this one loads them.
 * Sizes are those of the distribution's builds, give or take a page.
 */
final class ModuleCatalog {

  private static final String LKCRASH =
      "lkcrash|extra|16384|0||O|what:what goes wrong (charp)|breaks the kernel in a chosen"
          + " way|GPL||";

  /** name|folder|size|users|depends|taint|parameters|description|license|author|alias. */
  private static final String[] DEBIAN_12 = {
    "pvpanic|kernel/drivers/misc/pvpanic|16384|0||||pvpanic device driver|GPL"
        + "|Mihai Carabas <mihai.carabas@oracle.com>|",
    "pvpanic_mmio|kernel/drivers/misc/pvpanic|16384|0|pvpanic|||pvpanic-mmio device driver|GPL"
        + "|Hu Tao <hutao@cn.fujitsu.com>|acpi*:QEMU0001:*",
    "pvpanic_pci|kernel/drivers/misc/pvpanic|16384|0|pvpanic|||pvpanic device driver|GPL"
        + "|Mihai Carabas <mihai.carabas@oracle.com>|pci:v00001B36d00000011sv*sd*bc*sc*i*",
    "qemu_fw_cfg|kernel/drivers/firmware|20480|0||||QEMU fw_cfg sysfs support|GPL"
        + "|Gabriel L. Somlo <somlo@cmu.edu>|acpi*:QEMU0002:*",
    "evdev|kernel/drivers/input|28672|2||||Input driver event char devices|GPL"
        + "|Vojtech Pavlik <vojtech@ucw.cz>|input:b*v*p*e*-e*k*r*a*m*l*s*f*w*",
    "button|kernel/drivers/acpi|24576|0|||lid_report_interval:Interval (ms) between lid key events"
        + " (ulong),lid_init_state:Behavior for reporting LID initial state (string)"
        + "|ACPI Button Driver|GPL|Paul Diefenbaugh|acpi*:PNP0C0C:*",
    "serio_raw|kernel/drivers/input/serio|20480|0||||Raw serio driver|GPL"
        + "|Dmitry Torokhov <dtor@mail.ru>|",
    "i2c_piix4|kernel/drivers/i2c/busses|28672|0||||PIIX4 SMBus driver|GPL"
        + "|Philip Edelbrock <phil@netroedge.com>|",
    "ata_piix|kernel/drivers/ata|45056|0|libata|||SCSI low-level driver for Intel PIIX/ICH ATA"
        + " controllers|GPL|Andre Hedrick, Alan Cox, Andrzej Krzysztofowicz, Jeff Garzik|",
    "ata_generic|kernel/drivers/ata|16384|0|libata|||low-level driver for generic ATA|GPL|Alan"
        + " Cox|",
    "libata|kernel/drivers/ata|401408|0|scsi_mod|||Library module for ATA devices|GPL|Jeff Garzik|",
    "scsi_mod|kernel/drivers/scsi|286720|0|scsi_common|||SCSI core|GPL||",
    "scsi_common|kernel/drivers/scsi|16384|0||||SCSI functions used by both the initiator and the"
        + " target code|GPL v2||",
    "ext4|kernel/fs/ext4|983040|1|mbcache,jbd2,crc16|||Fourth Extended Filesystem|GPL"
        + "|Remy Card, Stephen Tweedie, Andrew Morton, Andreas Dilger, Theodore Ts'o and others|",
    "mbcache|kernel/fs|16384|0||||Meta block cache (for extended attributes)|GPL"
        + "|Jan Kara <jack@suse.cz>|",
    "jbd2|kernel/fs/jbd2|167936|0||||Generic filesystem journal-writing module|GPL||",
    "crc16|kernel/lib|16384|0||||CRC16 calculations|GPL||",
    LKCRASH,
  };

  private static final String[] CENTOS_7 = {
    "ppdev|kernel/drivers/char|17671|0|parport|||user-space parallel port driver|GPL||",
    "pcspkr|kernel/drivers/input/misc|12718|0||||PC Speaker beeper driver|GPL"
        + "|Vojtech Pavlik <vojtech@ucw.cz>|platform:pcspkr",
    "joydev|kernel/drivers/input|17389|0||||Joystick device interfaces|GPL"
        + "|Vojtech Pavlik <vojtech@ucw.cz>|",
    "sr_mod|kernel/drivers/scsi|22416|0|cdrom|||SCSI cdrom (sr) driver|GPL||scsi:t-0x05*",
    "cdrom|kernel/drivers/cdrom|46696|0||||Uniform CD-ROM driver|GPL||",
    "sg|kernel/drivers/scsi|40721|0||||SCSI generic (sg) driver|GPL|Douglas Gilbert|",
    "i2c_piix4|kernel/drivers/i2c/busses|22106|0|i2c_core|||PIIX4 SMBus driver|GPL"
        + "|Philip Edelbrock <phil@netroedge.com>|",
    "parport_pc|kernel/drivers/parport|28165|0|parport|||PC-style parallel port driver|GPL"
        + "|Phil Blundell, Tim Waugh, others|",
    "parport|kernel/drivers/parport|42299|0||||Parallel-port driver|GPL||",
    "ip_tables|kernel/net/ipv4/netfilter|27115|0||||IPv4 packet filter|GPL"
        + "|Netfilter Core Team <coreteam@netfilter.org>|",
    "xfs|kernel/fs/xfs|978100|2|libcrc32c|||SGI XFS with ACLs, security attributes, no debug"
        + " enabled|GPL|Silicon Graphics, Inc.|fs-xfs",
    "libcrc32c|kernel/lib|12644|0||||CRC32c (Castagnoli) calculations|GPL"
        + "|Clay Haapala <chaapala@cisco.com>|",
    "ata_generic|kernel/drivers/ata|12910|0|libata|||low-level driver for generic ATA|GPL|Alan"
        + " Cox|",
    "pata_acpi|kernel/drivers/ata|13038|0|libata|||SCSI low-level driver for ATA in ACPI mode|GPL"
        + "|Alan Cox|",
    "ata_piix|kernel/drivers/ata|35038|0|libata|||SCSI low-level driver for Intel PIIX/ICH ATA"
        + " controllers|GPL|Andre Hedrick, Alan Cox, Andrzej Krzysztofowicz, Jeff Garzik|",
    "libata|kernel/drivers/ata|238896|0||||Library module for ATA devices|GPL|Jeff Garzik|",
    "serio_raw|kernel/drivers/input/serio|13462|0||||Raw serio driver|GPL"
        + "|Dmitry Torokhov <dtor@mail.ru>|",
    "i2c_core|kernel/drivers/i2c|40756|0||||I2C-Bus main module|GPL"
        + "|Simon G. Vogel <simon@tk.uni-linz.ac.at>|",
    "floppy|kernel/drivers/block|69417|0||||Normal floppy disk support|GPL|Alain L. Knaff|",
    "dm_mirror|kernel/drivers/md|22124|0|dm_region_hash,dm_log,dm_mod|||device-mapper mirror target"
        + "|GPL|Joe Thornber|",
    "dm_region_hash|kernel/drivers/md|20813|0|dm_log,dm_mod|||device-mapper region hash|GPL"
        + "|Joe Thornber/Heinz Mauelshagen <dm-devel@redhat.com>|",
    "dm_log|kernel/drivers/md|18411|0|dm_mod|||device-mapper dirty region log|GPL"
        + "|Joe Thornber, Heinz Mauelshagen <dm-devel@redhat.com>|",
    "dm_mod|kernel/drivers/md|114430|8||||device-mapper driver|GPL"
        + "|Joe Thornber <dm-devel@redhat.com>|devname:mapper/control",
    LKCRASH,
  };

  // Each in a class of its own, so that a kernel does not read those of the other. They are shared
  // by
  // all machines.

  private static final class Debian12 {
    static final Map<String, ModuleType> BY_NAME = read(DEBIAN_12);
  }

  private static final class Centos7 {
    static final Map<String, ModuleType> BY_NAME = read(CENTOS_7);
  }

  private ModuleCatalog() {}

  private static Map<String, ModuleType> byName(boolean el7) {
    return el7 ? Centos7.BY_NAME : Debian12.BY_NAME;
  }

  /** The module of that name, or null; dashes count as underscores. */
  static @Nullable ModuleType find(boolean el7, String name) {
    return byName(el7).get(name.replace('-', '_'));
  }

  /** All of them. */
  static Collection<ModuleType> all(boolean el7) {
    return byName(el7).values();
  }

  private static Map<String, ModuleType> read(String[] rows) {
    Map<String, ModuleType> byName = new LinkedHashMap<>(2 * rows.length);
    for (String row : rows) {
      ModuleType type = parse(row);
      byName.put(type.name(), type);
    }
    return Collections.unmodifiableMap(byName);
  }

  private static ModuleType parse(String row) {
    String[] cells = row.split("\\|", -1);
    boolean outOfTree = cells[5].equals("O");
    return new ModuleType(
        cells[0],
        cells[1],
        Integer.parseInt(cells[2]),
        Integer.parseInt(cells[3]),
        list(cells[4]),
        outOfTree ? Taint.OUT_OF_TREE | Taint.UNSIGNED : 0,
        list(cells[6]),
        cells[7],
        cells[8],
        cells[9],
        cells[10]);
  }

  private static List<String> list(String cell) {
    return cell.isEmpty() ? List.of() : List.of(cell.split(","));
  }
}
