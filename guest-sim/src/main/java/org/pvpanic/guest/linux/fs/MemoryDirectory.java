package org.pvpanic.guest.linux.fs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;

/** A directory in memory: what the image has there, and what the machine changed. */
final class MemoryDirectory extends MemoryNode implements Directory {

  /** What was looked up or made here; null stands for a name of the image that was taken away. */
  private @Nullable Map<String, @Nullable MemoryNode> own;

  MemoryDirectory(MemoryFs fs, ImageNode origin) {
    super(fs, origin);
  }

  private Map<String, @Nullable MemoryNode> own() {
    Map<String, @Nullable MemoryNode> known = own;
    if (known == null) {
      known = new LinkedHashMap<>(4);
      own = known;
    }
    return known;
  }

  @Override
  public @Nullable Inode lookup(String name) {
    Map<String, @Nullable MemoryNode> known = own;
    if (known != null && known.containsKey(name)) {
      return known.get(name);
    }
    ImageNode node = origin().children().get(name);
    if (node == null) {
      return null;
    }
    MemoryNode made = fs().wrap(node);
    own().put(name, made);
    return made;
  }

  @Override
  public List<String> names() {
    Map<String, @Nullable MemoryNode> known = own;
    List<String> names = new ArrayList<>(origin().children().size() + 4);
    for (String name : origin().children().keySet()) {
      if (known == null || !known.containsKey(name) || known.get(name) != null) {
        names.add(name);
      }
    }
    if (known != null) {
      for (Map.Entry<String, @Nullable MemoryNode> entry : known.entrySet()) {
        if (entry.getValue() != null && !origin().children().containsKey(entry.getKey())) {
          names.add(entry.getKey());
        }
      }
    }
    return names;
  }

  @Override
  long size() {
    return 4096;
  }

  @Override
  public OpenFile open(Task task, int flags) throws SysError {
    return Directory.super.open(task, flags);
  }

  @Override
  public void truncate(long size) throws SysError {
    throw new SysError(Errno.EISDIR);
  }

  @Override
  public @Nullable Errno refusal(int mode) {
    return null;
  }

  @Override
  public Inode make(String name, int mode, int uid, int gid, String target, int rdev)
      throws SysError {
    if (links() == 0) {
      throw new SysError(Errno.ENOENT);
    }
    MemoryNode made = fs().newNode(mode, uid, gid, target, rdev);
    put(name, made, false);
    return made;
  }

  @Override
  public void link(String name, Inode node) throws SysError {
    if (!(node instanceof MemoryNode memory) || memory.fs() != fs()) {
      throw new SysError(Errno.EXDEV);
    }
    put(name, memory, true);
  }

  /** Puts a file here that nothing is to be said of. */
  void place(String name, MemoryNode node) {
    own().put(name, node);
  }

  private void put(String name, MemoryNode node, boolean counts) {
    own().remove(name);
    own().put(name, node);
    if (node instanceof MemoryDirectory) {
      addLinks(1);
      if (counts) {
        node.addLinks(2);
      }
    } else if (counts) {
      node.addLinks(1);
    }
    touchWritten();
  }

  @Override
  public void remove(String name) throws SysError {
    if (!(lookup(name) instanceof MemoryNode node)) {
      throw new SysError(Errno.ENOENT);
    }
    if (origin().children().containsKey(name)) {
      own().put(name, null);
    } else {
      own().remove(name);
    }
    if (node instanceof MemoryDirectory) {
      addLinks(-1);
      node.addLinks(-2);
    } else {
      node.addLinks(-1);
    }
    touchWritten();
  }
}
