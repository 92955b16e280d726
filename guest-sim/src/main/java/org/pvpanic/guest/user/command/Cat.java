package org.pvpanic.guest.user.command;

import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.machine.Step;

/** cat: files, or standard input, one after the other. */
final class Cat {

  private static final OptionSpec GNU =
      OptionSpec.of(
          "benstuvAET",
          "number-nonblank=b number=n squeeze-blank=s show-nonprinting=v show-ends=E show-tabs=T"
              + " show-all=A");
  private static final OptionSpec BUSYBOX = OptionSpec.of("nbvteAu");

  private final Call call;
  private final Inputs inputs;
  private final boolean numbers;
  private final boolean numbersOfFull;
  private final boolean squeeze;
  private final boolean visible;
  private final boolean tabs;
  private final boolean ends;
  private int number;
  private boolean blankBefore;
  private boolean lineOpen;

  private Cat(Call call) {
    Options options = call.options(GNU, BUSYBOX);
    this.call = call;
    this.inputs =
        new Inputs(
            call,
            options.operands(),
            (name, errno, opened) ->
                call.complain(
                    !call.isBusybox()
                        ? Quoting.bareFile(call, name) + ": " + errno.message()
                        : opened
                            ? "read error: " + errno.message()
                            : "can't open '" + name + "': " + errno.message()));
    this.numbersOfFull = options.has('b');
    this.numbers = options.has('n') && !numbersOfFull;
    this.squeeze = options.has('s');
    this.visible = options.last("vetA", ' ') != ' ';
    this.tabs = options.last("tTA", ' ') != ' ';
    this.ends = options.last("eEA", ' ') != ' ';
  }

  static void run(Call call) {
    Cat cat = new Cat(call);
    boolean plain =
        !(cat.numbers || cat.numbersOfFull || cat.squeeze || cat.visible || cat.tabs || cat.ends);
    cat.inputs.each(
        (name, file, next) -> {
          OpenFile out = call.task().file(Task.STDOUT);
          if (!call.isBusybox() && out != null && out.isSameRegularFile(file)) {
            call.complain(Quoting.bareFile(call, name) + ": input file is output file");
            next.run();
          } else if (plain) {
            cat.inputs.chunks(name, file, call::out, next);
          } else {
            cat.show(name, file, next);
          }
        },
        call::exit);
  }

  private void show(String name, OpenFile file, Step next) {
    inputs.lines(
        name,
        file,
        (line, ended) -> {
          show(line, ended);
          return true;
        },
        next);
  }

  private void show(String line, boolean ended) {
    boolean blank = line.isEmpty() && !lineOpen;
    if (squeeze && blank && blankBefore) {
      return;
    }
    blankBefore = blank;
    if (!lineOpen && (numbers || (numbersOfFull && !blank))) {
      call.out(Text.padLeft(Integer.toString(++number), 6) + "\t");
    }
    call.out(visible || tabs ? shown(line) : line);
    if (ended) {
      call.out(ends ? "$\n" : "\n");
    }
    lineOpen = !ended;
  }

  private String shown(String line) {
    StringBuilder out = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\t') {
        out.append(tabs ? "^I" : "\t");
      } else if (!visible) {
        out.append(c);
      } else {
        out.append(c >= 0x80 ? "M-" : "");
        char low = (char) (c & 0x7f);
        if (low < ' ') {
          out.append('^').append((char) (low + '@'));
        } else if (low == 0x7f) {
          out.append("^?");
        } else {
          out.append(low);
        }
      }
    }
    return out.toString();
  }
}
