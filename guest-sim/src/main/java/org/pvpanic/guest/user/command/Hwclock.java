package org.pvpanic.guest.user.command;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.CmosClock;
import org.pvpanic.guest.linux.Timekeeping;
import org.pvpanic.guest.user.time.TimeServices;

/**
 * hwclock of util-linux 2.23 and 2.38: the clock chip and the system's time. It waits for the
 * chip's next second, as reading tells whole seconds only; what it sets the chip to is half a
 * second old, as the chip's next second then begins half a second later.
 */
final class Hwclock {

  private static final long NS = 1_000_000_000L;
  private static final char SET = '\u0101';
  private static final char SYSTZ = '\u0102';
  private static final char PREDICT = '\u0103';
  private static final char DATE = '\u0104';
  private static final char TEST = '\u0105';
  private static final char GET = '\u0106';
  private static final char PARAM_GET = '\u010b';
  private static final char PARAM_SET = '\u010c';
  private static final char GET_EPOCH = '\u010d';
  private static final char SET_EPOCH = '\u010e';

  private static final String BOTH =
      "help=h version=V show=r hctosys=s systohc=w utc=u localtime=l rtc=f set=\u0101 systz=\u0102"
          + " predict=\u0103 date=\u0104 test=\u0105 directisa=\u0107"
          + " adjust=a";
  private static final String LETTERS = "hVrswulf:\u0101\u0102\u0103\u0104:\u0105\u0107";

  private static final OptionSpec OLD =
      OptionSpec.of(
          LETTERS + "D\u010d\u010e\u010f:\u0110",
          BOTH + " debug=D getepoch=\u010d setepoch=\u010e epoch=\u010f badyear=\u0110");
  private static final OptionSpec NEW =
      OptionSpec.of(
          LETTERS + "av\u0106\u010b:\u010c:\u0112",
          BOTH
              + " verbose=v get=\u0106 param-get=\u010b param-set=\u010c"
              + " update-drift=\u0112");
  private static final OptionSpec BUSYBOX =
      OptionSpec.of("swulf:\u0102", "hctosys=s systohc=w utc=u localtime=l rtc=f systz=\u0102");

  private final Call call;
  private final Options options;
  private final Timekeeping time;
  private final CmosClock chip;
  private final TimeServices services;
  private final boolean old;
  private final boolean local;
  private final boolean verbose;

  private Hwclock(Call call, Options options) {
    this.call = call;
    this.options = options;
    this.time = call.kernel().time();
    this.chip = time.chip();
    this.services = call.machinery().time();
    this.old = call.dialect() == Dialect.CENTOS_7;
    this.local = options.has('l') || (!options.has('u') && services.chipIsLocal());
    this.verbose = options.has('v') || options.has('D') || options.has(TEST);
  }

  static void run(Call call) {
    Options options = call.options(call.dialect() == Dialect.CENTOS_7 ? OLD : NEW, BUSYBOX);
    Hwclock program = new Hwclock(call, options);
    if (call.isBusybox()) {
      program.busybox();
    } else {
      program.start();
    }
  }

  private void busybox() {
    if (!options.operands().isEmpty()) {
      throw call.usage("");
    }
    String file = options.value('f');
    if (!isChip(file) || !chip.isPresent()) {
      String name = file == null ? "/dev/misc/rtc" : file;
      throw call.fail("can't open '" + name + "': No such file or directory");
    }
    switch (options.last("sw\u0102", 'r')) {
      case 's' -> time.set(services.fromChip(shown(), local) * NS);
      case 'w' -> chip.write(services.toChip(now(), local));
      case SYSTZ -> {}
      default -> {
        long shown = services.fromChip(shown(), local);
        String text = ClockText.ctime(shown + services.zone().offset(shown));
        call.out(text + "  0.000000 seconds\n");
      }
    }
    call.exit();
  }

  /** What the chip shows; a date that there is not cannot be read. */
  private long shown() {
    long shown = chip.read();
    if (shown == CmosClock.NONE) {
      throw call.fail("RTC_RD_TIME: Invalid argument");
    }
    return shown;
  }

  private static boolean isChip(@Nullable String file) {
    return file == null || file.equals("/dev/rtc") || file.equals("/dev/rtc0");
  }

  private void start() {
    if (options.has('h')) {
      call.out(TimeHelp.of(old ? "hwclock-2.23" : "hwclock-2.38"));
      call.exit();
      return;
    }
    if (options.has('V')) {
      call.out("hwclock from util-linux " + version() + "\n");
      call.exit();
      return;
    }
    char function = check();
    if (verbose) {
      call.out("hwclock from util-linux " + version() + "\n");
      if (!old) {
        call.out("System Time: " + ClockText.decimal(time.realtimeNs()) + "\n");
        call.out("Trying to open: /dev/rtc0\n");
      }
    }
    if (call.task().uid() != 0 || !isChip(options.value('f')) || !chip.isPresent()) {
      if (old && call.task().uid() != 0 && function != 'r') {
        String what = function == 's' || function == SYSTZ ? "System" : "Hardware";
        throw call.fail("Sorry, only the superuser can change the " + what + " Clock.");
      }
      call.warn("Cannot access the Hardware Clock via any known method.");
      throw call.fail(
          "Use the --"
              + (old ? "debug" : "verbose")
              + " option to see the details of our search for an access method.");
    }
    if (verbose) {
      call.out("Using the " + (old ? "/dev" : "rtc") + " interface to " + (old ? "" : "the "));
      call.out(
          "clock.\nAssuming hardware clock is kept in " + (local ? "local" : "UTC") + " time.\n");
    }
    perform(function);
  }

  private String version() {
    return old ? "2.23.2" : "2.38.1";
  }

  /** What it is asked to do, if that can be asked. */
  private char check() {
    String functions = "arsw" + GET + GET_EPOCH + PREDICT + SET + SET_EPOCH + SYSTZ;
    String params = functions + PARAM_GET + PARAM_SET;
    char function = 'r';
    int asked = 0;
    for (int i = 0; i < params.length(); i++) {
      if (options.has(params.charAt(i))) {
        function = params.charAt(i);
        asked++;
      }
    }
    if (asked > 1) {
      throw call.fail(
          "mutually exclusive arguments: "
              + (old
                  ? "--adjust --show --hctosys --systohc --getepoch --predict --set --setepoch"
                      + " --systz"
                  : "--adjust --show --hctosys --systohc --get --predict --set --systz"));
    }
    if (options.has('l') && options.has('u')) {
      throw call.fail("mutually exclusive arguments: --localtime --utc");
    }
    int many = options.operands().size();
    if (many > 0) {
      throw call.usage(many + " too many arguments given");
    }
    if ((function == SET || function == PREDICT) && options.value(DATE) == null) {
      throw call.fail("--date is required for --set or --predict");
    }
    return function;
  }

  private void perform(char function) {
    switch (function) {
      case 'w' -> write(null);
      case SET -> write(date());
      case 's' -> atNextSecond(this::setSystem);
      case SYSTZ, 'a' -> call.exit();
      case PREDICT -> {
        show(date() * NS, 0);
        call.exit();
      }
      case PARAM_GET, PARAM_SET -> parameter(function);
      case GET_EPOCH, SET_EPOCH -> {
        String verb = function == GET_EPOCH ? "READ" : "SET";
        call.warn(
            "ioctl(RTC_EPOCH_" + verb + ") to /dev/rtc failed: Inappropriate ioctl for device");
        throw call.fail(
            "Unable to "
                + (function == GET_EPOCH ? "get" : "set")
                + " the epoch value "
                + (function == GET_EPOCH ? "from" : "in")
                + " the kernel.");
      }
      default -> atNextSecond(this::showChip);
    }
  }

  private long date() {
    String text = String.valueOf(options.value(DATE));
    Long seconds = ClockText.parse(text, time.realtimeNs(), services.zone());
    if (seconds == null) {
      throw call.fail("invalid date '" + text + "'");
    }
    return seconds;
  }

  private interface Edge {
    void act(long chipSeconds, long waited);
  }

  private void atNextSecond(Edge edge) {
    if (verbose) {
      call.out("Waiting for clock tick...\n");
    }
    long started = time.stamp();
    chip.atNextSecond(
        () ->
            call.then(
                () -> {
                  long shown = chip.read();
                  if (shown == CmosClock.NONE) {
                    throw call.fail(
                        "The Hardware Clock registers contain values that are either"
                            + " invalid (e.g. 50th day of month) or beyond the range we can handle"
                            + " (e.g. Year 2095).");
                  }
                  long seconds = services.fromChip(shown, local);
                  if (verbose) {
                    call.out("...got clock tick\nTime read from Hardware Clock: ");
                    call.out(slashed(shown) + "\nHw clock time : " + slashed(shown) + " = ");
                    call.out(seconds + " seconds since 1969\n");
                  }
                  edge.act(seconds, time.stamp() - started);
                }));
  }

  private static String slashed(long seconds) {
    return ClockText.date(seconds).replace('-', '/') + " " + ClockText.clock(seconds);
  }

  private void showChip(long seconds, long waited) {
    show(old ? seconds * NS : seconds * NS - waited, waited);
    call.exit();
  }

  private void show(long ns, long waited) {
    long seconds = Math.floorDiv(ns, NS);
    int offset = services.zone().offset(seconds);
    if (old) {
      String text = ClockText.american(seconds + offset, services.zone().abbreviation(seconds));
      call.out(text + "  " + ClockText.decimal(-waited) + " seconds\n");
    } else {
      long us = Math.floorMod(ns, NS) / 1000;
      call.out(ClockText.date(seconds + offset) + " " + ClockText.clock(seconds + offset));
      call.out(String.format(Locale.ROOT, ".%06d", us) + ClockText.offset(offset, ":") + "\n");
    }
  }

  /** The second has just begun. */
  private void setSystem(long seconds, long waited) {
    if (options.has(TEST)) {
      untouched();
    } else {
      time.set(seconds * NS);
      call.exit();
    }
  }

  private void untouched() {
    call.out(old ? "Clock not changed - testing only.\n" : "Test mode: clock was not changed\n");
    call.exit();
  }

  private long now() {
    return Math.floorDiv(time.realtimeNs(), NS);
  }

  /** Sets the chip when half of a second is over; to what the system's time is without a date. */
  private void write(@Nullable Long date) {
    if (options.has(TEST)) {
      untouched();
      return;
    }
    final long before = now();
    long toHalf = NS / 2 - Math.floorMod(time.realtimeNs(), NS);
    call.sleep(
        toHalf > 0 ? toHalf : toHalf + NS,
        () -> {
          long seconds = date == null ? now() : date + now() - before;
          chip.write(services.toChip(seconds, local));
          if (options.has('u') || options.has('l')) {
            services.setChipIsLocal(local);
          }
          call.exit();
        });
  }

  /** rtc_cmos has alarms and update interrupts (bits 0 and 4), and nothing to correct. */
  private void parameter(char function) {
    String given = String.valueOf(options.value(function));
    int equals = given.indexOf('=');
    String name = equals < 0 ? given : given.substring(0, equals);
    int number =
        switch (name) {
          case "features", "0", "0x0" -> 0;
          case "correction", "1", "0x1" -> 1;
          case "bsm", "2", "0x2" -> 2;
          default -> throw call.fail("could not convert parameter name to number");
        };
    if (function == PARAM_GET && number == 0) {
      call.out("The RTC parameter 0x0 is set to 0x11.\n");
      call.exit();
      return;
    }
    String verb = function == PARAM_GET ? "GET" : "SET";
    throw call.fail(
        "ioctl(3, RTC_PARAM_" + verb + ", param) to /dev/rtc0 failed: Invalid argument");
  }
}
