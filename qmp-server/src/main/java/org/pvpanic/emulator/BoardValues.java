package org.pvpanic.emulator;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.pvpanic.device.Rtc;
import org.pvpanic.device.RtcTime;
import org.pvpanic.machine.RamLayout;
import org.pvpanic.options.BootSpec;
import org.pvpanic.options.Settings;
import org.pvpanic.qom.QomException;
import org.pvpanic.qom.QomObject;
import org.pvpanic.vm.Cpus;
import org.pvpanic.vm.MachineType.Family;
import org.pvpanic.vm.Vm;

/** Values of a board's properties that differ from machine to machine. */
final class BoardValues {

  private static final long GIB = 1L << 30;

  private final Vm vm;
  private final Settings settings;

  BoardValues(Vm vm, Settings settings) {
    this.vm = vm;
    this.settings = settings;
  }

  /** What a {@code $NAME} in the declaration of a board stands for. */
  Object get(String name) {
    RamLayout ram = vm.machine().config().ram();
    long end = RamLayout.FOUR_GIB + ram.high();
    return switch (name) {
      case "$BELOW_4G" -> ram.low();
      case "$ABOVE_4G" -> ram.high();
      case "$ABOVE_RAM" -> end;
      case "$HOLE64_END" -> end + (vm.type().family() == Family.Q35 ? 32 * GIB : 2 * GIB);
      case "$RTC" -> Map.of(); // replaced by what tells the time
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** What the real-time clock shows. */
  private Map<String, Object> date() {
    vm.machine().readHostClock();
    return vm.machine().devices().stream()
        .filter(Rtc.class::isInstance)
        .findFirst()
        .map(rtc -> date(((Rtc) rtc).time()))
        .orElseThrow();
  }

  private static Map<String, Object> date(RtcTime now) {
    Map<String, Object> date = new LinkedHashMap<>(); // its order shows where names collide
    date.put("tm_year", now.year() - 1900L);
    date.put("tm_mon", now.month() - 1L);
    date.put("tm_mday", (long) now.day());
    date.put("tm_hour", (long) now.hour());
    date.put("tm_min", (long) now.minute());
    date.put("tm_sec", (long) now.second());
    return date;
  }

  /** Tells {@code /machine} what the command line made of it. */
  void declareMachine(QomObject machine) {
    Cpus cpus = vm.cpus();
    long perSocket = (long) cpus.dies() * cpus.cores() * cpus.threads();
    machine.value(
        "smp",
        Map.of(
            "cpus", (long) Math.max(cpus.present(), 1),
            "maxcpus", (long) cpus.max(),
            "sockets", cpus.max() / perSocket,
            "dies", (long) cpus.dies(),
            "clusters", 1L,
            "cores", (long) cpus.cores(),
            "threads", (long) cpus.threads()));
    machine.value("memory", Map.of("size", vm.machine().config().ram().size()));
    if ("off".equals(settings.machine().properties().string("vmport"))) {
      machine.value("vmport", "off");
    }
    machine.value("boot", boot());
    String firmware = Firmware.of(settings.commandLine()).name();
    machine.value("firmware", firmware != null ? firmware : usualFirmware());
    String ram = "/objects/" + vm.type().defaultRamId();
    machine.value("memory-backend", vm.machine().config().ram().size() > 0 ? ram : "");
    refuse(machine, "memory-encryption", word -> "No such memory encryption object '" + word + "'");
    if (vm.type().hasIsa()) {
      machine.property("rtc-time", "struct tm", this::date, BoardValues::refuseDate);
    }
    if (machine.property("nvdimm-persistence") != null) {
      String option = "-machine nvdimm-persistence=%s: unsupported option";
      refuse(machine, "nvdimm-persistence", option::formatted);
      String speaker =
          "Attempt to set property 'audiodev' on anonymous device (type 'isa-pcspk') after it was"
              + " realized";
      refuse(machine, "pcspk-audiodev", word -> speaker);
    }
  }

  /** What {@code -boot} says, and in which order devices are tried if it does not. */
  private Map<String, Object> boot() {
    Map<String, Object> boot = new HashMap<>();
    boolean boots = vm.type().family() != Family.NONE && vm.type().family() != Family.MICROVM;
    boot.put("order", boots ? BoardDevices.DEFAULT_BOOT_ORDER : "");
    boot.putAll(BootSpec.given(settings.machine()));
    return boot;
  }

  /** The firmware that a machine type names; others have theirs without a name. */
  private String usualFirmware() {
    boolean named = vm.type().pciBus().isPresent() && !vm.type().isVersionedBefore("2.0");
    return named ? "bios-256k.bin" : "";
  }

  private static void refuse(QomObject machine, String name, UnaryOperator<String> reason) {
    machine.property(
        name,
        name.startsWith("pcspk") ? "str" : "string",
        () -> "",
        wanted -> {
          boolean alias = name.startsWith("pcspk");
          if (!alias && !(wanted instanceof String)) {
            throw QomException.notString(name);
          }
          throw new QomException(reason.apply(wanted.toString()));
        });
  }

  private static void refuseDate(Object wanted) {
    throw new QomException("Property 'mc146818rtc.date' is not writable");
  }

  /** What parts of the second and later CPUs have: APICs share their place in memory. */
  void settleOtherCpu(String part, Map<String, Object> own, int cpu) {
    if (part.equals("lapic")) {
      own.put("id", (long) cpu);
    } else if (part.equals("apic-msi[0]")) {
      own.put("container", "");
      own.put("addr", 0L);
      own.put("priority", 0L);
    }
  }

  /** Lets a clock tell the time. */
  void declareDevice(QomObject device) {
    if (device.type().equals("mc146818rtc")) {
      device.property("date", "struct tm", this::date);
    }
  }
}
