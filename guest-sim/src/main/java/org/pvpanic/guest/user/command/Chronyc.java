package org.pvpanic.guest.user.command;

import java.util.List;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.user.time.NtpDaemon;

/** chronyc of chrony 3.4: asks chronyd, and tells it what to do. */
final class Chronyc {

  private static final long NS = 1_000_000_000L;
  private static final OptionSpec SPEC = OptionSpec.of("+46acdf:mnv", "help=H version=v");

  private static final String BANNER =
      """
      chrony version 3.4
      Copyright (C) 1997-2003, 2007, 2009-2018 Richard P. Curnow and others
      chrony comes with ABSOLUTELY NO WARRANTY.  This is free software, and
      you are welcome to redistribute it under certain conditions.  See the
      GNU General Public License version 2 for details.

      """;
  private static final String VERSION =
      "chronyc (chrony) version 3.4 (+READLINE -SECHASH +IPV6 +DEBUG)\n";
  private static final String OK = "200 OK\n";

  private final Call call;
  private final NtpDaemon daemon;
  private final boolean separated;
  private String typed = "";

  /** Whether what follows a command comes later. */
  private boolean waits;

  private Chronyc(Call call, boolean separated) {
    this.call = call;
    this.daemon = call.machinery().time().daemon();
    this.separated = separated;
  }

  static void run(Call call) {
    Options options;
    try {
      options = Options.parseBriefly(call, SPEC, 1);
    } catch (Exit bad) {
      throw usage(call, bad.status());
    }
    if (options.has('H')) {
      throw usage(call, 0);
    }
    if (options.has('v')) {
      call.out(VERSION);
      call.exit();
      return;
    }
    Chronyc program = new Chronyc(call, options.has('c'));
    if (!options.operands().isEmpty() && options.has('m')) {
      boolean good = true;
      for (String line : options.operands()) {
        good &= program.perform(List.of(line.trim().split("\\s+")), () -> {});
      }
      call.exit(good ? 0 : 1);
    } else if (!options.operands().isEmpty()) {
      if (!program.perform(options.operands(), call::exit)) {
        throw new Exit(1);
      }
      if (!program.waits) {
        call.exit();
      }
    } else {
      call.out(BANNER);
      program.prompt();
    }
  }

  private static Exit usage(Call call, int status) {
    call.out("Usage: chronyc [-h HOST] [-p PORT] [-n] [-c] [-d] [-4|-6] [-m] [COMMAND]\n");
    return new Exit(status);
  }

  private void prompt() {
    OpenFile input = call.task().file(Task.STDIN);
    int end = typed.indexOf('\n');
    if (end >= 0) {
      String line = typed.substring(0, end).trim();
      typed = typed.substring(end + 1);
      obey(line);
      return;
    }
    if (input == null) {
      call.exit();
      return;
    }
    call.out("chronyc> ");
    call.read(
        input,
        bytes -> {
          if (bytes.length == 0) {
            call.exit();
          } else {
            typed += Bytes.of(bytes);
            if (typed.indexOf('\n') < 0) {
              typed += "\n";
            }
            prompt();
          }
        },
        error -> call.exit());
  }

  private void obey(String line) {
    if (line.equals("quit") || line.equals("exit")) {
      call.exit();
      return;
    }
    waits = false;
    if (!line.isEmpty()) {
      perform(List.of(line.split("\\s+")), this::prompt);
    }
    if (!waits) {
      call.then(this::prompt);
    }
  }

  /**
   * Does a command.
   *
   * @param done what follows when it sets {@link #waits}
   * @return whether it succeeded
   */
  private boolean perform(List<String> words, Runnable done) {
    String verb = words.get(0);
    if (verb.equals("help")) {
      call.out(TimeHelp.of("chronyc-help"));
      return true;
    }
    if (!ChronycWords.isKnown(verb)) {
      call.out("Unrecognized command\n");
      return false;
    }
    if (!daemon.isActive()) {
      call.out("506 Cannot talk to daemon\n");
      return false;
    }
    if (call.task().uid() != 0 && ChronycWords.isPrivileged(verb)) {
      call.out("501 Not authorised\n");
      return false;
    }
    return talk(verb, words.subList(1, words.size()), done);
  }

  private boolean talk(String verb, List<String> operands, Runnable done) {
    ChronycReports reports = new ChronycReports(call.kernel().time(), daemon, separated);
    switch (verb) {
      case "tracking" -> call.out(reports.tracking());
      case "sources" -> call.out(reports.sources(operands.contains("-v")));
      case "sourcestats" -> call.out(reports.sourceStats());
      case "activity" -> call.out(reports.activity());
      case "makestep" -> {
        if (operands.isEmpty()) {
          daemon.makeStep();
        }
        call.out(OK);
      }
      case "online", "offline" -> {
        daemon.setOnline(verb.equals("online"));
        call.out(OK);
      }
      case "burst" -> {
        if (operands.isEmpty() || !operands.get(0).matches("\\d+/\\d+")) {
          call.out("Invalid syntax for burst command\n");
          return false;
        }
        daemon.burst();
        call.out(OK);
      }
      case "waitsync" -> {
        waits = true;
        waitSync(operands, 1, done);
      }
      default -> call.out(OK);
    }
    return true;
  }

  /** {@code waitsync [TRIES [CORRECTION [SKEW [INTERVAL]]]]}: looks every 10 s. */
  private void waitSync(List<String> operands, int attempt, Runnable done) {
    double correction = number(operands, 1, 0);
    long remaining = Math.abs(call.kernel().time().remaining());
    boolean answered = daemon.hasAnswers();
    call.out(
        "try: "
            + attempt
            + ", refid: "
            + (answered ? "C0000201" : "00000000")
            + ", correction: "
            + String.format(java.util.Locale.ROOT, "%.9f", answered ? remaining / 1e9 : 0.0)
            + ", skew: 0.000\n");
    if (answered && (correction == 0 || remaining <= correction * NS)) {
      done.run();
      return;
    }
    if (attempt == (int) number(operands, 0, 0)) {
      call.exit(1);
      return;
    }
    long interval = (long) (Math.max(0.1, number(operands, 3, 10)) * NS);
    call.sleep(interval, () -> waitSync(operands, attempt + 1, done));
  }

  private static double number(List<String> operands, int index, double otherwise) {
    String text = index < operands.size() ? operands.get(index) : "";
    return text.matches("\\d{1,9}(\\.\\d{1,9})?") ? Double.parseDouble(text) : otherwise;
  }
}
