package org.pvpanic.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.pvpanic.testkit.LibvirtEvents;
import org.pvpanic.testkit.LibvirtSession;

/** What libvirt's operations take with our emulator and with real QEMU. */
final class LibvirtBench {

  private static final int ROUNDS = 10;

  private final LibvirtSession libvirt;
  private final LibvirtEvents events;
  private final Samples start = new Samples(ROUNDS);
  private final Samples panic = new Samples(ROUNDS);
  private final Samples destroy = new Samples(ROUNDS);

  private LibvirtBench(LibvirtSession libvirt) {
    this.libvirt = libvirt;
    libvirt.define(libvirt.domain("d1"));
    this.events = libvirt.events("d1");
  }

  static void run(Path dist) throws IOException {
    try (LibvirtSession first = LibvirtSession.start(dist);
        LibvirtSession second = LibvirtSession.start(null)) {
      LibvirtBench ours = new LibvirtBench(first);
      LibvirtBench real = new LibvirtBench(second);
      // What the first starts prepare for the later ones is not measured.
      for (int i = 0; i < 3; i++) {
        ours.startAndDestroy(false);
        real.startAndDestroy(false);
      }
      for (int i = 0; i < ROUNDS; i++) {
        ours.startAndDestroy(true);
        real.startAndDestroy(true);
        ours.startAndPanic();
        real.startAndPanic();
      }
      Samples.compare("virsh start to running, ms", ours.start, real.start);
      Samples.compare("virsh destroy, ms", ours.destroy, real.destroy);
      Samples.compare("panic by HMP to Stopped Crashed, ms", ours.panic, real.panic);
    }
  }

  private void startAndDestroy(boolean measured) {
    long begin = System.nanoTime();
    libvirt.virsh("start", "d1");
    long started = System.nanoTime();
    libvirt.virsh("destroy", "d1");
    if (measured) {
      start.add((started - begin) / 1e6);
      destroy.add((System.nanoTime() - started) / 1e6);
    }
  }

  private void startAndPanic() {
    libvirt.virsh("start", "d1");
    long begin = System.nanoTime();
    libvirt.hmp("d1", "o /b 0x505 1");
    events.await("lifecycle Stopped Crashed");
    panic.add((System.nanoTime() - begin) / 1e6);
  }
}
