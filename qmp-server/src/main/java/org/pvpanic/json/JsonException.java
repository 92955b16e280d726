package org.pvpanic.json;

/** Text that is no JSON; the message is what QEMU would say about it. */
public final class JsonException extends Exception {
  private static final long serialVersionUID = 1;

  JsonException(String message) {
    super(message, null, false, false);
  }
}
