package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.FileTable;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;

/**
 * The descriptors of a shell. What a redirection replaces is kept open in a high one, which
 * children do not get.
 */
final class Descriptors {

  private static final int FIRST_KEPT = 10;

  private final Task task;
  private final List<Integer> kept = new ArrayList<>(0);

  Descriptors(Task task) {
    this.task = task;
  }

  /** What was replaced, to be put back. */
  static final class Undo {
    private final List<int[]> moves = new ArrayList<>(1);

    private boolean has(int descriptor) {
      for (int[] move : moves) {
        if (move[0] == descriptor) {
          return true;
        }
      }
      return false;
    }
  }

  /** What a child gets. */
  FileTable forChild() {
    FileTable files = task.files().copy();
    for (int slot : kept) {
      files.set(slot, null);
    }
    return files;
  }

  /** Keeps a file open in a high descriptor. */
  int keep(OpenFile file) throws SysError {
    for (int slot = FIRST_KEPT; slot < FileTable.LIMIT; slot++) {
      if (task.files().get(slot) == null) {
        task.files().set(slot, file);
        kept.add(slot);
        return slot;
      }
    }
    throw new SysError(Errno.EBADF);
  }

  /** Closes one that was kept. */
  void drop(int slot) {
    task.files().set(slot, null);
    kept.remove((Integer) slot);
  }

  /** Lets a descriptor stand for another file; the old one can be brought back. */
  void replace(int descriptor, @Nullable OpenFile file, Undo undo) throws SysError {
    if (undo.has(descriptor)) {
      task.files().set(descriptor, file);
      return;
    }
    OpenFile before = task.files().get(descriptor);
    int slot = before == null ? -1 : keep(before);
    undo.moves.add(new int[] {descriptor, slot});
    task.files().set(descriptor, file);
  }

  /** Puts back what was replaced. */
  void restore(Undo undo) {
    for (int i = undo.moves.size() - 1; i >= 0; i--) {
      int descriptor = undo.moves.get(i)[0];
      int slot = undo.moves.get(i)[1];
      task.files().set(descriptor, slot < 0 ? null : task.files().get(slot));
      if (slot >= 0) {
        drop(slot);
      }
    }
    undo.moves.clear();
  }

  /** What was replaced is not wanted back. */
  void forget(Undo undo) {
    for (int[] move : undo.moves) {
      if (move[1] >= 0) {
        drop(move[1]);
      }
    }
    undo.moves.clear();
  }
}
