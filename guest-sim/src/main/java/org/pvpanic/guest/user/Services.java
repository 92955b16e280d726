package org.pvpanic.guest.user;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.user.time.NtpDaemon;

/** The units of this boot. They are made when somebody first asks for them. */
final class Services {

  private final Kernel kernel;
  private final WallClock clock;
  private final NtpDaemon daemon;
  private final boolean old;
  private final KdumpService kdump;
  private @Nullable List<Unit> units;
  private long booted;

  Services(Kernel kernel, WallClock clock, NtpDaemon daemon, boolean old) {
    this.kernel = kernel;
    this.clock = clock;
    this.daemon = daemon;
    this.old = old;
    this.kdump = new KdumpService(this, kernel, old ? KdumpFlavour.CENTOS_7 : KdumpFlavour.DEBIAN);
  }

  /** Whether it is systemd 219 of CentOS 7; otherwise 252 of Debian 12. */
  boolean isOld() {
    return old;
  }

  KdumpService kdump() {
    return kdump;
  }

  WallClock clock() {
    return clock;
  }

  /** The host's name as the journal has it. */
  String host() {
    return kernel.hostname();
  }

  /** The boot is over: all that it started has been started now. */
  void booted() {
    booted = clock.seconds();
  }

  int newPid() {
    int pid = kernel.tasks().nextPid();
    kernel.tasks().continueFrom(pid + 1);
    return pid;
  }

  /** All of them, sorted by name. */
  List<Unit> all() {
    List<Unit> known = units;
    if (known == null) {
      known = make();
      units = known;
    }
    return known;
  }

  private List<Unit> make() {
    List<Unit> made = new ArrayList<>(32);
    made.add(kdump);
    int pid = 480;
    for (String[] rows : UnitSpec.rows(old)) {
      for (String row : rows) {
        UnitSpec spec = UnitSpec.parse(row, old);
        boolean keepsTime = spec.name().equals(daemon.kind().unit() + ".service");
        Unit unit = keepsTime ? new TimeUnit(spec, this, daemon) : new Unit(spec, this);
        if (unit.spec().startsAtBoot() && isThere(unit)) {
          unit.startedAtBoot(unit.spec().process().isEmpty() ? 0 : pid, booted);
          pid += 13;
        }
        made.add(unit);
      }
    }
    made.sort(Comparator.comparing(Unit::name));
    return made;
  }

  /** The getty of the serial line is there when the console is. */
  private boolean isThere(Unit unit) {
    return !unit.name().startsWith("serial-getty@") || kernel.arguments().hasConsole("ttyS0");
  }

  /** Forgets failures, when asked to. */
  void resetFailed(boolean wanted) {
    for (Unit unit : all()) {
      if (wanted && unit.state() == Unit.State.FAILED) {
        unit.become(Unit.State.INACTIVE);
      }
    }
  }

  /** The unit of that name, with or without its kind; null when there is none. */
  @Nullable Unit find(String name) {
    String full = fullName(name);
    if (full.equals(kdump.name())) {
      return kdump;
    }
    String wanted = !old && full.equals("sshd.service") ? "ssh.service" : full;
    for (Unit unit : all()) {
      if (unit.name().equals(wanted)) {
        return unit;
      }
    }
    return null;
  }

  /** A name with its kind. */
  static String fullName(String name) {
    return name.indexOf('.') < 0 ? name + ".service" : name;
  }
}
