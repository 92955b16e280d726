package org.pvpanic.guest.linux.fs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.InitialRamdisk;
import org.pvpanic.guest.linux.ModuleFiles;

/**
 * What is on a disk, or in an initramfs, before the system starts: a resource of text that is read
 * once and shared by all machines. A line of it is
 *
 * <pre>
 * d MODE PATH                 a directory
 * f MODE PATH [SIZE]          a regular file; lines that begin with | follow with its content
 * l PATH TARGET               a symbolic link
 * c MODE MAJOR MINOR PATH     a character device; b is a block device
 * x FOLDER NAME...            programs
 * s FOLDER TARGET NAME...     symbolic links that all lead to one target
 * z MODE PATH SIZE            a kernel that can be loaded
 * i MODE PATH SIZE            an initial RAM disk; its init is in the lines that follow with |
 * t SECONDS                   when what follows was last changed, since 1970
 * o UID GID                   whose is what follows; root's at first
 * m SOURCE TARGET TYPE OPTIONS   is mounted when the system starts
 * </pre>
 *
 * <p>Folders come before what is in them.
 */
public final class RootImage {

  /** CentOS 7.3. */
  public static final RootImage CENTOS_7 = new RootImage("centos7.root");

  /** CentOS 7.9. */
  public static final RootImage CENTOS_7_9 = new RootImage("centos7.9.root");

  /** Debian 12. */
  public static final RootImage DEBIAN_12 = new RootImage("debian12.root");

  /** Debian 12 with the kernel for any machine. */
  public static final RootImage DEBIAN_12_AMD64 = new RootImage("debian12.root", "-cloud");

  /** The initramfs of that kernel. */
  public static final RootImage DEBIAN_12_AMD64_INITRAMFS =
      new RootImage("initramfs.root", "-cloud");

  /** An initramfs with busybox and some modules. */
  public static final RootImage INITRAMFS = new RootImage("initramfs.root");

  /** The initramfs of CentOS 7.3, which has modules of its kernel. */
  public static final RootImage CENTOS_7_INITRAMFS = new RootImage("initramfs.root");

  /** The initramfs of CentOS 7.9. */
  public static final RootImage CENTOS_7_9_INITRAMFS = new RootImage("initramfs.root");

  /** What devtmpfs holds before drivers add to it. */
  public static final RootImage DEVICES = new RootImage("dev.root");

  /** The same with what udev adds. */
  public static final RootImage DEVICES_AND_LINKS = new RootImage("dev-udev.root");

  /** What a program begins with; its name follows. */
  private static final String ELF = "\177ELF\2\1\1\0\0\0\0\0\0\0\0\0program ";

  private static final int SMALLEST_PROGRAM = 14_000;

  private final String resource;

  /** What the names of its kernel have not. */
  private final String without;

  private @Nullable ImageNode top;
  private @Nullable List<Mount.Facts> mounts;

  private RootImage(String resource) {
    this(resource, "");
  }

  private RootImage(String resource, String without) {
    this.resource = resource;
    this.without = without;
  }

  /** The image of an installed system with that kernel. */
  public static RootImage ofRelease(String release) {
    if (release.startsWith("3.10.0-1160.")) {
      return CENTOS_7_9;
    }
    if (release.startsWith("3.10.")) {
      return CENTOS_7;
    }
    return release.contains("-cloud-") ? DEBIAN_12 : DEBIAN_12_AMD64;
  }

  /** The initramfs for that kernel. */
  public static RootImage initramfsOf(String release) {
    if (release.startsWith("3.10.0-1160.")) {
      return CENTOS_7_9_INITRAMFS;
    }
    if (release.startsWith("3.10.")) {
      return CENTOS_7_INITRAMFS;
    }
    return release.contains("-cloud-") ? INITRAMFS : DEBIAN_12_AMD64_INITRAMFS;
  }

  /**
   * The program that a file with this content is: {@code kernel.programs()} knows it by the name.
   *
   * @return null when it is no program
   */
  public static @Nullable String programName(String content) {
    if (!content.startsWith(ELF)) {
      return null;
    }
    int end = content.indexOf('\n', ELF.length());
    return end < 0 ? null : content.substring(ELF.length(), end);
  }

  /**
   * Mounts it for one machine.
   *
   * @param device its number in stat(2)
   * @param pages its size in units of 4096 bytes
   * @param more files by path that the text does not list; the same whenever it is mounted
   */
  public MemoryFs mount(
      LongSupplier clock,
      long device,
      MemoryBudget budget,
      long pages,
      Supplier<SortedMap<String, byte[]>> more) {
    return new MemoryFs(clock, device, budget, top(more), pages);
  }

  /** Its files. */
  private synchronized ImageNode top(Supplier<SortedMap<String, byte[]>> more) {
    ImageNode known = top;
    if (known == null) {
      Reader reader = new Reader();
      reader.read(load());
      more.get().forEach(reader::file);
      known = reader.top;
      top = known;
    }
    return known;
  }

  /** What is mounted when the system starts. */
  public synchronized List<Mount.Facts> mounts() {
    List<Mount.Facts> known = mounts;
    if (known == null) {
      known = new ArrayList<>();
      for (String line : load().split("\n")) {
        if (line.startsWith("m ")) {
          String[] words = line.split(" +");
          known.add(new Mount.Facts(words[1], words[2], words[3], words[4]));
        }
      }
      mounts = known;
    }
    return known;
  }

  private String load() {
    try (InputStream in = RootImage.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + resource);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return without.isEmpty() ? text : text.replace(without + "-amd64", "-amd64");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the text. */
  private static final class Reader {
    private final ImageNode top = ImageNode.top(Mode.DIRECTORY | 0755, 0);
    private final StringBuilder content = new StringBuilder();
    private String[] file = {};
    private long timeNs;
    private long number = 2;
    private int uid;
    private int gid;

    void read(String text) {
      for (String line : text.split("\n")) {
        if (line.startsWith("|")) {
          content.append(line, 1, line.length()).append('\n');
        } else {
          endFile();
          if (!line.isEmpty() && line.charAt(0) != '#') {
            declare(line.split(" +"));
          }
        }
      }
      endFile();
    }

    private void declare(String[] words) {
      switch (words[0]) {
        case "d" -> add(words[2], Mode.DIRECTORY | octal(words[1]), "", 0, 0);
        case "f", "i" -> file = words;
        case "l" -> add(words[1], Mode.SYMLINK | 0777, words[2], 0, 0);
        case "c" -> device(Mode.CHARACTER, words);
        case "b" -> device(Mode.BLOCK, words);
        case "o" -> {
          uid = Integer.parseInt(words[1]);
          gid = Integer.parseInt(words[2]);
        }
        case "t" -> timeNs = Long.parseLong(words[1]) * 1_000_000_000L;
        case "m" -> {}
        case "s" -> {
          for (int i = 3; i < words.length; i++) {
            add(words[1] + "/" + words[i], Mode.SYMLINK | 0777, words[2], 0, 0);
          }
        }
        case "x" -> {
          for (int i = 2; i < words.length; i++) {
            int size = SMALLEST_PROGRAM + (words[i].hashCode() & 0xfff8);
            String text = ELF + words[i] + "\n";
            add(words[1] + "/" + words[i], Mode.REGULAR | 0755, text, 0, size);
          }
        }
        case "z" ->
            add(
                words[2],
                Mode.REGULAR | octal(words[1]),
                ModuleFiles.kernelImage(),
                0,
                Long.parseLong(words[3]));
        default -> throw new IllegalStateException("image has a line " + words[0]);
      }
    }

    private void endFile() {
      if (file.length > 0) {
        long size = file.length > 3 ? Long.parseLong(file[3]) : 0;
        String text = content.toString();
        String bytes = file[0].equals("i") ? InitialRamdisk.withInit(text) : text;
        add(file[2], Mode.REGULAR | octal(file[1]), bytes, 0, size);
        file = new String[0];
        content.setLength(0);
      }
    }

    private void device(int kind, String[] words) {
      int rdev = Integer.parseInt(words[2]) << 8 | Integer.parseInt(words[3]);
      add(words[4], kind | octal(words[1]), "", rdev, 0);
    }

    private static int octal(String digits) {
      return Integer.parseInt(digits, 8);
    }

    /** A file that the text does not list, in folders that are made for it. */
    void file(String path, byte[] content) {
      put(path, ImageNode.ofBytes(number++, Mode.REGULAR | 0644, timeNs, content), true);
    }

    private void add(String path, int mode, String text, int rdev, long size) {
      put(path, ImageNode.of(number++, mode, uid, gid, timeNs, text, rdev, size), false);
    }

    private void put(String path, ImageNode node, boolean makesFolders) {
      ImageNode parent = top;
      int from = 1;
      int slash = path.indexOf('/', from);
      while (slash > 0) {
        String name = path.substring(from, slash);
        ImageNode next = parent.children().get(name);
        if (next == null && !makesFolders) {
          throw new IllegalStateException("image has no folder for " + path);
        }
        if (next == null) {
          next = ImageNode.of(number++, Mode.DIRECTORY | 0755, 0, 0, timeNs, "", 0, 0);
          parent.put(name, next);
        }
        parent = Mode.isSymlink(next.mode()) ? linked(next.text()) : next;
        from = slash + 1;
        slash = path.indexOf('/', from);
      }
      parent.put(path.substring(from), node);
    }

    /** Links between folders of an image lead from its top, as {@code /bin} to {@code usr/bin}. */
    private ImageNode linked(String target) {
      ImageNode at = top;
      for (String name : target.split("/")) {
        ImageNode next = at.children().get(name);
        if (next == null) {
          throw new IllegalStateException("image has a link to " + target);
        }
        at = next;
      }
      return at;
    }
  }
}
