package org.pvpanic.testkit;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one directory in which a session keeps everything, and the environment that makes libvirt
 * keep to it. Names are short, because the path of a Unix socket ends at 107 bytes and libvirt adds
 * 65 of its own.
 */
record SessionDir(Path root, Account account) implements Closeable {
  private static final int LONGEST_ROOT = 40;
  private static final List<String> FOLDERS =
      List.of("home", "run", "conf", "conf/libvirt", "cache", "data", "dump", "log", "tmp");

  static SessionDir create(Account account) throws IOException {
    Path root = Files.createTempDirectory("pv");
    SessionDir dir = new SessionDir(root, account);
    if (root.toString().length() > LONGEST_ROOT) {
      Files.delete(root);
      throw new IOException(
          root + " is too long for the sockets of libvirt: shorten java.io.tmpdir");
    }
    for (String folder : FOLDERS) {
      Files.createDirectory(root.resolve(folder));
    }
    // libvirt refuses a runtime directory that others may enter; createTempDirectory made the root
    // the same way.
    Files.setPosixFilePermissions(root.resolve("run"), Files.getPosixFilePermissions(root));
    dir.write(
        "conf/libvirt/qemu.conf",
        """
        security_driver = "none"
        namespaces = []
        cgroup_controllers = []
        auto_dump_path = "%s"
        """
            .formatted(root.resolve("dump")));
    dir.write(
        "conf/libvirt/libvirtd.conf",
        """
        log_filters = "4:util.object 4:util.json 4:util.event 1:qemu 1:libvirt 1:conf 1:util.hook 3:util"
        log_outputs = "1:file:%s"
        """
            .formatted(dir.daemonLog()));
    account.own(root);
    return dir;
  }

  /**
   * What libvirt's programs see of the world. The emulator is given PATH, HOME and little else, so
   * the JDK that runs the tests comes first in PATH: it also runs an emulator that is written in
   * Java.
   */
  Map<String, String> environment() {
    String path =
        Path.of(System.getProperty("java.home"), "bin")
            + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    return Map.of(
        "PATH", path,
        "LC_ALL", "C",
        "HOME", root.resolve("home").toString(),
        "XDG_RUNTIME_DIR", root.resolve("run").toString(),
        "XDG_CONFIG_HOME", root.resolve("conf").toString(),
        "XDG_CACHE_HOME", root.resolve("cache").toString(),
        "XDG_DATA_HOME", root.resolve("data").toString(),
        "LIBVIRT_DEFAULT_URI", "qemu:///session",
        // A daemon that virsh started would not be below the subreaper.
        "LIBVIRT_AUTOSTART", "0");
  }

  Path daemonLog() {
    return root.resolve("log/libvirtd.log");
  }

  Path daemonOutput() {
    return root.resolve("log/libvirtd.out");
  }

  Path daemonSocket() {
    return root.resolve("run/libvirt/libvirt-sock");
  }

  Path daemonPid() {
    return root.resolve("run/libvirt/libvirtd.pid");
  }

  Path domainPid(String domain) {
    return root.resolve("run/libvirt/qemu/run/" + domain + ".pid");
  }

  Path domainLogs() {
    return root.resolve("cache/libvirt/qemu/log");
  }

  Path serialLog(String domain) {
    return root.resolve("log/" + domain + ".serial");
  }

  /** Writes a file that the session's account owns. */
  Path write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.writeString(file, text);
    account.own(file);
    return file;
  }

  /**
   * Copies a directory into this one, owned by the session's account, who may not be able to read
   * the original.
   */
  Path copy(Path from, String name) throws IOException {
    Path to = root.resolve(name);
    CopyOption[] options = {StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS};
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Files.copy(path, to.resolve(from.relativize(path)), options);
      }
    }
    account.own(to);
    return to;
  }

  /** The process whose number is in a file; empty if there is no file or no process. */
  static Optional<ProcessHandle> process(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()));
  }

  /** Removes the directory, if the subreaper has not done so. */
  @Override
  public void close() throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      paths.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }
}
