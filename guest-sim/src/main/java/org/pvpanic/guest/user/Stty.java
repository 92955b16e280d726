package org.pvpanic.guest.user;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Termios;
import org.pvpanic.guest.linux.Tty;
import org.pvpanic.guest.linux.fs.OpenFlags;

/** stty(1) of coreutils and of BusyBox: shows and sets the modes of a terminal. */
final class Stty implements Program {

  private static final String[] CHARACTERS = {
    "intr", "quit", "erase", "kill", "eof", "eol", "eol2", "swtch", "start", "stop", "susp",
    "rprnt", "werase", "lnext", "discard"
  };

  private static final int[] INDICES = {
    Termios.VINTR,
    Termios.VQUIT,
    Termios.VERASE,
    Termios.VKILL,
    Termios.VEOF,
    Termios.VEOL,
    Termios.VEOL2,
    Termios.VSWTC,
    Termios.VSTART,
    Termios.VSTOP,
    Termios.VSUSP,
    Termios.VREPRINT,
    Termios.VWERASE,
    Termios.VLNEXT,
    Termios.VDISCARD
  };

  private static final List<Integer> SPEEDS =
      List.of(
          0, 50, 75, 110, 134, 150, 200, 300, 600, 1200, 1800, 2400, 4800, 9600, 19200, 38400,
          57600, 115200, 230400, 460800, 500000, 576000, 921600, 1000000, 1152000, 1500000, 2000000,
          2500000, 3000000, 3500000, 4000000);

  private static final int WIDTH = 80;

  /** Whose stty it is. */
  enum Kind {
    COREUTILS_8,
    COREUTILS_9,
    BUSYBOX
  }

  /** Something is wrong with the arguments. */
  private static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    Wrong(String message) {
      super(message, null, false, false);
    }

    String text() {
      return String.valueOf(getMessage());
    }
  }

  private final Kind kind;
  private final StringBuilder out = new StringBuilder();
  private int column;
  private String device = "standard input";

  Stty(Kind kind) {
    this.kind = kind;
  }

  @Override
  public void main(Task task, List<String> arguments) {
    boolean all = false;
    boolean save = false;
    int at = 1;
    String path = null;
    while (at < arguments.size()
        && arguments.get(at).startsWith("-")
        && !isSetting(arguments.get(at))) {
      String option = arguments.get(at++);
      if (option.equals("-a") || (kind != Kind.BUSYBOX && option.equals("--all"))) {
        all = true;
      } else if (option.equals("-g") || (kind != Kind.BUSYBOX && option.equals("--save"))) {
        save = true;
      } else if (option.equals("-F") && at < arguments.size()) {
        path = arguments.get(at++);
      } else if (option.startsWith("-F") && option.length() > 2) {
        path = option.substring(2);
      } else if (kind != Kind.BUSYBOX && option.startsWith("--file=")) {
        path = option.substring(7);
      } else {
        fail(task, "invalid argument " + quoted(option), true);
        return;
      }
    }
    List<String> settings = arguments.subList(at, arguments.size());
    if (all && save) {
      fail(
          task,
          "the options for verbose and stty-readable output styles are\nmutually exclusive",
          false);
    } else if ((all || save) && !settings.isEmpty()) {
      fail(task, "when specifying an output style, modes may not be set", false);
    } else {
      open(task, path, all, save, settings);
    }
  }

  private void open(
      Task task, @Nullable String path, boolean all, boolean save, List<String> settings) {
    OpenFile file = task.file(Task.STDIN);
    if (path != null) {
      device = path;
      try {
        file = task.kernel().files().open(task, path, OpenFlags.READ | OpenFlags.NONBLOCK);
      } catch (SysError e) {
        fail(
            task,
            (kind == Kind.BUSYBOX ? "can't open '" + path + "'" : path)
                + ": "
                + e.errno().message(),
            false);
        return;
      }
    }
    if (!(file instanceof Tty tty)) {
      String shown = kind == Kind.COREUTILS_9 ? "'" + device + "'" : device;
      fail(task, shown + ": Inappropriate ioctl for device", false);
      return;
    }
    Termios modes = tty.termios();
    if (save) {
      task.printAndExit(Task.STDOUT, saved(modes) + "\n", 0);
    } else if (all || settings.isEmpty()) {
      show(task, modes, all);
    } else {
      try {
        set(modes, settings);
        tty.setTermios(modes);
        task.printAndExit(Task.STDOUT, out.toString(), 0);
      } catch (Wrong e) {
        fail(task, e.text(), true);
      }
    }
  }

  private String quoted(String text) {
    return kind == Kind.BUSYBOX ? "'" + text + "'" : "\u2018" + text + "\u2019";
  }

  private void fail(Task task, String message, boolean hint) {
    String more = hint && kind != Kind.BUSYBOX ? "Try 'stty --help' for more information.\n" : "";
    task.printAndExit(Task.STDERR, "stty: " + message + "\n" + more, 1);
  }

  /** Whether a word with a minus is a mode that is switched off, not an option. */
  private static boolean isSetting(String word) {
    String name = word.substring(1);
    return SttyMode.find(name) != null
        || List.of(
                "raw", "cooked", "cbreak", "evenp", "parity", "oddp", "nl", "decctlq", "litout",
                "pass8", "lcase", "LCASE", "tabs", "drain")
            .contains(name);
  }

  // Showing.

  private void word(String text) {
    if (column > 0) {
      if (column + 1 + text.length() > WIDTH) {
        newline();
      } else {
        out.append(' ');
        column++;
      }
    }
    out.append(text);
    column += text.length();
  }

  private void newline() {
    if (column > 0) {
      out.append('\n');
      column = 0;
    }
  }

  private void show(Task task, Termios modes, boolean all) {
    word("speed " + modes.ospeed + " baud;");
    String first = "";
    if (all) {
      if (kind == Kind.BUSYBOX && modes.rows == 0 && modes.columns == 0) {
        // It has no size, and says so with whatever error was the last one.
        first = out.toString();
        out.setLength(0);
      } else {
        word("rows " + modes.rows + ";");
        word("columns " + modes.columns + ";");
      }
    }
    word("line = " + modes.line + ";");
    newline();
    Termios sane = all ? null : sane(modes.copy());
    characters(modes, sane);
    for (int group = 0; group < 4; group++) {
      modes(group, modes, sane);
    }
    if (first.isEmpty()) {
      task.printAndExit(Task.STDOUT, out.toString(), 0);
    } else {
      String rest = out.toString();
      task.print(
          Task.STDOUT,
          first,
          () ->
              task.print(
                  Task.STDERR,
                  "stty: " + device + ": No child processes\n",
                  () -> task.printAndExit(Task.STDOUT, rest, 0)));
    }
  }

  private void characters(Termios modes, @Nullable Termios sane) {
    for (int i = 0; i < CHARACTERS.length; i++) {
      int index = INDICES[i];
      if (sane == null || modes.cc[index] != sane.cc[index]) {
        String name = CHARACTERS[i];
        if (name.equals("discard") && kind != Kind.COREUTILS_9) {
          name = "flush";
        }
        word(name + " = " + visible(modes.cc[index] & 0xff) + ";");
      }
    }
    boolean raw = (modes.lflag & Termios.ICANON) == 0;
    if (sane == null || raw) {
      word("min = " + (modes.cc[Termios.VMIN] & 0xff) + ";");
      word("time = " + (modes.cc[Termios.VTIME] & 0xff) + ";");
    }
    newline();
  }

  private void modes(int group, Termios modes, @Nullable Termios sane) {
    for (SttyMode mode : SttyMode.ALL) {
      if (mode.group() != group
          || (kind == Kind.COREUTILS_8
              && mode.group() == 3
              && (mode.name().equals("flusho") || mode.name().equals("extproc")))) {
        continue;
      }
      boolean on = mode.isSet(modes);
      if (sane != null && (mode.sane() == 0 || on == mode.isSet(sane))) {
        continue;
      }
      if (on) {
        word(mode.name());
      } else if (!mode.isChoice()) {
        word("-" + mode.name());
      }
    }
    newline();
  }

  private String visible(int c) {
    if (c == Termios.DISABLED) {
      return "<undef>";
    }
    if (kind == Kind.BUSYBOX && (c == '\n' || c == '\t')) {
      return String.valueOf((char) c);
    }
    if (c >= 0x80) {
      return "M-" + visible(c & 0x7f);
    }
    return c < ' ' || c == 0x7f ? "^" + (char) (c ^ 0x40) : String.valueOf((char) c);
  }

  private static String saved(Termios modes) {
    int[] speeds = {speedBits(modes.ospeed)};
    StringBuilder text = new StringBuilder();
    text.append(Integer.toHexString(modes.iflag))
        .append(':')
        .append(Integer.toHexString(modes.oflag))
        .append(':')
        .append(Integer.toHexString(modes.cflag | speeds[0]))
        .append(':')
        .append(Integer.toHexString(modes.lflag));
    for (int i = 0; i < 32; i++) {
      text.append(':').append(i < modes.cc.length ? Integer.toHexString(modes.cc[i] & 0xff) : "0");
    }
    return text.toString();
  }

  /** B50 to B38400 are 1 to 15, those above 0x1001 on. */
  private static int speedBits(int speed) {
    int index = SPEEDS.indexOf(speed);
    return index < 16 ? Math.max(0, index) : 0x1000 + index - 15;
  }

  // Setting.

  private static Termios sane(Termios modes) {
    modes.usualCharacters();
    for (SttyMode mode : SttyMode.ALL) {
      if (mode.sane() != 0) {
        mode.apply(modes, mode.sane() > 0);
      }
    }
    return modes;
  }

  private void set(Termios modes, List<String> settings) throws Wrong {
    for (int i = 0; i < settings.size(); i++) {
      String word = settings.get(i);
      boolean on = !word.startsWith("-");
      String name = on ? word : word.substring(1);
      SttyMode mode = SttyMode.find(name);
      int character = List.of(CHARACTERS).indexOf(name.equals("flush") ? "discard" : name);
      if (mode != null && (on || !mode.isChoice())) {
        mode.apply(modes, on);
        continue;
      }
      if (combination(modes, name, on)) {
        continue;
      }
      if (!on) {
        throw new Wrong("invalid argument " + quoted(word));
      }
      if (character >= 0) {
        modes.cc[INDICES[character]] = (byte) character(argument(settings, ++i, word));
      } else if (!numeric(modes, word, settings, i)) {
        int speed = parse(word);
        if (!SPEEDS.contains(speed)) {
          throw new Wrong("invalid argument " + quoted(word));
        }
        modes.ispeed = speed;
        modes.ospeed = speed;
      } else if (!word.equals("size") && !word.equals("speed")) {
        i++;
      }
    }
  }

  private String argument(List<String> settings, int at, String word) throws Wrong {
    if (at >= settings.size()) {
      throw new Wrong("missing argument to " + quoted(word));
    }
    return settings.get(at);
  }

  private static int parse(String number) {
    return number.matches("[0-9]{1,8}") ? Integer.parseInt(number) : -1;
  }

  private int number(List<String> settings, int at, String word) throws Wrong {
    String text = argument(settings, at, word);
    int value = parse(text);
    if (value < 0) {
      throw new Wrong("invalid integer argument " + quoted(text));
    }
    return value;
  }

  private boolean numeric(Termios modes, String word, List<String> settings, int at) throws Wrong {
    switch (word) {
      case "rows" -> modes.rows = number(settings, at + 1, word);
      case "cols", "columns" -> modes.columns = number(settings, at + 1, word);
      case "line" -> modes.line = number(settings, at + 1, word);
      case "min" -> modes.cc[Termios.VMIN] = (byte) number(settings, at + 1, word);
      case "time" -> modes.cc[Termios.VTIME] = (byte) number(settings, at + 1, word);
      case "ispeed" -> modes.ispeed = number(settings, at + 1, word);
      case "ospeed" -> modes.ospeed = number(settings, at + 1, word);
      case "size" -> out.append(modes.rows).append(' ').append(modes.columns).append('\n');
      case "speed" -> out.append(modes.ospeed).append('\n');
      default -> {
        return false;
      }
    }
    return true;
  }

  private int character(String text) throws Wrong {
    if (text.equals("^-") || text.equals("undef")) {
      return Termios.DISABLED;
    }
    if (text.length() == 1) {
      return text.charAt(0);
    }
    if (text.startsWith("^") && text.length() == 2) {
      return text.charAt(1) == '?' ? 0x7f : text.charAt(1) & 0x1f;
    }
    int value = parse(text);
    if (value < 0 || value > 255) {
      throw new Wrong("invalid integer argument " + quoted(text));
    }
    return value;
  }

  /** Names for several modes at once (coreutils' stty.c, "Combination settings"). */
  private static boolean combination(Termios modes, String name, boolean on) {
    switch (name) {
      case "sane" -> {
        if (!on) {
          return false;
        }
        sane(modes);
      }
      case "raw", "cooked" -> {
        if (name.equals("raw") == on) {
          modes.iflag = 0;
          modes.oflag &= ~Termios.OPOST;
          modes.lflag &= ~(Termios.ISIG | Termios.ICANON | Termios.XCASE);
          modes.cc[Termios.VMIN] = 1;
          modes.cc[Termios.VTIME] = 0;
        } else {
          modes.iflag |=
              Termios.BRKINT | Termios.IGNPAR | Termios.ISTRIP | Termios.ICRNL | Termios.IXON;
          modes.oflag |= Termios.OPOST;
          modes.lflag |= Termios.ISIG | Termios.ICANON;
        }
      }
      case "cbreak" -> modes.lflag = bits(modes.lflag, Termios.ICANON, !on);
      case "ek" -> {
        modes.cc[Termios.VERASE] = 0x7f;
        modes.cc[Termios.VKILL] = 0x15;
      }
      case "evenp", "parity", "oddp" -> {
        modes.cflag &= ~(Termios.PARENB | Termios.PARODD | Termios.CSIZE);
        modes.cflag |= on ? Termios.PARENB | 0x20 : Termios.CS8;
        if (on && name.equals("oddp")) {
          modes.cflag |= Termios.PARODD;
        }
      }
      case "nl" -> {
        modes.iflag = bits(modes.iflag, Termios.ICRNL, !on);
        modes.oflag = bits(modes.oflag, Termios.ONLCR, !on);
        if (!on) {
          modes.iflag &= ~(Termios.INLCR | Termios.IGNCR);
          modes.oflag &= ~(Termios.OCRNL | Termios.ONLRET);
        }
      }
      case "crt" -> modes.lflag |= Termios.ECHOE | Termios.ECHOCTL | Termios.ECHOKE;
      case "dec" -> {
        modes.lflag |= Termios.ECHOE | Termios.ECHOCTL | Termios.ECHOKE;
        modes.iflag &= ~Termios.IXANY;
        modes.cc[Termios.VINTR] = 3;
        modes.cc[Termios.VERASE] = 0x7f;
        modes.cc[Termios.VKILL] = 0x15;
      }
      case "decctlq" -> modes.iflag = bits(modes.iflag, Termios.IXANY, !on);
      case "pass8", "litout" -> {
        modes.cflag &= ~(Termios.CSIZE | Termios.PARENB);
        modes.cflag |= on ? Termios.CS8 : 0x20 | Termios.PARENB;
        modes.iflag = bits(modes.iflag, Termios.ISTRIP, !on);
        if (name.equals("litout")) {
          modes.oflag = bits(modes.oflag, Termios.OPOST, !on);
        }
      }
      case "lcase", "LCASE" -> {
        modes.iflag = bits(modes.iflag, Termios.IUCLC, on);
        modes.oflag = bits(modes.oflag, Termios.OLCUC, on);
        modes.lflag = bits(modes.lflag, Termios.XCASE, on);
      }
      case "tabs" -> modes.oflag = bits(modes.oflag, Termios.TABDLY, !on);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static int bits(int flags, int mask, boolean on) {
    return on ? flags | mask : flags & ~mask;
  }
}
