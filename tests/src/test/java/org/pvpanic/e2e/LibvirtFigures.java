package org.pvpanic.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pvpanic.testkit.LibvirtEvents;
import org.pvpanic.testkit.LibvirtSession;
import org.pvpanic.testkit.RequiresTools;

/**
 * What libvirt's operations take with QEMU and with our emulator, in one run. Not part of the
 * build:
 *
 * <pre>{@code mvn -B package -Dtest=LibvirtFigures -Dsurefire.failIfNoSpecifiedTests=false}</pre>
 */
@RequiresTools({"libvirtd", "virsh", "tini", "setsid", "setpriv", "qemu-system-x86_64"})
class LibvirtFigures {
  private static final int ROUNDS = Integer.getInteger("pvpanic.figures.rounds", 11);
  private static final Path DIST =
      Path.of(System.getProperty("pvpanic.dist", "../qmp-server/target/dist"));

  @Test
  void print() throws IOException {
    print("QEMU", null);
    if (Files.isDirectory(DIST)) {
      print("pvpanic", DIST);
    }
  }

  private static void print(String name, @Nullable Path dist) throws IOException {
    List<Double> session = new ArrayList<>();
    List<Double> probe = new ArrayList<>();
    List<Double> close = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      long begin = System.nanoTime();
      LibvirtSession libvirt = LibvirtSession.start(dist);
      try (libvirt) {
        session.add(millisSince(begin));
        begin = System.nanoTime();
        libvirt.define(libvirt.domain("d1"));
        probe.add(millisSince(begin));
        if (i == 2) {
          operations(name, libvirt);
        }
        begin = System.nanoTime();
      }
      close.add(millisSince(begin));
    }
    report(name, "session start", session);
    report(name, "first define, with the probe", probe);
    report(name, "session close", close);
  }

  private static void operations(String name, LibvirtSession libvirt) {
    LibvirtEvents events = libvirt.events("d1");
    List<Double> start = new ArrayList<>();
    List<Double> panic = new ArrayList<>();
    List<Double> destroy = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      long begin = System.nanoTime();
      libvirt.virsh("start", "d1");
      start.add(millisSince(begin));
      begin = System.nanoTime();
      libvirt.virsh("destroy", "d1");
      destroy.add(millisSince(begin));
      libvirt.virsh("start", "d1");
      begin = System.nanoTime();
      libvirt.hmp("d1", "o /b 0x505 1");
      events.await("lifecycle Stopped Crashed");
      panic.add(millisSince(begin));
    }
    report(name, "virsh start to running", start);
    report(name, "virsh destroy", destroy);
    report(name, "panic by HMP to Stopped Crashed", panic);
  }

  private static double millisSince(long begin) {
    return (System.nanoTime() - begin) / 1e6;
  }

  private static void report(String name, String what, List<Double> millis) {
    double[] sorted = millis.stream().mapToDouble(m -> m).sorted().toArray();
    System.out.printf(
        "%-8s %-34s median %5.0f ms, least %5.0f, most %5.0f (%d)%n",
        name,
        what,
        sorted[sorted.length / 2],
        sorted[0],
        Arrays.stream(sorted).max().orElseThrow(),
        sorted.length);
  }
}
