package org.pvpanic.guest.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pvpanic.guest.Guests;
import org.pvpanic.guest.linux.fs.RootImage;
import org.pvpanic.guest.linux.fs.Stat;

/** The programs that an image lists are those that the system has. */
final class RootImageTest {

  private static final List<String> FOLDERS = List.of("/bin", "/sbin", "/usr/bin", "/usr/sbin");

  @ParameterizedTest
  @CsvSource({
    "centos7, INSTALLED",
    "centos7.9, INSTALLED",
    "debian12, INSTALLED",
    "debian12, INITRAMFS"
  })
  void everyProgramOnTheDiskCanBeRun(String profile, RootKind kind) throws SysError {
    LinuxGuest guest = (LinuxGuest) Guests.byProfile(profile);
    KernelBench bench = KernelBench.of(guest.profile(), kind);
    Programs programs = guest.userSpace().programs(bench.kernel());
    TreeSet<String> missing = new TreeSet<>();
    for (String folder : FOLDERS) {
      for (String name : bench.files().list(bench.init(), folder)) {
        String path = folder + "/" + name;
        Stat stat = bench.files().stat(bench.init(), path);
        byte[] head = bench.files().inode(bench.init(), path, true).head(256);
        String program =
            stat.isRegular()
                ? RootImage.programName(new String(head, StandardCharsets.UTF_8))
                : null;
        assertNotNull(program, path);
        String called = program.equals("busybox") ? name : program;
        if (!called.equals("busybox") && programs.find(called) == null) {
          missing.add(path);
        }
      }
    }
    assertEquals(new TreeSet<>(), missing);
  }
}
