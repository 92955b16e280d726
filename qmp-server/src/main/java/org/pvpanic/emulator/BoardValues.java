package org.pvpanic.emulator;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.pvpanic.machine.RamLayout;
import org.pvpanic.qom.QomException;
import org.pvpanic.qom.QomObject;
import org.pvpanic.vm.Cpus;
import org.pvpanic.vm.MachineType.Family;
import org.pvpanic.vm.Vm;

/** Values of a board's properties that differ from machine to machine. */
final class BoardValues {

  private static final long GIB = 1L << 30;

  private final Vm vm;
  private String firmware = "";

  BoardValues(Vm vm) {
    this.vm = vm;
  }

  /** Says what {@code -bios} names. */
  void setFirmware(String file) {
    firmware = file;
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
      case "$RTC" -> date();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Map<String, Object> date() {
    LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
    return Map.of(
        "tm_year", now.getYear() - 1900L,
        "tm_mon", now.getMonthValue() - 1L,
        "tm_mday", (long) now.getDayOfMonth(),
        "tm_hour", (long) now.getHour(),
        "tm_min", (long) now.getMinute(),
        "tm_sec", (long) now.getSecond());
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
    boolean boots = vm.type().family() != Family.NONE && vm.type().family() != Family.MICROVM;
    machine.value("boot", Map.of("order", boots ? "cad" : ""));
    machine.value("firmware", firmware);
    String ram = "/objects/" + vm.type().defaultRamId();
    machine.value("memory-backend", vm.machine().config().ram().size() > 0 ? ram : "");
    refuse(machine, "memory-encryption", word -> "No such memory encryption object '" + word + "'");
    if (vm.type().hasIsa()) {
      machine.property("rtc-time", "struct tm", BoardValues::date, BoardValues::refuseDate);
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
      device.property("date", "struct tm", BoardValues::date);
    }
  }
}
