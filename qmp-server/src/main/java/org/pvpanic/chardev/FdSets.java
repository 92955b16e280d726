package org.pvpanic.chardev;

import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Descriptors that were handed to this process by number, in numbered sets: what {@code -add-fd}
 * adds and {@code /dev/fdset/N} names. libvirt passes its log pipes this way.
 *
 * <p>A descriptor is used as it is, by its number. Opening it again through {@code /proc/self/fd}
 * would start a file at its beginning, and fails for sockets. So a descriptor serves one back end
 * at a time, which leaves it open when it closes; the set owns it. All methods are called on one
 * thread, the loop of the machine, as soon as that runs.
 */
public final class FdSets implements AutoCloseable {
  private static final String PREFIX = "/dev/fdset/";

  private final Map<Integer, List<Fd>> sets = new TreeMap<>();
  private final Set<Integer> borrowed = new HashSet<>();
  private final Set<Integer> removed = new HashSet<>();

  /**
   * A descriptor in a set.
   *
   * @param number of the descriptor
   * @param opaque the note that came with it
   */
  public record Fd(int number, @Nullable String opaque) {}

  /** Starts without any set. */
  public FdSets() {}

  /**
   * Adds an inherited descriptor to a set, which it makes if need be.
   *
   * @param number of the descriptor; above 2
   * @param set number of the set; 0 or above
   * @param opaque a free note, or null
   * @throws ChardevException with the words of {@code -add-fd} of QEMU 7.2
   */
  public void add(int number, int set, @Nullable String opaque) throws ChardevException {
    if (number < 0) {
      throw new ChardevException("fd option is required and must be non-negative");
    }
    if (number <= 2) {
      throw new ChardevException("fd cannot be a standard I/O stream");
    }
    if (!isInherited(number)) {
      throw new ChardevException("fd is not valid or already in use");
    }
    if (set < 0) {
      throw new ChardevException("set option is required and must be non-negative");
    }
    sets.computeIfAbsent(set, key -> new ArrayList<>()).add(new Fd(number, opaque));
  }

  /** Whether a descriptor is open and would survive exec, as one that was handed over does. */
  public static boolean isInherited(int number) {
    try {
      return !FdInfo.of(number).isCloseOnExec();
    } catch (IOException e) {
      return false;
    }
  }

  /** The sets by number, as {@code query-fdsets} lists them. */
  public Map<Integer, List<Fd>> sets() {
    Map<Integer, List<Fd>> copy = new TreeMap<>();
    sets.forEach((set, fds) -> copy.put(set, List.copyOf(fds)));
    return copy;
  }

  /** Closes all descriptors and forgets them. */
  @Override
  public void close() {
    sets.values().forEach(fds -> fds.forEach(FdSets::close));
    sets.clear();
  }

  /**
   * Takes descriptors out of a set, which still has them until {@link #sweep}.
   *
   * @param number of the one descriptor; all of the set if empty
   * @return whether the set is there, and has it
   */
  public boolean remove(long set, Optional<Long> number) {
    List<Fd> fds = sets.getOrDefault((int) set, List.of());
    if (set != (int) set || fds.stream().noneMatch(fd -> isMeant(fd, number))) {
      return false;
    }
    fds.stream().filter(fd -> isMeant(fd, number)).forEach(fd -> removed.add(fd.number()));
    return true;
  }

  private static boolean isMeant(Fd fd, Optional<Long> number) {
    return number.isEmpty() || number.get() == fd.number();
  }

  /**
   * Closes what has been taken out of the sets and is not in use. QEMU does so only while the
   * machine runs, since one that is about to be continued may have been handed over.
   */
  public void sweep(boolean running) {
    if (!running) {
      return;
    }
    for (List<Fd> fds : sets.values()) {
      for (Fd fd : List.copyOf(fds)) {
        if (!borrowed.contains(fd.number()) && removed.remove(fd.number())) {
          fds.remove(fd);
          close(fd);
        }
      }
    }
    sets.values().removeIf(List::isEmpty);
  }

  private static void close(Fd fd) {
    try {
      new FileDescriptor(fd.number()).close();
    } catch (IOException e) {
      // It was closed by somebody else; nothing is left to do.
    }
  }

  static boolean isFdSetPath(String path) {
    return path.startsWith(PREFIX);
  }

  /**
   * Hands out the descriptor that {@code /dev/fdset/N} means to one who wants to write: the first
   * of the set that is for writing only (QEMU 7.2 compares access modes) and is free.
   *
   * @return the number of the descriptor, to be given back by {@link #giveBack}
   * @throws FileSystemException with the reason that open(2) would have
   */
  int borrow(String path) throws FileSystemException {
    List<Fd> fds = sets.get(set(path));
    if (fds == null) {
      throw new FileSystemException(path, null, "No such file or directory");
    }
    String reason = "Permission denied";
    for (Fd fd : fds) {
      if (isWriteOnly(fd)) {
        if (borrowed.add(fd.number())) {
          return fd.number();
        }
        reason = "Device or resource busy";
      }
    }
    throw new FileSystemException(path, null, reason);
  }

  void giveBack(int number) {
    borrowed.remove(number);
  }

  private static int set(String path) throws FileSystemException {
    try {
      return Integer.parseUnsignedInt(path.substring(PREFIX.length()));
    } catch (NumberFormatException e) {
      throw new FileSystemException(path, null, "Invalid argument");
    }
  }

  private static boolean isWriteOnly(Fd fd) {
    try {
      return FdInfo.of(fd.number()).isWriteOnly();
    } catch (IOException e) {
      return false;
    }
  }
}
