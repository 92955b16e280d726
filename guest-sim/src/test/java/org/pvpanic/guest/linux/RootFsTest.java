package org.pvpanic.guest.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pvpanic.guest.linux.KernelBench.failure;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.OpenFlags;
import org.pvpanic.guest.linux.fs.Stat;

/** Files and directories: what the system calls of open(2), rename(2) and the like promise. */
final class RootFsTest {

  private static final int USER = 1000;

  private final KernelBench bench = KernelBench.debian();
  private final RootFs files = bench.files();
  private final Task root = bench.init();

  @Test
  void theImageIsThereAndChangesAreTheMachinesOwn() throws SysError {
    assertTrue(bench.read("/etc/os-release").contains("PRETTY_NAME=\"Debian GNU/Linux 12"));
    assertNull(bench.write("/etc/hostname", "other\n"));
    assertEquals("other\n", bench.read("/etc/hostname"));
    assertEquals("debian\n", KernelBench.debian().read("/etc/hostname"));
    files.unlink(root, "/etc/hosts");
    assertFalse(files.list(root, "/etc").contains("hosts"));
    assertEquals(Errno.ENOENT, failure(() -> files.stat(root, "/etc/hosts")));
    assertTrue(KernelBench.debian().files().list(root, "/etc").contains("hosts"));
  }

  @Test
  void appendingTruncatingAndSeeking() throws SysError {
    bench.write("/tmp/f", "one\n");
    bench.write(root, "/tmp/f", "two\n", OpenFlags.WRITE | OpenFlags.APPEND);
    assertEquals("one\ntwo\n", bench.read("/tmp/f"));
    OpenFile file = files.open(root, "/tmp/f", OpenFlags.READ_WRITE);
    assertEquals(8, file.seek(0, OpenFile.Seek.END));
    assertEquals(4, file.seek(-4, OpenFile.Seek.CURRENT));
    file.write(root, "TWO".getBytes(StandardCharsets.UTF_8), e -> {});
    bench.settle();
    assertEquals("one\nTWO\n", bench.read("/tmp/f"));
    files.truncate(root, "/tmp/f", 2);
    files.truncate(root, "/tmp/f", 4);
    assertEquals("on\0\0", bench.read("/tmp/f"));
    assertEquals(4, files.stat(root, "/tmp/f").size());
    bench.write("/tmp/f", "");
    assertEquals(0, files.stat(root, "/tmp/f").size());
  }

  @Test
  void aNameThatIsTakenOrMissingOrOfTheWrongKind() throws SysError {
    files.mkdir(root, "/tmp/d", 0755);
    bench.write("/tmp/f", "x");
    assertEquals(Errno.EEXIST, failure(() -> files.mkdir(root, "/tmp/d", 0755)));
    assertEquals(Errno.EISDIR, bench.write("/tmp/d", "x"));
    assertEquals(Errno.ENOENT, bench.write("/nowhere/f", "x"));
    assertEquals(Errno.ENOTDIR, bench.write("/tmp/f/g", "x"));
    assertEquals(Errno.EISDIR, bench.write("/tmp/new/", "x"));
    assertEquals(Errno.EISDIR, failure(() -> files.unlink(root, "/tmp/d")));
    assertEquals(Errno.ENOTDIR, failure(() -> files.rmdir(root, "/tmp/f")));
    bench.write("/tmp/d/inside", "x");
    assertEquals(Errno.ENOTEMPTY, failure(() -> files.rmdir(root, "/tmp/d")));
    assertEquals(Errno.EINVAL, failure(() -> files.rmdir(root, "/tmp/d/.")));
    assertEquals(Errno.EBUSY, failure(() -> files.rmdir(root, "/proc")));
    assertEquals(Errno.ENOENT, failure(() -> files.stat(root, "")));
    assertEquals(Errno.ENAMETOOLONG, failure(() -> files.stat(root, "/" + "n".repeat(256))));
    int exclusive = OpenFlags.WRITE | OpenFlags.CREATE | OpenFlags.EXCLUSIVE;
    assertEquals(Errno.EEXIST, bench.write(root, "/tmp/f", "x", exclusive));
  }

  @Test
  void linksCountAndLead() throws SysError {
    bench.write("/tmp/f", "content");
    files.link(root, "/tmp/f", "/tmp/g");
    files.symlink(root, "f", "/tmp/s");
    assertEquals(2, files.stat(root, "/tmp/f").links());
    assertEquals("content", bench.read("/tmp/s"));
    assertEquals("f", files.readlink(root, "/tmp/s"));
    assertTrue(files.lstat(root, "/tmp/s").isSymlink());
    assertEquals("/usr/bin/ls", files.canonical(root, "/bin/../bin/./ls"));
    files.symlink(root, "loop", "/tmp/loop");
    assertEquals(Errno.ELOOP, failure(() -> files.stat(root, "/tmp/loop")));
    files.symlink(root, "made", "/tmp/dangling");
    assertNull(bench.write("/tmp/dangling", "x"));
    assertEquals("x", bench.read("/tmp/made"));
    files.mkdir(root, "/tmp/d", 0755);
    int before = files.stat(root, "/tmp").links();
    files.mkdir(root, "/tmp/d/e", 0755);
    assertEquals(3, files.stat(root, "/tmp/d").links());
    assertEquals(before, files.stat(root, "/tmp").links());
  }

  @Test
  void renameReplacesAndRefuses() throws SysError {
    bench.write("/tmp/a", "a");
    bench.write("/tmp/b", "b");
    files.rename(root, "/tmp/a", "/tmp/b");
    assertEquals("a", bench.read("/tmp/b"));
    assertEquals(Errno.ENOENT, failure(() -> files.stat(root, "/tmp/a")));
    files.mkdir(root, "/tmp/d", 0755);
    assertEquals(Errno.EISDIR, failure(() -> files.rename(root, "/tmp/b", "/tmp/d")));
    assertEquals(Errno.ENOTDIR, failure(() -> files.rename(root, "/tmp/d", "/tmp/b")));
    assertEquals(Errno.EINVAL, failure(() -> files.rename(root, "/tmp/d", "/tmp/d/e")));
    assertEquals(Errno.EXDEV, failure(() -> files.rename(root, "/tmp/b", "/run/b")));
    int links = files.stat(root, "/tmp").links();
    files.rename(root, "/tmp/d", "/tmp/e");
    assertEquals(links, files.stat(root, "/tmp").links());
    assertTrue(files.stat(root, "/tmp/e").isDirectory());
  }

  @Test
  void permissionsHoldForUsersAndNotForRoot() throws SysError {
    Task user = bench.child(USER);
    bench.write("/tmp/secret", "x");
    files.chmod(root, "/tmp/secret", 0600);
    assertEquals(Errno.EACCES, failure(() -> files.open(user, "/tmp/secret", OpenFlags.READ)));
    assertEquals(Errno.EACCES, failure(() -> files.mkdir(user, "/etc/x", 0755)));
    assertEquals(Errno.EACCES, failure(() -> files.list(user, "/root")));
    assertEquals(Errno.EPERM, failure(() -> files.chmod(user, "/tmp/secret", 0666)));
    assertEquals(Errno.EPERM, failure(() -> files.unlink(user, "/tmp/secret")), "sticky /tmp");
    int create = OpenFlags.WRITE | OpenFlags.CREATE;
    user.setUmask(077);
    assertNull(bench.write(user, "/tmp/own", "x", create));
    Stat own = files.stat(user, "/tmp/own");
    assertEquals(0600, own.permissions());
    assertEquals(USER, own.uid());
    assertEquals("-rw-------", own.modeText());
    assertEquals(Errno.EPERM, failure(() -> files.chown(user, "/tmp/own", 0, 0, true)));
    files.unlink(user, "/tmp/own");
    assertFalse(files.access(root, "/etc/passwd", 1), "nobody may run it");
    assertTrue(files.access(user, "/usr/bin/true", 1));
  }

  @Test
  void mountsHideWhatIsBelowAndObeyTheirOptions() throws SysError {
    bench.write("/mnt/below", "x");
    files.mount(root, "t", "/mnt", "tmpfs", "size=8k");
    assertEquals(List.of(), files.list(root, "/mnt"));
    assertNull(bench.write("/mnt/f", "y".repeat(8192)));
    assertEquals(Errno.ENOSPC, bench.write("/mnt/g", "y"));
    assertEquals(0, files.statfs(root, "/mnt").freeBlocks());
    files.unlink(root, "/mnt/f");
    assertNull(bench.write("/mnt/g", "y"));
    assertTrue(
        bench.read("/proc/mounts").endsWith("t /mnt tmpfs rw,relatime,size=8k,inode64 0 0\n"));
    files.mount(root, "", "/mnt", "", "remount,ro");
    assertEquals(Errno.EROFS, bench.write("/mnt/g", "z"));
    assertEquals(Errno.EROFS, failure(() -> files.mkdir(root, "/mnt/d", 0755)));
    root.setDirectory("/mnt");
    assertEquals(Errno.EBUSY, failure(() -> files.unmount(root, "/mnt")));
    root.setDirectory("/");
    files.unmount(root, "/mnt");
    assertEquals("x", bench.read("/mnt/below"));
    assertEquals(Errno.EINVAL, failure(() -> files.unmount(root, "/mnt")));
    assertEquals(Errno.ENODEV, failure(() -> files.mount(root, "x", "/mnt", "nofs", "")));
    assertEquals(Errno.ENOENT, failure(() -> files.mount(root, "x", "/nomnt", "tmpfs", "")));
    Task user = bench.child(USER);
    assertEquals(Errno.EPERM, failure(() -> files.mount(user, "t", "/mnt", "tmpfs", "")));
  }

  /** Recorded in sendkey-sysrq-c: {@code mount: mounting d on /dev failed: ... busy}. */
  @Test
  void aFileSystemOfWhichThereIsOneIsNotMountedTwiceAtAPlace() {
    KernelBench recorded = KernelBench.initramfs();
    assertEquals(
        Errno.EBUSY,
        failure(() -> recorded.files().mount(recorded.init(), "d", "/dev", "devtmpfs", "")));
  }

  @Test
  void zerosAreCheapAndEverythingElseHasALimit() throws SysError {
    byte[] zeros = new byte[1 << 20];
    OpenFile file = files.open(root, "/tmp/zeros", OpenFlags.WRITE | OpenFlags.CREATE);
    for (int i = 0; i < 64; i++) {
      file.write(root, zeros, e -> assertNull(e));
    }
    bench.settle();
    assertEquals(64L << 20, files.stat(root, "/tmp/zeros").size());
    assertEquals(128L << 10, files.stat(root, "/tmp/zeros").blocks());
    assertEquals(Errno.ENOSPC, bench.write("/tmp/text", "x".repeat(9 << 20)));
    files.unlink(root, "/tmp/text");
    assertNull(bench.write("/tmp/text", "x".repeat(4 << 20)));
  }

  /** Recorded in oom-nopanic: dd fills a tmpfs of 100% of memory and is killed. */
  @Test
  void whoFillsTheMemoryIsKilledBeforeTheFileSystemIsFull() throws SysError {
    files.mount(root, "t", "/mnt", "tmpfs", "size=100%");
    Task eater = bench.child(0);
    OpenFile file = files.open(eater, "/mnt/x", OpenFlags.WRITE | OpenFlags.CREATE);
    byte[] zeros = new byte[1 << 20];
    for (int i = 0; i < 512 && eater.isAlive(); i++) {
      eater.then(() -> file.write(eater, zeros, e -> {}));
      bench.settle();
    }
    assertFalse(eater.isAlive());
    assertTrue(files.stat(root, "/mnt/x").size() > 300L << 20);
    assertTrue(files.statfs(root, "/mnt").freeBlocks() > 0);
  }

  @Test
  void timesFollowTheGuestsClock() throws SysError {
    bench.kernel().time().set(1_500_000_000_000_000_000L);
    bench.write("/tmp/f", "x");
    long written = files.stat(root, "/tmp/f").modifiedNs();
    assertEquals(1_500_000_000L, written / 1_000_000_000L);
    files.setTimes(root, "/tmp/f", 1, 2);
    assertEquals(2, files.stat(root, "/tmp/f").modifiedNs());
    assertEquals(1, files.stat(root, "/tmp/f").accessedNs());
  }

  @Test
  void devicesGoByTheirNumbers() throws SysError {
    files.mknod(root, "/tmp/null", Mode.CHARACTER | 0666, 1, 3);
    assertNull(bench.write("/tmp/null", "x"));
    assertEquals("", bench.read("/tmp/null"));
    assertEquals(Errno.ENOSPC, bench.write("/dev/full", "x"));
    files.mknod(root, "/tmp/none", Mode.CHARACTER | 0666, 99, 0);
    assertEquals(Errno.ENXIO, failure(() -> files.open(root, "/tmp/none", OpenFlags.READ)));
    assertEquals(Errno.EPERM, failure(() -> files.open(root, "/dev/mem", OpenFlags.READ)));
    OpenFile random = files.open(root, "/dev/urandom", OpenFlags.READ);
    int[] length = new int[1];
    random.read(root, 17, bytes -> length[0] = bytes.length, e -> {});
    bench.settle();
    assertEquals(17, length[0]);
    assertEquals("crw-rw-rw-", files.stat(root, "/dev/zero").modeText());
  }

  @Test
  void theInitramfsHoldsWhatTheRecordedCasesUse() throws SysError {
    KernelBench recorded = KernelBench.initramfs();
    Task init = recorded.init();
    assertTrue(recorded.files().list(init, "/mod").contains("lkcrash.ko"));
    assertTrue(recorded.files().stat(init, "/boot/vmlinuz").size() > 1 << 20);
    assertEquals("busybox", recorded.files().readlink(init, "/bin/sh"));
    assertEquals("#!/bin/sh\necho hello\n", recorded.read("/init"));
    assertEquals(
        Errno.ENOENT, failure(() -> recorded.files().list(init, "/dev/input")), "no evdev yet");
    assertTrue(
        recorded.files().list(init, "/dev").containsAll(List.of("null", "ttyS0", "console")));
  }
}
