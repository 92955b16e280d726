package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.FileTable;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.shell.Node.HereDocument;
import org.pvpanic.guest.shell.Node.Redirection;

/** Carries out redirections. */
final class Redirections {

  private Redirections() {}

  /** A redirection whose target has been expanded. */
  record Expanded(Redirection redirection, String target) {}

  /** Where redirected descriptors are set. */
  interface Sink {
    void set(int descriptor, @Nullable OpenFile file) throws SysError;
  }

  /** Expands the targets. */
  static void expand(
      Interpreter shell,
      List<Redirection> redirections,
      Consumer<List<Expanded>> then,
      Consumer<ShellError> failed) {
    if (redirections.isEmpty()) {
      then.accept(List.of());
    } else {
      expandFrom(shell, redirections, 0, new ArrayList<>(redirections.size()), then, failed);
    }
  }

  private static void expandFrom(
      Interpreter shell,
      List<Redirection> all,
      int index,
      List<Expanded> done,
      Consumer<List<Expanded>> then,
      Consumer<ShellError> failed) {
    if (index == all.size()) {
      then.accept(done);
      return;
    }
    Redirection next = all.get(index);
    Consumer<String> expanded =
        text -> {
          done.add(new Expanded(next, text));
          if (Expansion.mayGoOn(index)) {
            expandFrom(shell, all, index + 1, done, then, failed);
          } else {
            shell.task().then(() -> expandFrom(shell, all, index + 1, done, then, failed));
          }
        };
    HereDocument document = next.document();
    if (document != null) {
      Expansion.text(shell, document.body(), expanded, failed);
    } else if (shell.dialect().isBash() && next.kind() != Redirection.Kind.HERE_STRING) {
      Expansion.fields(
          shell,
          List.of(next.target()),
          fields -> {
            if (fields.size() == 1) {
              expanded.accept(fields.get(0));
            } else {
              failed.accept(ShellError.of(1, next.target().typed() + ": ambiguous redirect"));
            }
          },
          failed);
    } else {
      Expansion.text(shell, next.target().parts(), expanded, failed);
    }
  }

  /** Redirects the shell's own descriptors; what they were can be brought back. */
  static void apply(Interpreter shell, List<Expanded> redirections, Descriptors.Undo undo)
      throws ShellError {
    FileTable files = shell.task().files();
    apply(
        shell,
        redirections,
        files,
        (descriptor, file) -> shell.descriptors().replace(descriptor, file, undo));
  }

  /** Redirects descriptors that a child will get. */
  static void apply(Interpreter shell, List<Expanded> redirections, FileTable files)
      throws ShellError {
    apply(shell, redirections, files, files::set);
  }

  private static void apply(
      Interpreter shell, List<Expanded> redirections, FileTable files, Sink sink)
      throws ShellError {
    for (Expanded each : redirections) {
      String target = each.target();
      Redirection.Kind kind = kindOf(each);
      try {
        int descriptor = each.redirection().descriptor();
        if (descriptor >= FileTable.LIMIT) {
          throw shell.dialect().isBash()
              ? ShellError.of(1, descriptor + ": Bad file descriptor")
              : ShellError.of(1, "dup2(" + descriptor + "): Bad file descriptor");
        }
        OpenFile file = open(shell, each, kind, files);
        sink.set(descriptor, file);
        if (kind == Redirection.Kind.WRITE_BOTH || kind == Redirection.Kind.APPEND_BOTH) {
          sink.set(2, file);
        }
      } catch (SysError e) {
        throw ShellError.of(1, message(shell.dialect(), kind, target, e.errno()));
      }
    }
  }

  /** {@code >&file} writes both output and errors to a file. */
  private static Redirection.Kind kindOf(Expanded each) {
    Redirection.Kind kind = each.redirection().kind();
    boolean both =
        kind == Redirection.Kind.DUPLICATE_OUTPUT
            && each.redirection().descriptor() == 1
            && !Names.isNumber(each.target())
            && !each.target().equals("-");
    return both ? Redirection.Kind.WRITE_BOTH : kind;
  }

  private static @Nullable OpenFile open(
      Interpreter shell, Expanded each, Redirection.Kind kind, FileTable files)
      throws SysError, ShellError {
    String path = each.target();
    boolean keep = shell.options().isOn(Option.NO_CLOBBER);
    return switch (kind) {
      case READ -> Disk.open(shell.task(), path, Disk.Access.READ);
      case WRITE, WRITE_BOTH ->
          Disk.open(shell.task(), path, keep ? Disk.Access.CREATE : Disk.Access.WRITE);
      case CLOBBER -> Disk.open(shell.task(), path, Disk.Access.WRITE);
      case APPEND, APPEND_BOTH -> Disk.open(shell.task(), path, Disk.Access.APPEND);
      case READ_WRITE -> Disk.open(shell.task(), path, Disk.Access.READ_WRITE);
      case DUPLICATE_INPUT, DUPLICATE_OUTPUT -> duplicate(shell, path, files);
      case HERE_DOCUMENT -> document(path);
      case HERE_STRING -> document(path + "\n");
    };
  }

  /** A here-document is a pipe that holds its text. */
  private static OpenFile document(String text) {
    return new HereText(Text.bytes(text));
  }

  private static @Nullable OpenFile duplicate(Interpreter shell, String target, FileTable files)
      throws SysError, ShellError {
    if (target.equals("-")) {
      return null;
    }
    if (!Names.isNumber(target)) {
      throw shell.dialect().isBash()
          ? ShellError.of(1, target + ": ambiguous redirect")
          : ShellError.of(2, "syntax error: bad fd number");
    }
    OpenFile file = target.length() > 4 ? null : files.get(Integer.parseInt(target));
    if (file == null) {
      throw new SysError(Errno.EBADF);
    }
    return file;
  }

  private static String message(
      Dialect dialect, Redirection.Kind kind, String target, Errno errno) {
    if (dialect.isBash()) {
      boolean exists = errno == Errno.EEXIST;
      return target + ": " + (exists ? "cannot overwrite existing file" : errno.message());
    }
    return switch (kind) {
      case DUPLICATE_INPUT, DUPLICATE_OUTPUT -> target + ": " + errno.message();
      case READ ->
          "can't open "
              + target
              + ": "
              + (errno == Errno.ENOENT ? "no such file" : errno.message());
      default ->
          "can't create "
              + target
              + ": "
              + (errno == Errno.ENOENT ? "nonexistent directory" : errno.message());
    };
  }
}
