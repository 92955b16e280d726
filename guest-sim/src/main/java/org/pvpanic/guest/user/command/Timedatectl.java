package org.pvpanic.guest.user.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.CmosClock;
import org.pvpanic.guest.linux.Timekeeping;
import org.pvpanic.guest.user.time.NtpDaemon;
import org.pvpanic.guest.user.time.TimeServices;

/** timedatectl of systemd 219 and 252. */
final class Timedatectl {

  private static final long NS = 1_000_000_000L;
  private static final char ADJUST = '\u0101';
  private static final char VERSION = '\u0102';
  private static final char VALUE = '\u0105';

  private static final OptionSpec OLD =
      OptionSpec.of(
          "hH:M:\u0101\u0102\u0103\u0104",
          "help=h host=H machine=M adjust-system-clock=\u0101 version=\u0102 no-pager=\u0103"
              + " no-ask-password=\u0104");
  private static final OptionSpec NEW =
      OptionSpec.of(
          "hH:M:p:\u0101\u0102\u0103\u0104\u0105",
          "help=h host=H machine=M property=p adjust-system-clock=\u0101 version=\u0102"
              + " no-pager=\u0103 no-ask-password=\u0104 value=\u0105");

  private static final String FEATURES_219 =
      "+PAM +AUDIT +SELINUX +IMA -APPARMOR +SMACK +SYSVINIT +UTMP +LIBCRYPTSETUP +GCRYPT +GNUTLS"
          + " +ACL +XZ -LZ4 -SECCOMP +BLKID +ELFUTILS +KMOD +IDN";
  private static final String FEATURES_252 =
      "+PAM +AUDIT +SELINUX +APPARMOR +IMA +SMACK +SECCOMP +GCRYPT -GNUTLS +OPENSSL +ACL +BLKID"
          + " +CURL +ELFUTILS +FIDO2 +IDN2 -IDN +IPTC +KMOD +LIBCRYPTSETUP +LIBFDISK +PCRE2"
          + " -PWQUALITY +P11KIT +QRENCODE +TPM2 +BZIP2 +LZ4 +XZ +ZLIB +ZSTD -BPF_FRAMEWORK"
          + " -XKBCOMMON +UTMP +SYSVINIT default-hierarchy=unified";

  private final Call call;
  private final Options options;
  private final Timekeeping time;
  private final TimeServices services;
  private final NtpDaemon daemon;
  private final boolean old;

  private Timedatectl(Call call, Options options) {
    this.call = call;
    this.options = options;
    this.time = call.kernel().time();
    this.services = call.machinery().time();
    this.daemon = services.daemon();
    this.old = call.dialect() == Dialect.CENTOS_7;
  }

  static void run(Call call) {
    Options options = Options.parseBriefly(call, call.dialect() == Dialect.CENTOS_7 ? OLD : NEW, 1);
    new Timedatectl(call, options).start();
  }

  private Exit error(String message) {
    call.err(message + "\n");
    return new Exit(1);
  }

  private void start() {
    if (options.has('h')) {
      call.out(TimeHelp.of(old ? "timedatectl-219" : "timedatectl-252"));
      call.exit();
      return;
    }
    if (options.has(VERSION)) {
      call.out(
          old ? "systemd 219\n" + FEATURES_219 : "systemd 252 (252.39-1~deb12u1)\n" + FEATURES_252);
      call.out("\n");
      call.exit();
      return;
    }
    if (options.has('H') || options.has('M')) {
      throw error(
          old
              ? "Failed to create bus connection: Connection refused"
              : "Failed to connect to bus: Connection refused");
    }
    List<String> words = options.operands();
    String verb = words.isEmpty() ? "status" : words.get(0);
    int most = operands(verb);
    int given = Math.max(0, words.size() - 1);
    if (given < most) {
      throw error("Too few arguments.");
    }
    if (given > most) {
      throw error("Too many arguments.");
    }
    String operand = most == 1 ? words.get(1) : "";
    switch (verb) {
      case "status" -> status();
      case "show" -> show();
      case "list-timezones" -> services.zones().forEach(name -> call.out(name + "\n"));
      case "timesync-status" -> timesyncStatus();
      case "show-timesync" -> showTimesync();
      case "set-time" -> setTime(operand);
      case "set-timezone" -> setZone(operand);
      case "set-ntp" -> setNtp(operand);
      default -> setLocalRtc(operand);
    }
    call.exit();
  }

  private int operands(String verb) {
    return switch (verb) {
      case "status", "list-timezones" -> 0;
      case "set-time", "set-timezone", "set-ntp", "set-local-rtc" -> 1;
      case "show", "timesync-status", "show-timesync" -> {
        if (old) {
          throw error("Unknown operation " + verb);
        }
        yield 0;
      }
      default ->
          throw error(old ? "Unknown operation " + verb : "Unknown command verb " + verb + ".");
    };
  }

  private long now() {
    return Math.floorDiv(time.realtimeNs(), NS);
  }

  private static String yesNo(boolean yes) {
    return yes ? "yes" : "no";
  }

  private String local(long seconds) {
    String zone = services.zone().abbreviation(seconds);
    return ClockText.systemd(seconds + services.zone().offset(seconds)) + " " + zone;
  }

  private void status() {
    long seconds = now();
    long shown = time.chip().read();
    String chip = shown == CmosClock.NONE ? "n/a" : ClockText.systemd(shown);
    int offset = services.zone().offset(seconds);
    line("Local time", local(seconds));
    line("Universal time", ClockText.systemd(seconds) + " UTC");
    line("RTC time", chip);
    String zone = services.zone().abbreviation(seconds);
    line(
        "Time zone",
        services.zone().name() + " (" + zone + ", " + ClockText.offset(offset, "") + ")");
    if (old) {
      line("NTP enabled", yesNo(daemon.isEnabled()));
      line("NTP synchronized", yesNo(daemon.isSynchronised()));
    } else {
      line("System clock synchronized", yesNo(daemon.isSynchronised()));
      line("NTP service", daemon.isActive() ? "active" : "inactive");
    }
    line("RTC in local TZ", yesNo(services.chipIsLocal()));
    if (old) {
      daylightSaving(seconds);
    }
    if (services.chipIsLocal()) {
      call.out(TimeHelp.of("timedatectl-local-rtc"));
    }
  }

  private void line(String name, String value) {
    int width = old ? 16 : 25;
    call.out(" ".repeat(Math.max(0, width - name.length())) + name + ": " + value + "\n");
  }

  private void daylightSaving(long seconds) {
    Long last = services.zone().changeBefore(seconds);
    Long next = services.zone().changeAfter(seconds);
    if (last == null || next == null) {
      line("DST active", "n/a");
      return;
    }
    boolean active = services.zone().offset(seconds) > services.zone().offset(next);
    line("DST active", yesNo(active));
    change("Last", last, active ? "began" : "ended");
    boolean more = services.zone().offset(next) > services.zone().offset(seconds);
    String gap = "(the clock jumps one hour " + (more ? "forward" : "backwards") + ") ";
    change("Next", next, (more ? "begins " : "ends ") + gap);
  }

  private void change(String which, long at, String what) {
    line(which + " DST change", "DST " + what.stripTrailing() + " at");
    call.out(" ".repeat(18) + local(at - 1) + "\n" + " ".repeat(18) + local(at) + "\n");
  }

  private void show() {
    long seconds = now();
    property("Timezone", services.zone().name());
    property("LocalRTC", yesNo(services.chipIsLocal()));
    property("CanNTP", "yes");
    property("NTP", yesNo(daemon.isEnabled()));
    property("NTPSynchronized", yesNo(daemon.isSynchronised()));
    property("TimeUSec", local(seconds));
    long shown = time.chip().read();
    if (shown != CmosClock.NONE) {
      property("RTCTimeUSec", local(services.fromChip(shown, services.chipIsLocal())));
    }
  }

  private void property(String name, String value) {
    String wanted = options.value('p');
    if (wanted == null || List.of(wanted.split(",")).contains(name)) {
      call.out((options.has(VALUE) ? "" : name + "=") + value + "\n");
    }
  }

  private void timesyncStatus() {
    if (!daemon.isActive()) {
      throw error("Failed to query server: Unit dbus-org.freedesktop.timesync1.service not found.");
    }
    boolean answered = daemon.hasAnswers();
    row("Server", NtpServers.ADDRESSES[0] + " (" + NtpServers.DEBIAN[0] + ")");
    row("Poll interval", interval(1L << daemon.poll()) + " (min: 32s; max 34min 8s)");
    if (answered) {
      row("Leap", "normal");
      row("Version", "4");
      row("Stratum", "2");
      row("Reference", "C0000201");
      row("Precision", "1us (-20)");
      row("Root distance", "10ms (max: 5s)");
      row("Offset", (daemon.lastOffset() < 0 ? "-" : "+") + span(Math.abs(daemon.lastOffset())));
      row("Delay", "10ms");
      row("Jitter", "0");
    }
    row("Packet count", Long.toString(daemon.updates()));
    if (answered) {
      row("Frequency", "+0.000ppm");
    }
  }

  private void row(String name, String value) {
    call.out(" ".repeat(Math.max(0, 14 - name.length())) + name + ": " + value + "\n");
  }

  private static String interval(long seconds) {
    String text = seconds >= 60 ? seconds / 60 + "min" : "";
    return seconds % 60 == 0 ? text : (text + " " + seconds % 60 + "s").trim();
  }

  private static String span(long ns) {
    if (ns >= NS) {
      return interval(ns / NS);
    }
    return ns >= 1_000_000 ? ns / 1_000_000 + "ms" : ns / 1000 + "us";
  }

  private void showTimesync() {
    property("FallbackNTPServers", String.join(" ", NtpServers.DEBIAN));
    property("ServerName", NtpServers.DEBIAN[0]);
    property("ServerAddress", NtpServers.ADDRESSES[0]);
    property("RootDistanceMaxUSec", "5s");
    property("PollIntervalMinUSec", "32s");
    property("PollIntervalMaxUSec", "34min 8s");
    property("PollIntervalUSec", interval(1L << daemon.poll()));
    property("Frequency", "0");
  }

  private void checkRoot(String what) {
    if (call.task().uid() != 0) {
      throw error("Failed to " + what + ": Interactive authentication required.");
    }
  }

  private void setTime(String text) {
    Long seconds = ClockText.parse(text, time.realtimeNs(), services.zone());
    if (seconds == null) {
      throw error(
          "Failed to parse time specification: " + text + (old ? "" : ": Invalid argument"));
    }
    checkRoot("set time");
    if (old ? daemon.isEnabled() : daemon.isActive()) {
      throw error("Failed to set time: Automatic time synchronization is enabled");
    }
    time.set(seconds * NS);
    time.chip().write(services.toChip(seconds, services.chipIsLocal()));
  }

  private void setZone(String name) {
    checkRoot("set time zone");
    if (!services.setZone(name)) {
      String which = old ? "Invalid time zone '" : "Invalid or not installed time zone '";
      throw error("Failed to set time zone: " + which + name + "'");
    }
    if (services.chipIsLocal()) {
      time.chip().write(services.toChip(now(), true));
    }
  }

  private void setNtp(String text) {
    Boolean wanted = bool(text);
    if (wanted == null) {
      throw error("Failed to parse NTP setting: " + text + (old ? "" : ": Invalid argument"));
    }
    checkRoot("set ntp");
    daemon.setEnabled(wanted);
    if (wanted) {
      daemon.start();
    } else {
      daemon.stop();
    }
  }

  private void setLocalRtc(String text) {
    Boolean wanted = bool(text);
    if (wanted == null) {
      throw error("Failed to parse local RTC setting: " + text + (old ? "" : ": Invalid argument"));
    }
    checkRoot("set local RTC");
    if (services.chipIsLocal() != wanted) {
      services.setChipIsLocal(wanted);
      long shown = time.chip().read();
      if (options.has(ADJUST) && shown != CmosClock.NONE) {
        time.set(services.fromChip(shown, wanted) * NS);
      } else {
        time.chip().write(services.toChip(now(), wanted));
      }
    }
  }

  private static @Nullable Boolean bool(String text) {
    return switch (text.toLowerCase(java.util.Locale.ROOT)) {
      case "1", "yes", "y", "true", "t", "on" -> true;
      case "0", "no", "n", "false", "f", "off" -> false;
      default -> null;
    };
  }
}
