package org.pvpanic.guest.user.command;

import java.util.Locale;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.SysError;

/** lspci: the functions of the board, as /proc/bus/pci has them. */
final class Lspci {

  private static final OptionSpec SPEC = OptionSpec.of("nD");
  private static final int CLASS = 8;
  private static final int HEADER = 64;

  private Lspci() {}

  static void run(Call call) {
    Options options = call.options(SPEC);
    Disk.slurp(call, "/proc/bus/pci/devices", text -> next(call, options, text.split("\n"), 0));
  }

  private static void next(Call call, Options options, String[] lines, int index) {
    if (index == lines.length || lines[index].isEmpty()) {
      call.exit();
      return;
    }
    String[] fields = lines[index].split("\t");
    int place = Integer.parseInt(fields[0], 16);
    String bus = String.format(Locale.ROOT, "%02x", place >> 8);
    String slot = String.format(Locale.ROOT, "%02x.%d", place >> 3 & 0x1f, place & 7);
    try {
      OpenFile config = Disk.openToRead(call, "/proc/bus/pci/" + bus + "/" + slot);
      call.readAtMost(
          config,
          HEADER,
          bytes -> {
            tell(call, options, bus + ":" + slot, fields[1], bytes);
            next(call, options, lines, index + 1);
          },
          errno -> next(call, options, lines, index + 1));
    } catch (SysError e) {
      tell(call, options, bus + ":" + slot, fields[1], new byte[HEADER]);
      next(call, options, lines, index + 1);
    }
  }

  private static void tell(Call call, Options options, String where, String ids, byte[] config) {
    boolean known = config.length > CLASS + 3;
    int revision = known ? config[CLASS] & 0xff : 0;
    int kind = known ? ((config[CLASS + 3] & 0xff) << 8) | (config[CLASS + 2] & 0xff) : 0;
    String prefix = options.has('D') ? "0000:" : "";
    String rev = revision == 0 ? "" : String.format(Locale.ROOT, " (rev %02x)", revision);
    String vendor = ids.substring(0, 4);
    String device = ids.substring(4);
    if (options.has('n')) {
      String number = String.format(Locale.ROOT, "%04x", kind);
      call.out(prefix + where + " " + number + ": " + vendor + ":" + device + rev + "\n");
      return;
    }
    call.out(
        prefix + where + " " + kind(kind) + ": " + PciNames.device(vendor, device) + rev + "\n");
  }

  private static String kind(int code) {
    return switch (code) {
      case 0x0000 -> "Non-VGA unclassified device";
      case 0x00ff -> "Unclassified device [00ff]";
      case 0x0100 -> "SCSI storage controller";
      case 0x0101 -> "IDE interface";
      case 0x0106 -> "SATA controller";
      case 0x0200 -> "Ethernet controller";
      case 0x0300 -> "VGA compatible controller";
      case 0x0403 -> "Audio device";
      case 0x0500 -> "RAM memory";
      case 0x0600 -> "Host bridge";
      case 0x0601 -> "ISA bridge";
      case 0x0604 -> "PCI bridge";
      case 0x0680 -> "Bridge";
      case 0x0780 -> "Communication controller";
      case 0x0880 -> "System peripheral";
      case 0x0c03 -> "USB controller";
      case 0x0c05 -> "SMBus";
      default -> String.format(Locale.ROOT, "Class [%04x]", code);
    };
  }
}
