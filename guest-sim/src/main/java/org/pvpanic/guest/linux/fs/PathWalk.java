package org.pvpanic.guest.linux.fs;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;

/** Finds what a path names (path_resolution(7)): one walk, one object. */
final class PathWalk {

  private static final int MAX_LINKS = 40;
  private static final int MAX_PATH = 4096;
  private static final int MAX_NAME = 255;

  /**
   * Where a walk ended.
   *
   * @param path absolute, without links
   * @param name the last part of it; {@code .}, {@code ..} or {@code /} when the path ended so
   * @param parent the directory that the name is in
   * @param inode what is there, or null when nothing is
   * @param mount the file system it is, or would be, on
   * @param slash whether the path ended in a slash
   */
  record Found(
      String path,
      String name,
      Directory parent,
      @Nullable Inode inode,
      Mount mount,
      boolean slash) {

    /** What is there. */
    Inode existing() throws SysError {
      if (inode == null) {
        throw new SysError(Errno.ENOENT);
      }
      return inode;
    }
  }

  /** Where a walk is; its path is put together when somebody wants it. */
  private static final class Place {
    private final @Nullable Place above;
    private final String name;
    private final int length;
    private final Inode inode;
    private final Mount mount;

    /** A place with a path. */
    Place(String path, Inode inode, Mount mount) {
      this(null, path, path.length(), inode, mount);
    }

    private Place(@Nullable Place above, String name, int length, Inode inode, Mount mount) {
      this.above = above;
      this.name = name;
      this.length = length;
      this.inode = inode;
      this.mount = mount;
    }

    Place below(String below, Inode found, Mount on) {
      return new Place(this, below, lengthBelow(below), found, on);
    }

    private int lengthBelow(String below) {
      return (length == 1 ? 1 : length + 1) + below.length();
    }

    /** The path of a name in this directory. */
    String pathBelow(String below) {
      char[] path = new char[lengthBelow(below)];
      int at = path.length - below.length();
      below.getChars(0, below.length(), path, at);
      for (Place place = this; place != null; place = place.above) {
        int end = at;
        if (path.length > 1 && !(place.above == null && place.length == 1)) {
          path[--end] = '/';
        }
        at = end - place.name.length();
        place.name.getChars(0, place.name.length(), path, at);
      }
      return new String(path);
    }

    String path() {
      return above == null ? name : above.pathBelow(name);
    }

    Inode inode() {
      return inode;
    }

    Mount mount() {
      return mount;
    }
  }

  private final MountTable mounts;
  private final Task task;
  private final Deque<Place> places = new ArrayDeque<>(8);
  private final Deque<String> parts = new ArrayDeque<>(8);
  private int links;

  PathWalk(MountTable mounts, Task task) {
    this.mounts = mounts;
    this.task = task;
  }

  /**
   * Walks.
   *
   * @param follow whether a symbolic link at the end is followed, too
   */
  Found find(String path, boolean follow) throws SysError {
    if (path.isEmpty()) {
      throw new SysError(Errno.ENOENT);
    }
    if (path.length() >= MAX_PATH) {
      throw new SysError(Errno.ENAMETOOLONG);
    }
    start(path);
    boolean slash = path.endsWith("/");
    String name = path.startsWith("/") ? "/" : ".";
    while (!parts.isEmpty()) {
      name = parts.pop();
      boolean last = parts.isEmpty();
      Directory here = directory();
      if (name.length() > MAX_NAME) {
        throw new SysError(Errno.ENAMETOOLONG);
      }
      Access.check(task, here, Access.EXECUTE);
      if (name.equals("..") && places.size() > 1) {
        places.pop();
      } else if (!name.equals(".") && !name.equals("..")) {
        Place next = enter(here, name);
        if (next == null) {
          if (!last) {
            throw new SysError(Errno.ENOENT);
          }
          Place parent = top();
          return new Found(parent.pathBelow(name), name, here, null, parent.mount(), slash);
        }
        String target = last && !follow && !slash ? null : next.inode().target(task);
        if (target == null) {
          places.push(next);
        } else {
          followLink(next, target);
        }
      }
    }
    return found(name, slash);
  }

  private Found found(String name, boolean slash) throws SysError {
    Place end = top();
    if (slash && !(end.inode() instanceof Directory)) {
      throw new SysError(Errno.ENOTDIR);
    }
    Place last = places.pop();
    Inode parent = places.isEmpty() ? last.inode() : top().inode();
    if (!(parent instanceof Directory directory)) {
      throw new SysError(Errno.ENOTDIR);
    }
    return new Found(end.path(), name, directory, end.inode(), end.mount(), slash);
  }

  private void start(String path) {
    Mount root = mounts.root();
    places.push(new Place("/", root.root(), root));
    if (!path.startsWith("/")) {
      prepend(task.directory());
      while (!parts.isEmpty()) {
        Place next = top().inode() instanceof Directory here ? enter(here, parts.pop()) : null;
        if (next == null) {
          // The working directory is gone: nothing can be found in it.
          places.push(new Place(task.directory(), mounts.nothing(), root));
          parts.clear();
        } else {
          places.push(next);
        }
      }
    }
    prepend(path);
  }

  private void followLink(Place link, String target) throws SysError {
    if (++links > MAX_LINKS) {
      throw new SysError(Errno.ELOOP);
    }
    Inode jump = link.inode().jump(task);
    if (jump != null) {
      places.push(new Place(target, jump, link.mount()));
      return;
    }
    if (target.startsWith("/")) {
      while (places.size() > 1) {
        places.pop();
      }
    }
    prepend(target);
  }

  /** What a name in a directory stands for; a file system that is mounted there hides it. */
  private @Nullable Place enter(Directory here, String name) {
    Inode inode = here.lookup(name);
    if (inode == null) {
      return null;
    }
    Place parent = top();
    Mount mounted = null;
    if (inode instanceof Directory && mounts.mayBeTarget(name, parent.lengthBelow(name))) {
      mounted = mounts.at(parent.pathBelow(name));
    }
    return mounted == null
        ? parent.below(name, inode, parent.mount())
        : parent.below(name, mounted.root(), mounted);
  }

  private Directory directory() throws SysError {
    if (top().inode() instanceof Directory here) {
      return here;
    }
    throw new SysError(Errno.ENOTDIR);
  }

  private Place top() {
    return places.getFirst();
  }

  private void prepend(String path) {
    int end = path.length();
    while (end > 0) {
      int slash = path.lastIndexOf('/', end - 1);
      if (slash + 1 < end) {
        parts.push(path.substring(slash + 1, end));
      }
      end = slash;
    }
  }
}
