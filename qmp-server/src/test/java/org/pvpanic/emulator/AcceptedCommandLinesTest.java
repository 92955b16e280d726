package org.pvpanic.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.options.QemuError;
import org.pvpanic.options.Settings;
import org.pvpanic.qom.QomTypes;

/** What libvirt gives its emulator, and options that real machines are started with. */
@Timeout(60)
class AcceptedCommandLinesTest {

  private static final Pattern DRIVER = Pattern.compile("\"driver\":\"([^\"]+)\"");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "libvirt-9.0-q35.argv",
        "libvirt-11.3-q35.argv",
        "virt-install-linux.argv",
        "virt-install-windows.argv"
      })
  void startsWhatLibvirtStarts(String recording) throws IOException {
    try (Emulator emulator = Emulator.start(here(recording).toArray(String[]::new))) {
      assertEquals(2, emulator.vm().cpus().present());
    }
  }

  /** The recorded arguments, but for devices that we do not have and what is not on this host. */
  private List<String> here(String recording) throws IOException {
    Path key = Files.write(directory.resolve("master-key"), new byte[32]);
    List<String> args = new ArrayList<>();
    for (Iterator<String> words = recorded(recording).iterator(); words.hasNext(); ) {
      String option = words.next();
      if (!option.matches("-(S|no-.*|nodefaults)")) {
        String value = words.next();
        if (option.equals("-add-fd") || isUnknownDevice(option, value)) {
          continue;
        }
        args.add(option);
        args.add(
            value
                .replaceAll("\"file\":\"[^\"]*master-key.aes\"", "\"file\":\"" + key + "\"")
                .replaceAll("^(socket|spicevmc),id=(\\w+),.*", "null,id=$2")
                .replaceAll(",logfile=/dev/fdset/\\d+,logappend=on", "")
                .replace("pc-q35-10.0", "pc-q35-7.2"));
      } else {
        args.add(option);
      }
    }
    assertTrue(args.size() > 60, args.toString());
    return args;
  }

  private static boolean isUnknownDevice(String option, String value) {
    Matcher driver = DRIVER.matcher(value);
    return option.equals("-device")
        && driver.find()
        && QomTypes.of(VersionProfile.QEMU_7_2).find(driver.group(1)).isEmpty();
  }

  private static List<String> recorded(String name) throws IOException {
    try (InputStream text = Settings.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(text, name).readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  @Test
  void acceptsWhatCannotMatter() {
    String[] args =
        ("-S -nodefaults -enable-kvm -no-acpi -no-hpet -no-fd-bootchk -usb -snapshot"
                + " -only-migratable -k de -vga std -display none -vnc :9 -hda /dev/null -drive"
                + " file=/dev/null,if=none,id=d -cdrom /dev/null -bios bios.bin -pflash /dev/null"
                + " -netdev user,id=n -nic none -audiodev none,id=a -sandbox on -overcommit"
                + " mem-lock=on -rtc base=localtime,clock=vm,driftfix=slew -smbios type=0 -numa node"
                + " -trace enable=x -d cpu,in_asm -L /x -seed 1 -singlestep -parallel none -serial"
                + " none -monitor none -debugcon null -boot order=cd,menu=on,strict=on"
                + " -watchdog-action pause -msg timestamp=on,guest-name=on -name a,process=b -tpmdev"
                + " passthrough,id=t -usbdevice tablet -async-teardown -qtest-log none -device"
                + " pvpanic-pci,romfile=,romsize=4096 -machine"
                + " q35,usb=on,smm=off,hpet=off,acpi=on,graphics=off,vmport=auto")
            .split(" ");
    try (Emulator emulator = Emulator.start(args)) {
      assertTrue(emulator.vm().machine().config().cpus() == 1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-incoming defer",
        "-loadvm x",
        "-dtb x",
        "-gdb tcp::1234",
        "-s",
        "-set device.a.b=c",
        "-runas nobody",
        "-parallel file:x"
      })
  void refusesWhatItWouldBeWrongToIgnore(String option) {
    QemuError refused =
        assertThrows(QemuError.class, () -> Emulator.start(("-nodefaults " + option).split(" ")));
    assertEquals("this option is not supported by the pvpanic emulator", refused.message());
    assertEquals(option, Objects.requireNonNull(refused.origin()).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-machine dtb=x", "-device pvpanic-pci,romfile=/etc/passwd"})
  void saysWhatIsNotSupported(String options) {
    QemuError refused =
        assertThrows(QemuError.class, () -> Emulator.start(("-nodefaults " + options).split(" ")));
    assertTrue(
        refused.message().contains("not supported by the pvpanic emulator"), refused.message());
  }
}
