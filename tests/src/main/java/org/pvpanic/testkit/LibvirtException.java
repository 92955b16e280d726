package org.pvpanic.testkit;

import java.io.Serial;

/** libvirt refused or failed; the message holds its words and the last lines of its logs. */
public final class LibvirtException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  LibvirtException(String message) {
    super(message);
  }
}
