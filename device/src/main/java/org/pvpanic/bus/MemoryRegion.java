package org.pvpanic.bus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of an address space, and the regions that lie in it: the tree that {@code info mtree}
 * shows.
 *
 * <p>The model is that of QEMU's memory API ({@code docs/devel/memory.rst}). A container has no
 * content of its own; where none of its children is, whatever lies behind it shows. Children may
 * overlap: the one of higher priority is seen, and of equals the one that was added last. An alias
 * is a window into another region. Addresses and sizes are 64 bits, unsigned; a size of 0 stands
 * for 2^64.
 */
public final class MemoryRegion {

  /** What is found in a region where none of its children is. */
  public enum Kind {
    /** Nothing. */
    CONTAINER,
    /** A device's registers. */
    IO,
    /** Memory. */
    RAM,
    /** A part of another region. */
    ALIAS
  }

  /** The size of all that 64 bits can address. */
  public static final long ALL = 0;

  private final String name;
  private final Kind kind;
  private final @Nullable IoRegion io;
  private final @Nullable PhysicalMemory memory;
  private final @Nullable MemoryRegion target;
  private List<MemoryRegion> children = List.of();

  /** The aliases that show this region somewhere: those that have been put into another one. */
  private List<MemoryRegion> windows = List.of();

  private @Nullable MemoryRegion parent;
  private long address;
  private long size;
  private long targetOffset;
  private int priority;
  private boolean enabled = true;
  private boolean readOnly;
  private @Nullable Runnable listener;

  private MemoryRegion(
      String name,
      Kind kind,
      long size,
      @Nullable IoRegion io,
      @Nullable PhysicalMemory memory,
      @Nullable MemoryRegion target) {
    this.name = name;
    this.kind = kind;
    this.size = size;
    this.io = io;
    this.memory = memory;
    this.target = target;
  }

  /** A region that is nothing but what is put into it. */
  public static MemoryRegion container(String name, long size) {
    return new MemoryRegion(name, Kind.CONTAINER, size, null, null, null);
  }

  /** Registers of a device. */
  public static MemoryRegion io(IoRegion registers, long size) {
    return new MemoryRegion(registers.name(), Kind.IO, size, registers, null, null);
  }

  /** Memory, as much as {@code memory} has. */
  public static MemoryRegion ram(String name, PhysicalMemory memory) {
    return new MemoryRegion(name, Kind.RAM, memory.size(), null, memory, null);
  }

  /** Memory that cannot be written. */
  public static MemoryRegion rom(String name, PhysicalMemory memory) {
    MemoryRegion rom = ram(name, memory);
    rom.readOnly = true;
    return rom;
  }

  /** A window of {@code size} bytes that shows {@code target} from {@code offset} on. */
  public static MemoryRegion alias(String name, MemoryRegion target, long offset, long size) {
    MemoryRegion alias = new MemoryRegion(name, Kind.ALIAS, size, null, null, target);
    alias.targetOffset = offset;
    return alias;
  }

  /** Puts a region into this one, with priority 0. */
  public void add(long offset, MemoryRegion child) {
    add(offset, child, 0);
  }

  /**
   * Puts a region into this one.
   *
   * @param offset of its first byte in this region
   * @param priority the region of higher priority hides the others
   * @throws IllegalStateException when it is in a region already
   */
  public void add(long offset, MemoryRegion child, int priority) {
    if (child.parent != null) {
      throw new IllegalStateException(child.name + " is in " + child.parent.name + " already");
    }
    child.parent = this;
    if (child.target != null) {
      child.target.windows = with(child.target.windows, 0, child);
    }
    child.address = offset;
    child.priority = priority;
    int at = 0;
    while (at < children.size() && children.get(at).priority > priority) {
      at++;
    }
    children = with(children, at, child);
    changed();
  }

  /** Most regions have no children, and no aliases: they share one empty list. */
  private static List<MemoryRegion> with(List<MemoryRegion> some, int at, MemoryRegion added) {
    List<MemoryRegion> all = some.isEmpty() ? new ArrayList<>(2) : some;
    all.add(at, added);
    return all;
  }

  /** Takes a region out of this one; does nothing where it is not in it. */
  public void remove(MemoryRegion child) {
    if (child.parent == this) {
      children.remove(child);
      child.parent = null;
      if (child.target != null) {
        child.target.windows.remove(child);
      }
      changed();
    }
  }

  /** Shows or hides the region with all that is in it. */
  public void setEnabled(boolean on) {
    if (enabled != on) {
      enabled = on;
      changed();
    }
  }

  /** Moves the region within its parent; it is newer there than its equals, then. */
  public void setAddress(long offset) {
    MemoryRegion in = parent;
    if (offset != address && in != null) {
      in.remove(this);
      in.add(offset, this, priority);
    }
    address = offset;
  }

  /** Changes how much of the address space the region takes. */
  public void setSize(long bytes) {
    if (size != bytes) {
      size = bytes;
      changed();
    }
  }

  /** Moves an alias's window. */
  public void setTargetOffset(long offset) {
    if (targetOffset != offset) {
      targetOffset = offset;
      changed();
    }
  }

  /** Whether writes to this region, of CPUs alone if it is an alias, are lost. */
  public void setReadOnly(boolean on) {
    if (readOnly != on) {
      readOnly = on;
      changed();
    }
  }

  /** Says who is told of every change in this region or below; an address space at its root. */
  void onChange(Runnable told) {
    listener = told;
  }

  /** Tells everybody who may see it, directly or through aliases. */
  private void changed() {
    for (MemoryRegion at = this; at != null; at = at.parent) {
      at.windows.forEach(MemoryRegion::changed);
      if (at.listener != null) {
        at.listener.run();
      }
    }
  }

  /** The name that {@code info mtree} shows. */
  public String name() {
    return name;
  }

  /** What it is. */
  public Kind kind() {
    return kind;
  }

  /** Bytes, unsigned; 0 stands for 2^64. */
  public long size() {
    return size;
  }

  /** The offset of its last byte. */
  public long last() {
    return size - 1;
  }

  /** The offset of its first byte in its parent. */
  public long address() {
    return address;
  }

  /** Among its siblings. */
  public int priority() {
    return priority;
  }

  /** Whether it is seen. */
  public boolean enabled() {
    return enabled;
  }

  /** Whether it cannot be written. */
  public boolean readOnly() {
    return readOnly;
  }

  /** What it is put into, if anything. */
  public @Nullable MemoryRegion parent() {
    return parent;
  }

  /** What is in it: by priority, the highest first, and of equals the newest first. */
  public List<MemoryRegion> children() {
    return Collections.unmodifiableList(children);
  }

  /** The registers of a region that is {@link Kind#IO}. */
  public @Nullable IoRegion registers() {
    return io;
  }

  /** The content of a region that is {@link Kind#RAM}. */
  public @Nullable PhysicalMemory memory() {
    return memory;
  }

  /** What an alias shows. */
  public @Nullable MemoryRegion target() {
    return target;
  }

  /** Where in its target an alias's window begins. */
  public long targetOffset() {
    return targetOffset;
  }

  @Override
  public String toString() {
    return name;
  }
}
