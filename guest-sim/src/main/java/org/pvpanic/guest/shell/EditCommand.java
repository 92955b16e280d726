package org.pvpanic.guest.shell;

import org.jspecify.annotations.Nullable;

/** The editing commands of readline that keys are bound to. */
enum EditCommand {
  BEGINNING_OF_LINE,
  END_OF_LINE,
  FORWARD_CHAR,
  BACKWARD_CHAR,
  FORWARD_WORD,
  BACKWARD_WORD,
  DELETE_CHAR,
  BACKWARD_DELETE_CHAR,
  KILL_LINE,
  UNIX_LINE_DISCARD,
  UNIX_WORD_RUBOUT,
  KILL_WORD,
  BACKWARD_KILL_WORD,
  BACKWARD_KILL_LINE,
  YANK,
  YANK_POP,
  YANK_LAST_ARG,
  TRANSPOSE_CHARS,
  TRANSPOSE_WORDS,
  UPCASE_WORD,
  DOWNCASE_WORD,
  CAPITALIZE_WORD,
  DELETE_HORIZONTAL_SPACE,
  UNDO,
  REVERT_LINE,
  SET_MARK,
  EXCHANGE_POINT_AND_MARK,
  PREVIOUS_HISTORY,
  NEXT_HISTORY,
  BEGINNING_OF_HISTORY,
  END_OF_HISTORY,
  TAB_INSERT,
  // Those below need more than the line.
  ACCEPT_LINE,
  OPERATE_AND_GET_NEXT,
  INSERT_COMMENT,
  ABORT,
  CLEAR_SCREEN,
  QUOTED_INSERT,
  CHARACTER_SEARCH,
  CHARACTER_SEARCH_BACKWARD,
  REVERSE_SEARCH_HISTORY,
  FORWARD_SEARCH_HISTORY,
  COMPLETE,
  POSSIBLE_COMPLETIONS,
  INSERT_COMPLETIONS,
  DIGIT_ARGUMENT,
  BRACKETED_PASTE,
  DISPLAY_SHELL_VERSION,
  PREFIX,
  SELF_INSERT;

  private static final String[] SEQUENCES = {
    "[A", "[B", "[C", "[D", "[F", "[H", "OA", "OB", "OC", "OD", "OF", "OH", "[1~", "[2~", "[3~",
    "[4~", "[1;5C", "[1;5D", "[5C", "[5D", "\033[C", "\033[D", "[200~"
  };

  /** What a single key does. */
  static EditCommand ofKey(char c) {
    return switch (c) {
      case 0x00 -> SET_MARK;
      case 0x01 -> BEGINNING_OF_LINE;
      case 0x02 -> BACKWARD_CHAR;
      case 0x04 -> DELETE_CHAR;
      case 0x05 -> END_OF_LINE;
      case 0x06 -> FORWARD_CHAR;
      case 0x07 -> ABORT;
      case 0x08, 0x7f -> BACKWARD_DELETE_CHAR;
      case '\t' -> COMPLETE;
      case '\n', '\r' -> ACCEPT_LINE;
      case 0x0b -> KILL_LINE;
      case 0x0c -> CLEAR_SCREEN;
      case 0x0e -> NEXT_HISTORY;
      case 0x0f -> OPERATE_AND_GET_NEXT;
      case 0x10 -> PREVIOUS_HISTORY;
      case 0x11, 0x16 -> QUOTED_INSERT;
      case 0x12 -> REVERSE_SEARCH_HISTORY;
      case 0x13 -> FORWARD_SEARCH_HISTORY;
      case 0x14 -> TRANSPOSE_CHARS;
      case 0x15 -> UNIX_LINE_DISCARD;
      case 0x17 -> UNIX_WORD_RUBOUT;
      case 0x18, 0x1b -> PREFIX;
      case 0x19 -> YANK;
      case 0x1d -> CHARACTER_SEARCH;
      case 0x1f -> UNDO;
      case 0x03, 0x1a, 0x1c, 0x1e -> ABORT;
      default -> SELF_INSERT;
    };
  }

  /**
   * What a sequence does.
   *
   * @param prefix escape or ^X
   * @param keys those behind it
   * @return {@link #PREFIX} when more keys must follow, null when nothing is bound to it
   */
  static @Nullable EditCommand ofSequence(char prefix, String keys) {
    EditCommand command = prefix == 0x18 ? afterControlX(keys) : afterEscape(keys);
    if (command == null && prefix == 0x1b) {
      for (String sequence : SEQUENCES) {
        if (sequence.startsWith(keys)) {
          return PREFIX;
        }
      }
    }
    return command;
  }

  private static @Nullable EditCommand afterControlX(String keys) {
    return switch (keys.charAt(0)) {
      case 0x15 -> UNDO;
      case 0x16 -> DISPLAY_SHELL_VERSION;
      case 0x18 -> EXCHANGE_POINT_AND_MARK;
      case 0x7f -> BACKWARD_KILL_LINE;
      case 0x07 -> ABORT;
      default -> null;
    };
  }

  private static @Nullable EditCommand afterEscape(String keys) {
    if (keys.length() == 1) {
      return meta(keys.charAt(0));
    }
    return switch (keys) {
      case "[A", "OA" -> PREVIOUS_HISTORY;
      case "[B", "OB" -> NEXT_HISTORY;
      case "[C", "OC" -> FORWARD_CHAR;
      case "[D", "OD" -> BACKWARD_CHAR;
      case "[H", "OH", "[1~" -> BEGINNING_OF_LINE;
      case "[F", "OF", "[4~" -> END_OF_LINE;
      case "[2~" -> QUOTED_INSERT;
      case "[3~" -> DELETE_CHAR;
      case "[1;5C", "[5C", "\033[C" -> FORWARD_WORD;
      case "[1;5D", "[5D", "\033[D" -> BACKWARD_WORD;
      case "[200~" -> BRACKETED_PASTE;
      default -> null;
    };
  }

  private static @Nullable EditCommand meta(char c) {
    return switch (Character.isUpperCase(c) && c != 'O' ? Character.toLowerCase(c) : c) {
      case 'b' -> BACKWARD_WORD;
      case 'f' -> FORWARD_WORD;
      case 'd' -> KILL_WORD;
      case 0x08, 0x7f -> BACKWARD_KILL_WORD;
      case 'c' -> CAPITALIZE_WORD;
      case 'l' -> DOWNCASE_WORD;
      case 'u' -> UPCASE_WORD;
      case 't' -> TRANSPOSE_WORDS;
      case 'y' -> YANK_POP;
      case 'r', 0x12 -> REVERT_LINE;
      case '.', '_' -> YANK_LAST_ARG;
      case '<' -> BEGINNING_OF_HISTORY;
      case '>' -> END_OF_HISTORY;
      case '#' -> INSERT_COMMENT;
      case '\\' -> DELETE_HORIZONTAL_SPACE;
      case '?', '=' -> POSSIBLE_COMPLETIONS;
      case '*' -> INSERT_COMPLETIONS;
      case '\t' -> TAB_INSERT;
      case ' ' -> SET_MARK;
      case 0x07 -> ABORT;
      case 0x0c -> CLEAR_SCREEN;
      case 0x1d -> CHARACTER_SEARCH_BACKWARD;
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> DIGIT_ARGUMENT;
      default -> null;
    };
  }
}
