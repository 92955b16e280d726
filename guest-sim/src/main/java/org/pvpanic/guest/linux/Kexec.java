package org.pvpanic.guest.linux;

import org.jspecify.annotations.Nullable;

/** Crash memory, and the capture kernel that may be loaded there. */
public final class Kexec {

  private static final long MIB = 1L << 20;

  /** Crash memory lies below this address, on a multiple of 16 MiB. */
  private static final long CEILING = 896 * MIB;

  private static final long ALIGNMENT = 16 * MIB;

  private final long start;
  private long size;
  private @Nullable Image loaded;
  private @Nullable String next;

  /**
   * A kernel that waits in the crash memory.
   *
   * @param arguments its arguments; null for those that the kdump service would give it
   * @param ramdisk its initial RAM disk; null for that of the kdump service
   */
  record Image(@Nullable String arguments, @Nullable InitialRamdisk ramdisk) {}

  /**
   * Reserves what {@code crashkernel=} asks for.
   *
   * @param ram bytes of memory that the board has
   */
  Kexec(CommandLine arguments, long ram, MemoryMap map, Era era) {
    boolean isNew = era == Era.LINUX_6_1;
    CrashKernelArgument argument = CrashKernelArgument.of(arguments, ram, !isNew);
    long wanted = argument.size();
    long place =
        isNew
            ? (map.nodeStart() - wanted) / ALIGNMENT * ALIGNMENT
            : (Math.min(CEILING, map.lowEnd()) - wanted) / ALIGNMENT * ALIGNMENT - ALIGNMENT;
    if (argument.offset() != 0) {
      boolean free = argument.offset() + wanted <= map.lowEnd();
      place = free ? argument.offset() : 0;
    }
    boolean fits = wanted > 0 && place >= KernelLayout.NORMAL.base() + KernelLayout.SIZE;
    start = fits ? place : 0;
    size = fits ? wanted : 0;
  }

  /** Whether {@code crashkernel=} says a size at all. */
  static boolean isSize(String value) {
    return CrashKernelArgument.isSize(value);
  }

  /** Physical address of the crash memory. */
  long start() {
    return start;
  }

  /** Physical address of the crash memory. */
  public long address() {
    return start;
  }

  /** Bytes of crash memory ({@code /sys/kernel/kexec_crash_size}). */
  public long size() {
    return size;
  }

  /** Gives crash memory back: {@code size} must be less than it is, and nothing be loaded. */
  public @Nullable Errno shrink(long to) {
    if (isLoaded()) {
      return Errno.ENOENT;
    }
    if (to < 0 || to >= size) {
      return Errno.EINVAL;
    }
    size = to;
    return null;
  }

  /** Whether a crash would boot the capture kernel ({@code /sys/kernel/kexec_crash_loaded}). */
  public boolean isLoaded() {
    return loaded != null;
  }

  /** Loads the capture kernel as the kdump service does. */
  public boolean load() {
    return load(new Image(null, null));
  }

  private boolean load(Image image) {
    boolean fits = size > KernelLayout.SIZE;
    loaded = fits ? image : null;
    return fits;
  }

  /**
   * {@code kexec -p}: needs crash memory.
   *
   * @param line arguments of the capture kernel, without those that kexec adds
   * @param ramdisk its initial RAM disk
   * @param byFile whether the kernel itself reads the files ({@code -s})
   */
  public boolean load(String line, InitialRamdisk ramdisk, boolean byFile) {
    String header =
        byFile
            ? "elfcorehdr=0x" + Long.toHexString(start) + " "
            : " elfcorehdr=" + ((start + size) / 1024 - 4) + "K";
    return load(new Image(byFile ? header + line : line + header, ramdisk));
  }

  /** The capture kernel that is loaded, or null. */
  @Nullable Image image() {
    return loaded;
  }

  /** {@code kexec -p -u}. */
  public void unload() {
    loaded = null;
  }

  /** {@code kexec -l}: a kernel to go on with. */
  public void loadNext(String line) {
    next = line;
  }

  /** {@code kexec -u}. */
  public void unloadNext() {
    next = null;
  }

  /** Whether there is a kernel to go on with ({@code /sys/kernel/kexec_loaded}). */
  public boolean isNextLoaded() {
    return next != null;
  }

  /** The arguments of the kernel to go on with, or null when none is loaded. */
  @Nullable String nextArguments() {
    return next;
  }
}
