package org.pvpanic.guest.linux.fs;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file as an image has it, shared by all machines. It does not change once its image is complete.
 */
public final class ImageNode {

  private final long number;
  private final int mode;
  private final int uid;
  private final int gid;
  private final long timeNs;
  private final String text;
  private final int rdev;
  private final long size;
  private byte @Nullable [] bytes;
  private @Nullable Map<String, ImageNode> children;

  private ImageNode(
      long number, int mode, int uid, int gid, long timeNs, String text, int rdev, long size) {
    this.number = number;
    this.mode = mode;
    this.uid = uid;
    this.gid = gid;
    this.timeNs = timeNs;
    this.text = text;
    this.rdev = rdev;
    this.size = size;
  }

  /** The top of a file system. */
  static ImageNode top(int mode, long timeNs) {
    return new ImageNode(1, mode, 0, 0, timeNs, "", 0, 0);
  }

  /** A node that a machine made. */
  static ImageNode made(
      long number, int mode, int uid, int gid, long timeNs, String target, int rdev) {
    return new ImageNode(
        number, mode, uid, gid, timeNs, target, rdev, Mode.isSymlink(mode) ? utf8(target) : 0);
  }

  /**
   * A node of an image.
   *
   * @param text the content of a regular file, or where a symbolic link leads
   * @param size how large a regular file is said to be; less than the text counts as its length
   */
  static ImageNode of(
      long number, int mode, int uid, int gid, long timeNs, String text, int rdev, long size) {
    boolean hasText = Mode.isRegular(mode) || Mode.isSymlink(mode);
    return new ImageNode(
        number, mode, uid, gid, timeNs, text, rdev, hasText ? Math.max(size, utf8(text)) : 0);
  }

  /** A regular file of an image with any content. */
  static ImageNode ofBytes(long number, int mode, long timeNs, byte[] content) {
    ImageNode node = new ImageNode(number, mode, 0, 0, timeNs, "", 0, content.length);
    node.bytes = content;
    return node;
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  void put(String name, ImageNode child) {
    Map<String, ImageNode> known = children;
    if (known == null) {
      known = new TreeMap<>();
      children = known;
    }
    known.put(name, child);
  }

  Map<String, ImageNode> children() {
    Map<String, ImageNode> known = children;
    return known == null ? Collections.emptyMap() : known;
  }

  long number() {
    return number;
  }

  int mode() {
    return mode;
  }

  int uid() {
    return uid;
  }

  int gid() {
    return gid;
  }

  long timeNs() {
    return timeNs;
  }

  String text() {
    return text;
  }

  /** The content of a regular file: what is missing to its size is zeros. */
  byte[] content() {
    byte[] known = bytes;
    return known == null ? text.getBytes(StandardCharsets.UTF_8) : known;
  }

  int rdev() {
    return rdev;
  }

  long size() {
    return size;
  }

  int links() {
    int links = Mode.isDirectory(mode) ? 2 : 1;
    for (ImageNode child : children().values()) {
      links += Mode.isDirectory(child.mode) ? 1 : 0;
    }
    return links;
  }

  long pagesBelow() {
    long pages = Mode.isRegular(mode) ? (size + Content.PAGE - 1) / Content.PAGE : 0;
    for (ImageNode child : children().values()) {
      pages += child.pagesBelow();
    }
    return pages;
  }

  long nodesBelow() {
    long nodes = 1;
    for (ImageNode child : children().values()) {
      nodes += child.nodesBelow();
    }
    return nodes;
  }

  long nextNumber() {
    long next = number + 1;
    for (ImageNode child : children().values()) {
      next = Math.max(next, child.nextNumber());
    }
    return next;
  }
}
