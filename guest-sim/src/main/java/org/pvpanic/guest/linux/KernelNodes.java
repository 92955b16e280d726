package org.pvpanic.guest.linux;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.fs.Inode;

/**
 * The files that drivers add below /sys, /proc and /dev while they are there, by absolute path. The
 * folders on the way to a file exist as long as it does.
 */
public final class KernelNodes {

  private static final String BUS = "/sys/bus/";
  private static final String DRIVERS = "/drivers/";

  /** What else than devices is in the folder of a driver. */
  private static final Set<String> DRIVER_FILES = Set.of("bind", "unbind");

  private final Kernel kernel;
  private final NavigableMap<String, Inode> nodes = new TreeMap<>();

  /** Folders that nobody has looked at yet, and what puts their files there. */
  private final Map<String, Runnable> unseen = new HashMap<>(2);

  private long nextNumber = 50_000;

  KernelNodes(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * Adds a file whose content the kernel makes up.
   *
   * @param mode its permissions
   * @param show what is read, or null
   * @param store takes what is written, or null
   */
  public void file(
      String path, int mode, @Nullable Supplier<String> show, KernelFile.@Nullable Store store) {
    long now = kernel.realtimeNs();
    add(path, KernelFile.sys(mode, nextNumber++, now, show, store));
  }

  /** Adds a symbolic link. */
  public void link(String path, String target) {
    add(path, new KernelLink(nextNumber++, task -> target, null));
  }

  /** Adds a folder with nothing in it. */
  public void directory(String path) {
    add(path, new EmptyFolder(nextNumber++));
  }

  /**
   * Adds a folder whose files are made when somebody first looks at them, as kernfs makes its
   * inodes.
   *
   * @param fill adds the files
   */
  void folderOnDemand(String path, Runnable fill) {
    unseen.put(path, fill);
    directory(path);
  }

  /** Somebody looks at a path. */
  private void look(String path) {
    for (String folder : List.copyOf(unseen.keySet())) {
      if (path.startsWith(folder)) {
        nodes.remove(folder);
        Objects.requireNonNull(unseen.remove(folder)).run();
      }
    }
  }

  /**
   * Adds a file at an absolute path. What is named below /sys/bus goes where the device really is,
   * and a driver's folder gets a link there.
   */
  public void add(String path, Inode node) {
    String home = home(path);
    if (home == null) {
      nodes.put(path, node);
      return;
    }
    int end = path.indexOf('/', path.indexOf(home.substring(home.lastIndexOf('/'))) + 1);
    if (path.startsWith(DRIVERS, path.indexOf('/', BUS.length()))) {
      String link = end < 0 ? path : path.substring(0, end);
      nodes.putIfAbsent(
          link,
          new KernelLink(
              nextNumber++, task -> "../../../../" + home.substring("/sys/".length()), null));
    }
    if (end > 0) {
      nodes.put(home + path.substring(end), node);
    }
  }

  /** Takes away a file, or a folder with all that is in it. */
  public void remove(String path) {
    unseen.remove(path);
    String home = path.startsWith(BUS) ? home(path) : null;
    if (home != null && !nodes.containsKey(path)) {
      String name = home.substring(home.lastIndexOf('/'));
      remove(home + path.substring(path.indexOf(name) + name.length()));
      return;
    }
    nodes.remove(path);
    nodes.subMap(path + "/", path + "0").clear();
  }

  /** Where the device is that a path below /sys/bus names; null for other paths. */
  private @Nullable String home(String path) {
    if (!path.startsWith(BUS)) {
      return null;
    }
    String[] parts = path.substring(BUS.length()).split("/", 5);
    boolean driver = parts.length > 3 && parts[1].equals("drivers");
    String name =
        driver ? parts[3] : parts.length > 2 && parts[1].equals("devices") ? parts[2] : "";
    if (name.isEmpty() || (driver && DRIVER_FILES.contains(name))) {
      return null;
    }
    return switch (parts[0]) {
      case "pci" -> "/sys/devices/pci0000:00/" + name;
      case "platform" -> platformHome() + "/" + name;
      default -> null;
    };
  }

  /** Where platform devices of ACPI are: they are behind the ISA bridge. */
  public String platformHome() {
    return "/sys/devices/pci0000:00/0000:00:" + (isQ35() ? "1f" : "01") + ".0";
  }

  private boolean isQ35() {
    return kernel.hardware().contains("Q35");
  }

  /** The file at a path, or null. */
  public @Nullable Inode find(String path) {
    look(path);
    return nodes.get(path);
  }

  /** Whether the path is a folder on the way to a file. */
  public boolean isDirectory(String path) {
    look(path);
    return !nodes.subMap(path + "/", path + "0").isEmpty()
        || nodes.get(path) instanceof EmptyFolder;
  }

  /** What is in a folder; empty when there is no such folder. */
  public Set<String> names(String directory) {
    look(directory);
    String prefix = directory.equals("/") ? "/" : directory + "/";
    Set<String> names = new TreeSet<>();
    for (Map.Entry<String, Inode> entry : nodes.tailMap(prefix).entrySet()) {
      String path = entry.getKey();
      if (!path.startsWith(prefix)) {
        break;
      }
      int end = path.indexOf('/', prefix.length());
      names.add(path.substring(prefix.length(), end < 0 ? path.length() : end));
    }
    return names;
  }
}
