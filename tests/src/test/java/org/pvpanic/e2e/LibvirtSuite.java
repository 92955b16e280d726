package org.pvpanic.e2e;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.pvpanic.testkit.DomainXml;
import org.pvpanic.testkit.LibvirtEvents;
import org.pvpanic.testkit.LibvirtSession;
import org.pvpanic.testkit.RequiresTools;

/**
 * One session of libvirt for all tests of a class, and in it a domain for each test, named after
 * it.
 */
@RequiresTools({"libvirtd", "virsh", "tini", "setsid", "setpriv"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LibvirtSuite {
  protected LibvirtSession libvirt;
  protected String domain;
  protected LibvirtEvents events;
  protected LibvirtEvents monitor;

  /** The emulator to try: its directory, or null for the machine's QEMU. */
  abstract @Nullable Path emulatorDist();

  @BeforeAll
  void startLibvirt() throws IOException {
    libvirt = LibvirtSession.start(emulatorDist());
  }

  @AfterAll
  void endLibvirt() {
    if (libvirt != null) {
      libvirt.close();
    }
  }

  @BeforeEach
  void listen(TestInfo test) {
    domain = test.getTestMethod().orElseThrow().getName();
    events = libvirt.events(domain);
    monitor = libvirt.monitorEvents(domain);
  }

  @AfterEach
  void forgetDomain() {
    libvirt.tryVirsh("destroy", domain);
    libvirt.tryVirsh("undefine", domain);
  }

  /**
   * A board that runs nothing; to QEMU the entry means nothing, and its firmware finds nothing to
   * boot.
   */
  protected final DomainXml bareBoard() {
    return libvirt.domain(domain).fwCfg("opt/org.pvpanic/profile", "none");
  }

  protected final void start(DomainXml xml) {
    libvirt.define(xml);
    libvirt.virsh("start", domain);
    events.await("lifecycle Started Booted");
  }
}
