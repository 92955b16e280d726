package org.pvpanic.emulator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.pvpanic.options.Accelerator;
import org.pvpanic.options.Diagnostics;
import org.pvpanic.options.QemuError;

/** What runs a guest's code in QEMU. Here it is simulated in any case; {@code qtest} runs none. */
final class Accelerators {

  private static final Set<String> KNOWN = Set.of("tcg", "kvm", "qtest");

  private Accelerators() {}

  /**
   * The first of the accelerators asked for that there is; QEMU falls back to the next.
   *
   * @throws QemuError when there is none of them
   */
  static String choose(List<Accelerator> asked, Diagnostics diagnostics) {
    QemuError refused = null;
    for (Accelerator wanted : asked) {
      if (refused != null) {
        diagnostics.error(refused);
      }
      if (KNOWN.contains(wanted.name())) {
        if (refused != null) {
          diagnostics.error("falling back to " + wanted.name());
        }
        return wanted.name();
      }
      refused = new QemuError("invalid accelerator " + wanted.name()).at(wanted.origin());
    }
    if (refused != null) {
      throw refused;
    }
    return "tcg";
  }

  /** KVM is what was asked for, and the host would let us have it. */
  static boolean isKvm(String accelerator) {
    Path kvm = Path.of("/dev/kvm");
    return accelerator.equals("kvm") && Files.isReadable(kvm) && Files.isWritable(kvm);
  }
}
