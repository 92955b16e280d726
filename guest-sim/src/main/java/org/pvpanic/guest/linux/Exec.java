package org.pvpanic.guest.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.fs.Access;
import org.pvpanic.guest.linux.fs.Inode;
import org.pvpanic.guest.linux.fs.RootImage;
import org.pvpanic.guest.linux.fs.Stat;

/**
 * What execve(2) finds behind a path.
 *
 * @param program what runs
 * @param path of the program's file; that of the interpreter for a script
 * @param arguments its arguments; an interpreter's name the script
 */
record Exec(Program program, String path, List<String> arguments) {

  /** How much of a file's beginning is looked at (BINPRM_BUF_SIZE). */
  private static final int HEAD = 256;

  /** How many interpreters may be scripts themselves. */
  private static final int MAX_DEPTH = 5;

  /** Finds the program for a path. */
  static Exec load(Task task, String path, List<String> words) throws SysError {
    String file = path;
    List<String> arguments = words;
    for (int depth = 0; depth <= MAX_DEPTH; depth++) {
      String head = head(task, file);
      if (!head.startsWith("#!")) {
        return new Exec(
            program(task, head, arguments), task.kernel().files().canonical(task, file), arguments);
      }
      String line = head.substring(2, Math.max(2, endOfLine(head))).strip();
      if (line.isEmpty()) {
        throw new SysError(Errno.ENOEXEC);
      }
      int blank = firstBlank(line);
      String interpreter = line.substring(0, blank);
      List<String> next = new ArrayList<>(arguments.size() + 2);
      next.add(interpreter);
      if (blank < line.length()) {
        next.add(line.substring(blank).strip());
      }
      next.add(file);
      next.addAll(arguments.subList(Math.min(1, arguments.size()), arguments.size()));
      file = interpreter;
      arguments = next;
    }
    throw new SysError(Errno.ELOOP);
  }

  private static String head(Task task, String path) throws SysError {
    Inode inode = task.kernel().files().inode(task, path, true);
    Stat stat = inode.stat();
    if (!stat.isRegular()
        || !Access.allows(task, stat, Access.EXECUTE)
        || task.kernel().files().mountOf(task, path).forbidsPrograms()) {
      throw new SysError(Errno.EACCES);
    }
    return new String(inode.head(HEAD), StandardCharsets.UTF_8);
  }

  /** busybox is the program whose name it is called by. */
  private static Program program(Task task, String head, List<String> arguments) throws SysError {
    String name = RootImage.programName(head);
    if ("busybox".equals(name) && !arguments.isEmpty()) {
      String called = arguments.get(0);
      name = called.substring(called.lastIndexOf('/') + 1);
      name = name.startsWith("-") ? name.substring(1) : name;
    }
    @Nullable Program program = name == null ? null : task.kernel().programs().find(name);
    if (program == null) {
      // Of a program that this system does not have, not even the loader is there.
      throw new SysError(name == null ? Errno.ENOEXEC : Errno.ENOENT);
    }
    return program;
  }

  private static int endOfLine(String head) {
    int end = head.indexOf('\n');
    return end < 0 ? head.length() : end;
  }

  private static int firstBlank(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == ' ' || line.charAt(i) == '\t') {
        return i;
      }
    }
    return line.length();
  }
}
