package org.pvpanic.fwcfg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.twin.QtestTwins;

/** What fw_cfg tells, beside real QEMU: every item of old, every file, and their order. */
class FwCfgTwinTest {

  /** Files of real QEMU that ours has not. */
  private static final Set<String> LEFT_OUT = Set.of("genroms/kvmvapic.bin", "etc/fdt");

  /** A file that tells the CPU's model, by a number that ours knows of the default one only. */
  private static final String TELLS_MODEL = "etc/smbios/smbios-tables";

  /** What only ours has: how these tests say that no guest is to run. */
  private static final String OWN = "opt/org.pvpanic/profile";

  private static final int OLD_ITEMS = 0x19;
  private static final int ENOUGH = 160;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-machine pc -device pvpanic",
        "-machine q35 -device pvpanic,ioport=0x606",
        "-machine isapc -device pvpanic",
        "-machine microvm -device pvpanic",
        "-machine pc -m 5G -smp 2,maxcpus=6 -uuid 00112233-4455-6677-8899-aabbccddeeff",
        "-machine q35 -m 3000M -smp 6,sockets=2,cores=3,threads=1 -serial null",
        "-machine microvm -m 3584M -smp 2",
        "-machine pc -m 4G -smp 4,maxcpus=24,sockets=2,dies=2,cores=3,threads=2",
        "-machine pc -boot menu=on,splash-time=300,reboot-timeout=5,order=d",
        "-machine q35,hpet=off,smm=off -fw_cfg opt/b,string=x -fw_cfg opt/a,string=yz",
        "-machine pc,graphics=off -global PIIX4_PM.disable_s3=1 -global PIIX4_PM.disable_s4=1",
        "-machine q35 -global ICH9-LPC.disable_s3=1 -cpu Skylake-Client",
        "-machine pc,acpi=off",
        "-machine q35 -no-acpi -no-hpet",
        "-machine microvm,acpi=off",
        "-machine pc-i440fx-7.0 -device virtio-balloon-pci -m 8G",
        "-machine q35 -device pcie-root-port,id=r,chassis=1,addr=2.0,multifunction=on"
            + " -device pcie-root-port,id=s,chassis=2,addr=2.1 -device virtio-balloon-pci,bus=r"
            + " -device pcie-root-port,id=t,chassis=3,addr=1.0",
        "-machine pc-i440fx-5.1",
        "-machine pc-q35-5.2",
        "-machine pc-q35-2.8 -cpu phenom",
        "-machine pc-i440fx-2.8 -global fw_cfg_io.x-file-slots=20 -global PIIX4_PM.s4_val=3",
      })
  void sameItemsAndFiles(String args) throws IOException {
    try (QtestTwins twins = new QtestTwins(args.split(" "))) {
      FwCfgClient real = new FwCfgClient(twins::real);
      FwCfgClient ours = new FwCfgClient(twins::ours);
      for (int i = 0; i < OLD_ITEMS; i++) {
        for (int key : new int[] {i, i | 0x8000}) {
          assertArrayEquals(real.item(key, ENOUGH), ours.item(key, ENOUGH), "key " + key);
        }
      }
      List<String> names = new ArrayList<>(real.files().keySet());
      names.removeAll(LEFT_OUT);
      List<String> own = new ArrayList<>(ours.files().keySet());
      own.remove(OWN);
      assertEquals(names, own);
      for (String name : names) {
        if (!name.equals(TELLS_MODEL) || !args.contains("-cpu")) {
          assertArrayEquals(real.content(name), ours.content(name), name);
        }
      }
    }
  }

  /** As firmware places power management and configuration space before it reads the tables. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-machine pc -device pvpanic,ioport=0x1234 80000b40=00000601 80000b80=00000001",
        "-machine q35 -m 3G 8000f840=00000601 8000f844=00000080",
        "-machine q35 -device pvpanic 8000f840=00000681 80000064=00000000 80000060=b0000001",
        "-machine q35 -m 1G 80000060=e0000003",
        "-machine q35 80000060=b0000007",
        "-machine q35 80000060=b0000001 80000060=c0000007",
      })
  void sameTablesOnceFirmwareHasPlacedDevices(String line) throws IOException {
    List<String> args = new ArrayList<>();
    List<String> writes = new ArrayList<>();
    for (String word : line.split(" ")) {
      (word.matches("[0-9a-f]{8}=[0-9a-f]{8}") ? writes : args).add(word);
    }
    try (QtestTwins twins = new QtestTwins(args.toArray(String[]::new))) {
      for (String write : writes) {
        twins.same("outl 0xcf8 0x" + write.substring(0, 8));
        twins.same("outl 0xcfc 0x" + write.substring(9));
      }
      FwCfgClient real = new FwCfgClient(twins::real);
      FwCfgClient ours = new FwCfgClient(twins::ours);
      for (String name : List.of("etc/acpi/rsdp", "etc/acpi/tables", "etc/table-loader")) {
        assertArrayEquals(real.content(name), ours.content(name), name);
      }
    }
  }

  @Test
  void sameAnswersToAccessesOfAllWidths() throws IOException {
    try (QtestTwins twins = new QtestTwins("-machine", "pc", "-device", "pvpanic")) {
      for (String select : List.of("0x0", "0x1", "0x19", "0x26", "0x4001", "0x8001", "0x1f")) {
        twins.same("outw 0x510 " + select);
        twins.sameAccesses(7, 40, "050c-0522");
      }
    }
  }

  /** With one CPU, so that no random write can eject any. */
  @ParameterizedTest
  @ValueSource(strings = {"-machine pc af00", "-machine q35 0cd8"})
  void sameRegistersOfCpus(String args) throws IOException {
    String[] words = args.split(" ");
    int base = Integer.parseInt(words[2], 16);
    String range = "%04x-%04x".formatted(base, base + 34);
    try (QtestTwins twins = new QtestTwins(words[0], words[1], "-smp", "1,maxcpus=3")) {
      twins.same("inb 0x%x".formatted(base + 1));
      twins.sameAccesses(3, 60, range);
      twins.same("outl 0x%x 0".formatted(base));
      for (int cpu = 0; cpu < 4; cpu++) {
        for (int command = 0; command < 5; command++) {
          twins.same("outl 0x%x 0x%x".formatted(base, cpu));
          twins.same("outb 0x%x 0x%x".formatted(base + 5, command));
          twins.sameAccesses(cpu * 5L + command, 20, range);
        }
      }
    }
  }
}
