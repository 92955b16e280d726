package org.pvpanic.e2e;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pvpanic.testkit.RequiresTools;

/**
 * The contract against the original: shows that the contract is what QEMU and libvirt do, not what
 * we wish.
 */
@RequiresTools({"libvirtd", "virsh", "tini", "setsid", "setpriv", "qemu-system-x86_64"})
class RealQemuLibvirtTest extends LibvirtContract {

  @Override
  @Nullable Path emulatorDist() {
    return null;
  }
}
