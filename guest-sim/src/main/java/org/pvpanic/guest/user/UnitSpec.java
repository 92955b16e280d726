package org.pvpanic.guest.user;

/**
 * A unit as its file describes it.
 *
 * @param name with its kind, such as {@code sshd.service}
 * @param description what it is
 * @param setting {@code enabled}, {@code disabled} or {@code static}
 * @param sub what it is once started: {@code running}, {@code exited}, {@code active}; in
 *     parentheses when boot does not start it
 * @param process the main program of a running service with its arguments, "" when it has none
 * @param wantedBy the target whose folder has the link of an enabled unit
 */
record UnitSpec(
    String name, String description, String setting, String sub, String process, String wantedBy) {

  private static final String MULTI_USER = "multi-user.target";

  private static final String[] COMMON = {
    "basic.target|Basic System|static|active||",
    "getty.target|Login Prompts|static|active||",
    "graphical.target|Graphical Interface|static|(active)||",
    "halt.target|Halt|disabled|(active)||",
    "local-fs.target|Local File Systems|static|active||",
    "multi-user.target|Multi-User System|static|active||",
    "network.target|Network|static|active||",
    "poweroff.target|{poweroff}|disabled|(active)||",
    "reboot.target|{reboot}|enabled|(active)||",
    "rescue.target|Rescue Mode|static|(active)||",
    "sysinit.target|System Initialization|static|active||",
  };

  private static final String[] CENTOS_7 = {
    "auditd.service|Security Auditing Service|enabled|running|auditd /sbin/auditd -n|",
    "chronyd.service|NTP client/server|enabled|running|chronyd /usr/sbin/chronyd|",
    "crond.service|Command Scheduler|enabled|running|crond /usr/sbin/crond -n|",
    "dbus.service|D-Bus System Message Bus|static|running|dbus-daemon /bin/dbus-daemon --system"
        + " --address=systemd: --nofork --nopidfile --systemd-activation|",
    "firewalld.service|firewalld - dynamic firewall daemon|disabled|(running)|firewalld"
        + " /usr/bin/python -Es /usr/sbin/firewalld --nofork --nopid|",
    "getty@tty1.service|Getty on tty1|enabled|running|agetty /sbin/agetty --noclear tty1"
        + " linux|getty.target",
    "NetworkManager.service|Network Manager|enabled|running|NetworkManager"
        + " /usr/sbin/NetworkManager --no-daemon|",
    "rc-local.service|/etc/rc.d/rc.local Compatibility|static|(exited)||",
    "rsyslog.service|System Logging Service|enabled|running|rsyslogd /usr/sbin/rsyslogd -n|",
    "serial-getty@ttyS0.service|Serial Getty on ttyS0|disabled|running|agetty /sbin/agetty"
        + " --keep-baud 115200 38400 9600 ttyS0 vt220|getty.target",
    "sshd.service|OpenSSH server daemon|enabled|running|sshd /usr/sbin/sshd -D|",
    "systemd-journald.service|Journal Service|static|running|systemd-journal"
        + " /usr/lib/systemd/systemd-journald|",
    "systemd-logind.service|Login Service|static|running|systemd-logind"
        + " /usr/lib/systemd/systemd-logind|",
    "systemd-sysctl.service|Apply Kernel Variables|static|exited||",
    "systemd-udevd.service|udev Kernel Device Manager|static|running|systemd-udevd"
        + " /usr/lib/systemd/systemd-udevd|",
    "tuned.service|Dynamic System Tuning Daemon|enabled|running|tuned /usr/bin/python -Es"
        + " /usr/sbin/tuned -l -P|",
  };

  private static final String[] DEBIAN_12 = {
    "cron.service|Regular background program processing daemon|enabled|running|cron"
        + " /usr/sbin/cron -f|",
    "dbus.service|D-Bus System Message Bus|static|running|dbus-daemon /usr/bin/dbus-daemon --system"
        + " --address=systemd: --nofork --nopidfile --systemd-activation --syslog-only|",
    "getty@tty1.service|Getty on tty1|enabled|running|agetty /sbin/agetty -o \"-p -- \\\\u\""
        + " --noclear - linux|getty.target",
    "networking.service|Raise network interfaces|enabled|exited||",
    "rc-local.service|/etc/rc.local Compatibility|static|(exited)||",
    "serial-getty@ttyS0.service|Serial Getty on ttyS0|disabled|running|agetty /sbin/agetty -o \"-p"
        + " -- \\\\u\" --keep-baud 115200,57600,38400,9600 - vt220|getty.target",
    "ssh.service|OpenBSD Secure Shell server|enabled|running|sshd \"sshd: /usr/sbin/sshd -D"
        + " [listener] 0 of 10-100 startups\"|",
    "systemd-journald.service|Journal Service|static|running|systemd-journal"
        + " /lib/systemd/systemd-journald|",
    "systemd-logind.service|User Login Management|static|running|systemd-logind"
        + " /lib/systemd/systemd-logind|",
    "systemd-sysctl.service|Apply Kernel Variables|static|exited||",
    "systemd-timesyncd.service|Network Time Synchronization|enabled|running|systemd-timesyn"
        + " /lib/systemd/systemd-timesyncd|sysinit.target",
    "systemd-udevd.service|Rule-based Manager for Device Events and Files|static|running"
        + "|systemd-udevd /lib/systemd/systemd-udevd|",
  };

  /** The rows of a distribution, its own first. */
  static String[][] rows(boolean el7) {
    return new String[][] {el7 ? CENTOS_7 : DEBIAN_12, COMMON};
  }

  static UnitSpec parse(String row, boolean el7) {
    String[] cells = row.split("\\|", -1);
    return new UnitSpec(
        cells[0],
        cells[1]
            .replace("{poweroff}", el7 ? "Power-Off" : "System Power Off")
            .replace("{reboot}", el7 ? "Reboot" : "System Reboot"),
        cells[2],
        cells[3],
        cells[4],
        cells[5].isEmpty() ? MULTI_USER : cells[5]);
  }

  boolean startsAtBoot() {
    return !sub.startsWith("(");
  }

  /** What it is once started. */
  String startedSub() {
    return startsAtBoot() ? sub : sub.substring(1, sub.length() - 1);
  }

  boolean isService() {
    return name.endsWith(".service");
  }

  /** The short name of the main program. */
  String program() {
    int blank = process.indexOf(' ');
    return blank < 0 ? process : process.substring(0, blank);
  }

  /** The main program's arguments. */
  String commandLine() {
    return process.substring(process.indexOf(' ') + 1);
  }
}
