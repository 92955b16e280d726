package org.pvpanic.guest.user.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sources and where they go: {@code SOURCE DEST}, {@code SOURCE... FOLDER} or {@code -t FOLDER
 * SOURCE...}.
 *
 * @param folder the folder they go to, or null when the one source goes to {@code name}
 */
record Targets(List<String> sources, @Nullable String folder, String name) {

  /** Reads the operands of cp, mv or ln; wrong ones end the call. */
  static Targets of(Call call, Options options, boolean never) {
    List<String> operands = options.operands();
    String given = options.value('t');
    if (operands.isEmpty()) {
      throw call.usage(call.isBusybox() ? "" : "missing file operand");
    }
    if (given != null) {
      return new Targets(operands, checked(call, given), "");
    }
    if (operands.size() == 1) {
      throw call.usage(
          call.isBusybox()
              ? ""
              : "missing destination file operand after " + Quoting.file(call, operands.get(0)));
    }
    String last = operands.get(operands.size() - 1);
    List<String> sources = operands.subList(0, operands.size() - 1);
    if (never) {
      if (sources.size() > 1) {
        throw call.usage(
            call.isBusybox() ? "" : "extra operand " + Quoting.file(call, operands.get(2)));
      }
      return new Targets(sources, null, last);
    }
    if (Disk.isDirectory(call, last)) {
      return new Targets(sources, last, "");
    }
    if (sources.size() > 1) {
      return new Targets(sources, call.isBusybox() ? last : checked(call, last), "");
    }
    return new Targets(sources, null, last);
  }

  private static String checked(Call call, String folder) {
    if (!call.isBusybox() && !Disk.isDirectory(call, folder)) {
      boolean there = Disk.statOrNull(call, folder) != null;
      String reason =
          call.dialect() == Dialect.CENTOS_7
              ? " is not a directory"
              : there ? ": Not a directory" : ": No such file or directory";
      throw call.dialect() == Dialect.CENTOS_7
          ? call.fail("target " + call.quote(folder) + reason)
          : call.fail("target " + Quoting.file(call, folder) + reason);
    }
    return folder;
  }

  /** Where a source goes. */
  String of(String source) {
    if (folder == null) {
      return name;
    }
    String top = folder.endsWith("/") ? folder : folder + "/";
    return top + PathNames.base(source, null);
  }
}
