package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.machine.Step;

/** sed: edits a stream of lines. Its options, its files, and what it prints to. */
final class Sed {

  private static final OptionSpec GNU =
      OptionSpec.of(
          "ne:f:i::El:rsuz",
          "quiet=n silent=n expression=e file=f in-place=i regexp-extended=E line-length=l"
              + " separate=s unbuffered=u null-data=z");
  private static final OptionSpec BUSYBOX =
      OptionSpec.of(
          "ne:f:i::Ers", "quiet=n silent=n expression=e file=f in-place=i regexp-extended=r");

  /** The status of what goes wrong with files and memory. */
  static final int TROUBLE = 4;

  /** Columns of the command {@code l} when nobody says otherwise. */
  private static final int WIDTH = 70;

  private final Call call;
  private final Options options;
  private final SedScript script;
  private final StringBuilder edited = new StringBuilder();

  private Sed(Call call, Options options) {
    this.call = call;
    this.options = options;
    this.script = new SedScript(call, options.has('E') || options.has('r'));
  }

  static void run(Call call) {
    Options options = call.options(GNU, BUSYBOX);
    Sed sed = new Sed(call, options);
    List<String> operands = new ArrayList<>(options.operands());
    List<String> files = new ArrayList<>(0);
    StringBuilder joined = new StringBuilder();
    for (Options.Given option : options.given()) {
      if (option.letter() == 'e') {
        joined.append(joined.length() > 0 ? "\n" : "").append(option.value());
      } else if (option.letter() == 'f') {
        files.add(option.value());
      }
    }
    if (!options.has('e') && !options.has('f')) {
      if (operands.isEmpty()) {
        throw sed.lacksScript();
      }
      joined.append(operands.remove(0));
    }
    if (joined.length() > 0) {
      sed.script.add(joined.toString());
    }
    if (files.isEmpty()) {
      sed.edit(operands);
    } else {
      sed.readScripts(files, operands);
    }
  }

  private Exit lacksScript() {
    if (call.isBusybox()) {
      return call.usage("");
    }
    call.err("Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n\n");
    return new Exit(call.dialect() == Dialect.DEBIAN_12 ? 1 : TROUBLE);
  }

  private void readScripts(List<String> files, List<String> operands) {
    StringBuilder text = new StringBuilder();
    new Inputs(
            call,
            files,
            (name, errno, opened) -> {
              throw call.fail(
                  1,
                  call.isBusybox()
                      ? name + ": " + errno.message()
                      : "couldn't open file " + name + ": " + errno.message());
            })
        .allLines(
            (line, lineEnded) -> {
              text.append(line).append('\n');
              return true;
            },
            () -> {
              script.add(text.toString());
              edit(operands);
            });
  }

  private void trouble(String name, Errno errno, boolean opened) {
    if (call.isBusybox()) {
      call.complain(name + ": " + errno.message());
    } else if (opened) {
      throw call.fail(TROUBLE, "read error on " + name + ": " + errno.message());
    } else {
      call.complain("can't read " + name + ": " + errno.message(), 2);
    }
  }

  private void edit(List<String> operands) {
    script.finish();
    Inputs inputs = new Inputs(call, operands, this::trouble);
    boolean inPlace = options.has('i');
    if (inPlace && operands.isEmpty()) {
      throw call.fail(call.isBusybox() ? 1 : TROUBLE, "no input files");
    }
    char ending = options.has('z') ? '\0' : '\n';
    SedEngine.Style style = new SedEngine.Style(options.has('n'), ending, width());
    SedEngine engine =
        new SedEngine(call, script.commands(), style, inPlace ? edited::append : call::out);
    boolean separate = inPlace || options.has('s');
    inputs.each(
        (name, file, next) ->
            inputs.lines(
                name,
                file,
                ending,
                (text, ended) -> {
                  engine.take(text, ended);
                  return true;
                },
                () -> {
                  if (!separate) {
                    next.run();
                    return;
                  }
                  engine.drain();
                  engine.restart();
                  if (inPlace) {
                    replace(name, next);
                  } else {
                    next.run();
                  }
                }),
        () -> {
          engine.drain();
          call.exit();
        });
  }

  private int width() {
    String text = options.value('l');
    if (text == null) {
      return WIDTH;
    }
    Long given = Numbers.decimal(text);
    return given == null ? 0 : (int) Math.min(given, Integer.MAX_VALUE);
  }

  private void replace(String name, Step next) {
    String text = edited.toString();
    edited.setLength(0);
    try {
      OpenFile file = Disk.openToWrite(call, name, false);
      call.write(
          file,
          Bytes.toArray(text),
          errno -> {
            throw call.fail(TROUBLE, "couldn't flush " + name + ": " + errno.message());
          },
          next);
    } catch (SysError e) {
      throw call.fail(TROUBLE, "couldn't open file " + name + ": " + e.errno().message());
    }
  }
}
