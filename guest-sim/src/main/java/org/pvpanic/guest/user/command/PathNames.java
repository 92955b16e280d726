package org.pvpanic.guest.user.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** basename and dirname. */
final class PathNames {

  private static final OptionSpec BASENAME = OptionSpec.of("+as:z", "multiple=a suffix=s zero=z");
  private static final OptionSpec BUSYBOX_BASENAME = OptionSpec.of("+as:");
  private static final OptionSpec DIRNAME = OptionSpec.of("+z", "zero=z");
  private static final OptionSpec NONE = OptionSpec.of("+");

  private PathNames() {}

  static void basename(Call call) {
    Options options = call.options(BASENAME, BUSYBOX_BASENAME);
    List<String> operands = options.operands();
    String ending = options.has('z') ? "\0" : "\n";
    if (operands.isEmpty()) {
      throw call.usage(call.isBusybox() ? "" : "missing operand");
    }
    if (options.has('a') || options.has('s')) {
      for (String operand : operands) {
        call.out(base(operand, options.value('s')) + ending);
      }
    } else if (operands.size() > 2) {
      throw call.usage(call.isBusybox() ? "" : "extra operand " + call.quote(operands.get(2)));
    } else {
      call.out(base(operands.get(0), operands.size() > 1 ? operands.get(1) : null) + ending);
    }
    call.exit();
  }

  static void dirname(Call call) {
    Options options = call.options(DIRNAME, NONE);
    List<String> operands = options.operands();
    if (operands.isEmpty() || (call.isBusybox() && operands.size() > 1)) {
      throw call.usage(call.isBusybox() ? "" : "missing operand");
    }
    for (String operand : operands) {
      call.out(folder(operand) + (options.has('z') ? "\0" : "\n"));
    }
    call.exit();
  }

  /** The last part of a path, without slashes behind it. */
  static String base(String path, @Nullable String suffix) {
    String name = path.replaceFirst("/+$", "");
    if (name.isEmpty()) {
      return path.isEmpty() ? "" : "/";
    }
    name = name.substring(name.lastIndexOf('/') + 1);
    return suffix != null && name.endsWith(suffix) && !name.equals(suffix)
        ? name.substring(0, name.length() - suffix.length())
        : name;
  }

  /** All but the last part of a path. */
  static String folder(String path) {
    String name = path.replaceFirst("/+$", "");
    if (name.isEmpty()) {
      return path.isEmpty() ? "." : "/";
    }
    int slash = name.lastIndexOf('/');
    String folder = slash < 0 ? "." : name.substring(0, slash).replaceFirst("/+$", "");
    return folder.isEmpty() ? "/" : folder;
  }
}
