package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;

/** tac: lines from the last to the first; rev: characters likewise. */
final class Reverse {

  private static final OptionSpec NONE = OptionSpec.of("");

  private Reverse() {}

  static void tac(Call call) {
    Options options = call.options(NONE);
    Inputs inputs =
        new Inputs(
            call,
            options.operands(),
            (name, errno, opened) ->
                call.complain(
                    call.isBusybox()
                        ? name + ": " + errno.message()
                        : (opened
                                ? Quoting.bareFile(call, name) + ": read error"
                                : "failed to open " + Quoting.file(call, name) + " for reading")
                            + ": "
                            + errno.message()));
    inputs.each(
        (name, file, next) -> {
          List<String> lines = new ArrayList<>();
          inputs.lines(
              name,
              file,
              (line, ended) -> {
                call.gather(Call.LINE_COST + line.length());
                lines.add(ended ? line + "\n" : line);
                return true;
              },
              () -> {
                for (int i = lines.size() - 1; i >= 0; i--) {
                  call.out(lines.get(i));
                }
                next.run();
              });
        },
        call::exit);
  }

  static void rev(Call call) {
    Options options = call.options(NONE);
    Inputs inputs =
        new Inputs(
            call,
            options.operands(),
            (name, errno, opened) ->
                call.complain(
                    (call.isBusybox() ? "" : "cannot open ") + name + ": " + errno.message()));
    inputs.allLines(
        (line, ended) -> {
          String reversed = new StringBuilder(Bytes.text(line)).reverse().toString();
          call.out(Bytes.of(reversed) + (ended ? "\n" : ""));
          return true;
        },
        call::exit);
  }
}
