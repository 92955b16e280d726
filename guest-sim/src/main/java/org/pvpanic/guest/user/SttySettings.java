package org.pvpanic.guest.user;

import java.util.List;
import org.pvpanic.guest.linux.Termios;

/** The settings of stty(1): words that change a terminal's modes. */
final class SttySettings {

  /** The flags and {@code NCCS} characters that {@code -g} prints. */
  private static final int SAVED_FIELDS = 36;

  /** Something is wrong with the arguments. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    Wrong(String message) {
      super(message, null, false, false);
    }

    String text() {
      return String.valueOf(getMessage());
    }
  }

  private final Stty.Kind kind;
  private final Termios modes;
  private final StringBuilder out = new StringBuilder();

  /**
   * Settings of a terminal.
   *
   * @param modes are changed
   */
  SttySettings(Stty.Kind kind, Termios modes) {
    this.kind = kind;
    this.modes = modes;
  }

  /** What some of the words print. */
  String output() {
    return out.toString();
  }

  /** Whether a word with a minus is a mode that is switched off, not an option. */
  static boolean isSetting(String word) {
    String name = word.substring(1);
    return SttyMode.find(name) != null
        || List.of(
                "raw", "cooked", "cbreak", "evenp", "parity", "oddp", "nl", "decctlq", "litout",
                "pass8", "lcase", "LCASE", "tabs", "drain")
            .contains(name);
  }

  /** The modes in the form of {@code -g}, which {@link #restore} reads. */
  static String saved(Termios modes) {
    StringBuilder text = new StringBuilder();
    text.append(Integer.toHexString(modes.iflag))
        .append(':')
        .append(Integer.toHexString(modes.oflag))
        .append(':')
        .append(Integer.toHexString(modes.cflag | BaudRates.bits(modes.ospeed)))
        .append(':')
        .append(Integer.toHexString(modes.lflag));
    for (int i = 0; i < SAVED_FIELDS - 4; i++) {
      text.append(':').append(i < modes.cc.length ? Integer.toHexString(modes.cc[i] & 0xff) : "0");
    }
    return text.toString();
  }

  /** Takes what {@code -g} printed (recover_mode of stty.c); false when the word is no such. */
  private boolean restore(String word) {
    String[] fields = word.split(":", -1);
    if (fields.length != SAVED_FIELDS) {
      return false;
    }
    int[] values = new int[SAVED_FIELDS];
    for (int i = 0; i < SAVED_FIELDS; i++) {
      if (!fields[i].matches(i < 4 ? "[0-9a-fA-F]{1,7}" : "[0-9a-fA-F]{1,2}")) {
        return false;
      }
      values[i] = Integer.parseInt(fields[i], 16);
    }
    modes.iflag = values[0];
    modes.oflag = values[1];
    modes.cflag = values[2] & ~BaudRates.MASK;
    modes.lflag = values[3];
    modes.ospeed = BaudRates.ofBits(values[2] & BaudRates.MASK);
    modes.ispeed = modes.ospeed;
    for (int i = 0; i < modes.cc.length; i++) {
      modes.cc[i] = (byte) values[i + 4];
    }
    return true;
  }

  /** Makes modes sane. */
  static Termios sane(Termios modes) {
    modes.usualCharacters();
    for (SttyMode mode : SttyMode.ALL) {
      if (mode.sane() != 0) {
        mode.apply(modes, mode.sane() > 0);
      }
    }
    return modes;
  }

  /** Sets what the words say, in their order. */
  void set(List<String> settings) throws Wrong {
    for (int i = 0; i < settings.size(); i++) {
      String word = settings.get(i);
      boolean on = !word.startsWith("-");
      String name = on ? word : word.substring(1);
      SttyMode mode = SttyMode.find(name);
      SttyCharacter character = SttyCharacter.find(name);
      if (mode != null && (on || !mode.isChoice())) {
        mode.apply(modes, on);
        continue;
      }
      if (combination(name, on)) {
        continue;
      }
      if (!on) {
        throw new Wrong("invalid argument " + kind.quoted(word));
      }
      if (character != null) {
        modes.cc[character.index()] = (byte) character(argument(settings, ++i, word));
      } else if (!numeric(word, settings, i)) {
        if (!restore(word)) {
          speed(word);
        }
      } else if (!word.equals("size") && !word.equals("speed")) {
        i++;
      }
    }
  }

  private void speed(String word) throws Wrong {
    int speed = parse(word);
    if (!BaudRates.isKnown(speed)) {
      throw new Wrong("invalid argument " + kind.quoted(word));
    }
    modes.ispeed = speed;
    modes.ospeed = speed;
  }

  private String argument(List<String> settings, int at, String word) throws Wrong {
    if (at >= settings.size()) {
      throw new Wrong("missing argument to " + kind.quoted(word));
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
      throw new Wrong("invalid integer argument " + kind.quoted(text));
    }
    return value;
  }

  private boolean numeric(String word, List<String> settings, int at) throws Wrong {
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
      throw new Wrong("invalid integer argument " + kind.quoted(text));
    }
    return value;
  }

  /** Names for several modes at once (coreutils' stty.c, "Combination settings"). */
  private boolean combination(String name, boolean on) {
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
