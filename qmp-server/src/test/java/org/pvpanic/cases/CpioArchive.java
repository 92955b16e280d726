package org.pvpanic.cases;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/**
 * Writes an archive as the kernel unpacks it for its first root file system: format {@code newc},
 * all numbers eight hexadecimal digits, names and contents padded to four bytes (the kernel's
 * Documentation/driver-api/early-userspace/buffer-format.rst). Everything belongs to root, and a
 * folder has to come before what is in it.
 */
final class CpioArchive {

  private static final String MAGIC = "070701";
  private static final String END = "TRAILER!!!";

  private static final int DIRECTORY = 0040000;
  private static final int CHARACTER_DEVICE = 0020000;
  private static final int FILE = 0100000;
  private static final int LINK = 0120000;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int inode;

  /** Adds a folder that all may read. */
  CpioArchive directory(String path) {
    return add(path, DIRECTORY | 0755, 0, 0, new byte[0]);
  }

  /** Adds a file with these permissions. */
  CpioArchive file(String path, int permissions, byte[] contents) {
    return add(path, FILE | permissions, 0, 0, contents);
  }

  /** Adds a symbolic link. */
  CpioArchive link(String path, String target) {
    return add(path, LINK | 0777, 0, 0, target.getBytes(UTF_8));
  }

  /** Adds a character device of root's. */
  CpioArchive device(String path, int major, int minor) {
    return add(path, CHARACTER_DEVICE | 0600, major, minor, new byte[0]);
  }

  /** The archive, with its end. */
  byte[] finish() {
    inode = -1; // the end is numbered 0
    add(END, 0, 0, 0, new byte[0]);
    return out.toByteArray();
  }

  private CpioArchive add(String path, int mode, int major, int minor, byte[] contents) {
    byte[] name = (path + "\0").getBytes(UTF_8);
    out.writeBytes(MAGIC.getBytes(US_ASCII));
    number(++inode);
    number(mode);
    number(0); // user
    number(0); // group
    number(1); // links
    number(0); // time of change
    number(contents.length);
    number(0); // device that it lies on
    number(0);
    number(major);
    number(minor);
    number(name.length);
    number(0); // no checksum
    out.writeBytes(name);
    pad();
    out.writeBytes(contents);
    pad();
    return this;
  }

  private void number(int value) {
    out.writeBytes(String.format(Locale.ROOT, "%08X", value).getBytes(US_ASCII));
  }

  private void pad() {
    while (out.size() % 4 != 0) {
      out.write(0);
    }
  }
}
