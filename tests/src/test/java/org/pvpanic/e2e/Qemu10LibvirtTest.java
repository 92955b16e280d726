package org.pvpanic.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.testkit.DomainXml;
import org.pvpanic.testkit.LibvirtEvents;
import org.pvpanic.testkit.LibvirtSession;
import org.pvpanic.testkit.Requirements;
import org.pvpanic.testkit.RequiresTools;

/** libvirt takes our emulator for QEMU 10.0, which is newer than itself, and starts its domains. */
@RequiresTools({"libvirtd", "virsh", "tini", "setsid", "setpriv"})
class Qemu10LibvirtTest {

  private static final Path DIST =
      Path.of(System.getProperty("pvpanic.dist", "../qmp-server/target/dist"));
  private static final String PROGRAM = "qemu-10.0/bin/qemu-system-x86_64";

  private static LibvirtSession libvirt;

  @BeforeAll
  static void startLibvirt() throws IOException {
    Requirements.require(
        Files.isExecutable(DIST.resolve(PROGRAM)),
        "no emulator in " + DIST.toAbsolutePath().normalize() + " (mvn package makes it)");
    libvirt = LibvirtSession.start(DIST, PROGRAM);
  }

  @AfterAll
  static void endLibvirt() {
    if (libvirt != null) {
      libvirt.close();
    }
  }

  private static DomainXml bareBoard(String name) {
    return libvirt.domain(name).fwCfg("opt/org.pvpanic/profile", "none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pc", "q35"})
  void domainStartsAndPanics(String machine) {
    LibvirtEvents events = libvirt.events(machine);
    LibvirtEvents monitor = libvirt.monitorEvents(machine);
    libvirt.define(bareBoard(machine).machine(machine));
    libvirt.virsh("start", machine);
    events.await("lifecycle Started Booted");
    assertTrue(libvirt.hmp(machine, "info version").startsWith("10.0.2"), "version");
    assertTrue(libvirt.virsh("dumpxml", machine).contains("-10.0'"), "machine type");

    libvirt.hmp(machine, "o /b 0x505 1");

    events.await("lifecycle Stopped Crashed");
    assertEquals("shut off (crashed)", libvirt.domstate(machine));
    monitor.await("STOP");
    assertEquals(
        List.of("RESUME", "GUEST_PANICKED {\"action\":\"pause\"}", "STOP"), monitor.seen());
  }

  /** Bit 2 is an ordinary shutdown; libvirt 9.0 does not know the event, and passes it on. */
  @Test
  void guestShutsDownThroughPvpanic() {
    String domain = "shutdown";
    LibvirtEvents events = libvirt.events(domain);
    LibvirtEvents monitor = libvirt.monitorEvents(domain);
    libvirt.define(bareBoard(domain));
    libvirt.virsh("start", domain);
    events.await("lifecycle Started Booted");

    libvirt.hmp(domain, "o /b 0x505 4");

    events.await("lifecycle Stopped Shutdown");
    monitor.await("GUEST_PVSHUTDOWN");
    assertEquals("shut off (shutdown)", libvirt.domstate(domain));
  }
}
