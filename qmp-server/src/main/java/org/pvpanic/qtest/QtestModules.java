package org.pvpanic.qtest;

import java.util.Set;
import org.pvpanic.options.Diagnostics;

/**
 * {@code module_load}: parts of QEMU that Debian ships as libraries of their own. None has anything
 * in it that ours would lack, so that loading one is only a matter of its name.
 */
final class QtestModules {

  /** Those of the package qemu-system-common that are for this architecture. */
  private static final Set<String> INSTALLED =
      Set.of(
          "accel-tcg-x86_64",
          "audio-alsa",
          "audio-dbus",
          "audio-oss",
          "audio-sndio",
          "audio-spice",
          "chardev-baum",
          "chardev-spice",
          "hw-display-qxl",
          "hw-display-virtio-gpu",
          "hw-display-virtio-gpu-pci",
          "hw-display-virtio-gpu-pci-gl",
          "hw-display-virtio-vga",
          "hw-display-virtio-vga-gl",
          "hw-usb-host",
          "hw-usb-redirect",
          "hw-usb-smartcard",
          "ui-curses",
          "ui-dbus",
          "ui-egl-headless",
          "ui-opengl",
          "ui-spice-app",
          "ui-spice-core");

  private final Diagnostics diagnostics;

  QtestModules(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Whether there is such a module; if not, what Debian's QEMU says of some is said. */
  boolean load(String prefix, String name) {
    String module = prefix + name;
    if (INSTALLED.contains(module)) {
      return true;
    }
    String packageName =
        switch (prefix) {
          case "block-" -> "qemu-block-extra";
          case "ui-", "audio-" -> "qemu-system-gui";
          default -> "";
        };
    if (!packageName.isEmpty()) {
      diagnostics.plain(
          "qemu: module %s%s not found, do you want to install %s package?"
              .formatted(prefix, module, packageName));
    }
    return false;
  }
}
