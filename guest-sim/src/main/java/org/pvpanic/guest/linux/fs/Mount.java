package org.pvpanic.guest.linux.fs;

import org.jspecify.annotations.Nullable;

/** A file system at its place in the tree; it is made when somebody first walks there. */
public final class Mount {

  /**
   * What /proc/mounts tells.
   *
   * @param source what was mounted, such as a device
   * @param target where
   * @param type of file system
   * @param options with commas, {@code ro} or {@code rw} first
   */
  public record Facts(String source, String target, String type, String options) {}

  private Facts facts;
  private final FileSystems makers;
  private @Nullable FileSystem fs;
  private @Nullable Directory root;

  Mount(Facts facts, FileSystems makers) {
    this.facts = facts;
    this.makers = makers;
  }

  Mount(Facts facts, FileSystems makers, FileSystem fs, Directory root) {
    this(facts, makers);
    this.fs = fs;
    this.root = root;
  }

  /** What /proc/mounts tells. */
  public Facts facts() {
    return facts;
  }

  void setFacts(Facts changed) {
    facts = changed;
  }

  /** What is mounted. */
  public FileSystem fileSystem() {
    FileSystem known = fs;
    if (known == null) {
      known = makers.atStart(facts);
      fs = known;
    }
    return known;
  }

  Directory root() {
    Directory known = root;
    if (known == null) {
      known = fileSystem().root();
      root = known;
    }
    return known;
  }

  /** Whether programs on it cannot be run. */
  public boolean forbidsPrograms() {
    return MountOptions.has(facts.options(), "noexec");
  }

  /** Whether nothing below can be changed. */
  boolean isReadOnly() {
    return facts.options().equals("ro")
        || facts.options().startsWith("ro,")
        || fileSystem().isReadOnly();
  }
}
