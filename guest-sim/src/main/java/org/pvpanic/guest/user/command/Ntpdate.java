package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pvpanic.guest.linux.Timekeeping;

/** ntpdate 4.2.6p5 of CentOS 7: asks time servers once, then steps or adjusts the clock. */
final class Ntpdate {

  private static final long NS = 1_000_000_000L;

  /** Offsets from half a second on are stepped (NTPDATE_THRESHOLD). */
  private static final long THRESHOLD = NS / 2;

  /** Every two seconds each server gets a question; four answers are asked for. */
  private static final long PER_SAMPLE = 2 * NS;

  private static final int SAMPLES = 4;

  private static final OptionSpec SPEC = OptionSpec.of("46bBdp:qsuv", "");

  private final Call call;
  private final Options options;
  private final Timekeeping time;
  private final List<String> servers = new ArrayList<>(2);
  private final boolean silent;

  private Ntpdate(Call call, Options options) {
    this.call = call;
    this.options = options;
    this.time = call.kernel().time();
    this.silent = options.has('s');
  }

  static void run(Call call) {
    Options options;
    try {
      options = Options.parseBriefly(call, SPEC, 2);
    } catch (Exit bad) {
      call.err(
          "usage: ntpdate [-46bBdqsuv] [-a key#] [-e delay] [-k file] [-p samples] [-o version#]"
              + " [-t timeo] server ...\n");
      throw bad;
    }
    new Ntpdate(call, options).start();
  }

  /** A line with the time in front, to the system's log instead with -s. */
  private void say(String text) {
    if (!silent) {
      long now = Math.floorDiv(time.realtimeNs(), NS);
      now += call.machinery().time().zone().offset(now);
      call.out(ClockText.ntpdate(now) + " ntpdate[" + call.task().pid() + "]: " + text + "\n");
    }
  }

  private void start() {
    if (options.has('v') || options.has('d')) {
      say("ntpdate 4.2.6p5@1.2349-o Mon Nov 14 18:25:09 UTC 2016 (1)");
    }
    int samples = number('p', SAMPLES);
    if (samples < 1 || samples > 8) {
      say("number of samples (" + samples + ") is invalid");
      throw new Exit(2);
    }
    List<String> silentServers = new ArrayList<>(0);
    for (String name : options.operands()) {
      String address = NtpServers.address(name);
      if (address != null) {
        servers.add(address);
      } else if (NtpServers.isAddress(name)) {
        silentServers.add(name);
      } else {
        call.err("Error resolving " + name + ": Name or service not known (-2)\n");
        say("Can't find host " + name + ": Name or service not known (-2)");
      }
    }
    if (servers.isEmpty() && silentServers.isEmpty()) {
      say("no servers can be used, exiting");
      throw new Exit(1);
    }
    if (call.task().uid() != 0 && !options.has('q') && !options.has('u') && !options.has('d')) {
      say("bind() fails: Permission denied");
      throw new Exit(1);
    }
    call.sleep(samples * PER_SAMPLE, () -> answered(silentServers));
  }

  private int number(char letter, int otherwise) {
    String text = options.value(letter);
    if (text == null) {
      return otherwise;
    }
    return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
  }

  private void answered(List<String> silentServers) {
    long offset = time.networkAt(time.stamp()) - time.realtimeNs();
    if (options.has('q')) {
      for (String server : servers) {
        call.out("server " + server + ", stratum 2, offset " + ClockText.decimal(offset));
        call.out(", delay 0.03580\n");
      }
      for (String server : silentServers) {
        call.out("server " + server + ", stratum 0, offset 0.000000, delay 0.00000\n");
      }
    }
    if (servers.isEmpty()) {
      say("no server suitable for synchronization found");
      throw new Exit(1);
    }
    boolean steps = options.has('b') || (!options.has('B') && Math.abs(offset) >= THRESHOLD);
    boolean dry = options.has('q') || options.has('d');
    if (!dry && call.task().uid() != 0) {
      say(
          "Can't "
              + (steps ? "set time of day" : "adjust the time of day")
              + ": Operation not permitted");
      throw new Exit(1);
    }
    if (!dry) {
      if (steps) {
        time.set(time.realtimeNs() + offset);
      } else {
        time.adjust(offset);
      }
    }
    String what = steps ? "step" : "adjust";
    String amount = String.format(Locale.ROOT, "%.6f", offset / 1e9);
    say(what + " time server " + servers.get(0) + " offset " + amount + " sec");
    call.exit();
  }
}
