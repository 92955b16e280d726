package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The descriptors of a task, and what they stand for. A table counts in the files only once a task
 * has it: until then it is a plan of what a child will get.
 */
public final class FileTable {

  /** Descriptors are from 0 to one less ({@code ulimit -n}). */
  public static final int LIMIT = 1024;

  private static final int STANDARD = 3;

  private @Nullable OpenFile[] files;
  private boolean counted;
  private long @Nullable [] closing;
  private @Nullable List<OpenFile> held;

  private FileTable(@Nullable OpenFile[] files) {
    this.files = files;
  }

  /** None is open. */
  public static FileTable empty() {
    return new FileTable(new OpenFile[STANDARD]);
  }

  /** Standard input, output and error are all the same file. */
  public static FileTable allOn(OpenFile file) {
    return new FileTable(new OpenFile[] {file, file, file});
  }

  /** Another table with the same files, for a child. */
  public FileTable copy() {
    FileTable copy = new FileTable(Arrays.copyOf(files, files.length));
    long[] known = closing;
    copy.closing = known == null ? null : known.clone();
    return copy;
  }

  /** What a descriptor stands for, or null when it is closed. */
  public @Nullable OpenFile get(int descriptor) {
    return descriptor >= 0 && descriptor < files.length ? files[descriptor] : null;
  }

  /**
   * Lets a descriptor, from 0 to {@link #LIMIT} - 1, stand for a file.
   *
   * @param file null closes the descriptor
   */
  public void set(int descriptor, @Nullable OpenFile file) {
    if (descriptor >= files.length) {
      files = Arrays.copyOf(files, descriptor + 1);
    }
    if (closing != null) {
      setCloseOnExec(descriptor, false);
    }
    OpenFile before = files[descriptor];
    files[descriptor] = file;
    if (counted && file != null) {
      file.opened();
    }
    if (counted && before != null) {
      before.closed();
    }
  }

  /** Says that another program is not to have a descriptor (FD_CLOEXEC). */
  public void setCloseOnExec(int descriptor, boolean on) {
    long[] known = closing;
    if (known == null) {
      known = new long[LIMIT / Long.SIZE];
      closing = known;
    }
    long bit = 1L << descriptor % Long.SIZE;
    known[descriptor / Long.SIZE] =
        on ? known[descriptor / Long.SIZE] | bit : known[descriptor / Long.SIZE] & ~bit;
  }

  /** Whether another program is not to have a descriptor. */
  public boolean isCloseOnExec(int descriptor) {
    long[] known = closing;
    return known != null && (known[descriptor / Long.SIZE] >> descriptor % Long.SIZE & 1) != 0;
  }

  /** The task goes on as another program. */
  void closeOnExec() {
    for (int i = 0; i < files.length; i++) {
      if (isCloseOnExec(i)) {
        set(i, null);
      }
    }
    closing = null;
    releaseAll();
  }

  /** The program has opened a file for itself, under no number that others know of. */
  public void hold(OpenFile file) {
    List<OpenFile> known = held;
    if (known == null) {
      known = new ArrayList<>(2);
      held = known;
    }
    known.add(file);
    file.opened();
  }

  /** The program closes a file that it may have opened for itself. */
  public void release(OpenFile file) {
    if (held != null && held.remove(file)) {
      file.closed();
    }
  }

  private void releaseAll() {
    List<OpenFile> known = held;
    held = null;
    if (known != null) {
      known.forEach(OpenFile::closed);
    }
  }

  /** The descriptors that are open, in order. */
  public List<Integer> open() {
    List<Integer> open = new ArrayList<>(4);
    for (int i = 0; i < files.length; i++) {
      if (files[i] != null) {
        open.add(i);
      }
    }
    return open;
  }

  /** A task has the table from now on. */
  void use() {
    counted = true;
    for (OpenFile file : files) {
      if (file != null) {
        file.opened();
      }
    }
  }

  /** The task is over. */
  void closeAll() {
    for (int i = 0; i < files.length; i++) {
      set(i, null);
    }
    releaseAll();
  }
}
