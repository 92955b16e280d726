package org.pvpanic.qmp;

/** The {@code class} of an error reply. */
public enum ErrorClass {
  /** Everything without a class of its own. */
  GENERIC_ERROR("GenericError"),
  /** The command is not known, or not known yet. */
  COMMAND_NOT_FOUND("CommandNotFound"),
  /** A device is there but not in use. */
  DEVICE_NOT_ACTIVE("DeviceNotActive"),
  /** A device, path or type is not there. */
  DEVICE_NOT_FOUND("DeviceNotFound"),
  /** KVM lacks a feature. */
  KVM_MISSING_CAP("KVMMissingCap");

  private final String text;

  ErrorClass(String text) {
    this.text = text;
  }

  /** The class as it is written. */
  @Override
  public String toString() {
    return text;
  }
}
