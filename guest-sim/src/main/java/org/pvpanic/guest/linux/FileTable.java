package org.pvpanic.guest.linux;

import java.util.Arrays;
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
    return new FileTable(Arrays.copyOf(files, files.length));
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
    OpenFile before = files[descriptor];
    files[descriptor] = file;
    if (counted && file != null) {
      file.opened();
    }
    if (counted && before != null) {
      before.closed();
    }
  }

  /** A task has the table from now on. */
  void open() {
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
  }
}
