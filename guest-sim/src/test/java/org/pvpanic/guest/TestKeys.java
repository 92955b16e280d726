package org.pvpanic.guest;

/** Scan codes of set 1, pressed and released. */
final class TestKeys {

  static final byte[] ALT_SYSRQ_C = altSysrq(0x2e);

  private TestKeys() {}

  /** Alt, SysRq and a key, as send-key presses them. */
  static byte[] altSysrq(int key) {
    return bytes(0x38, 0x54, key, key | 0x80, 0xd4, 0xb8);
  }

  static byte[] bytes(int... codes) {
    byte[] bytes = new byte[codes.length];
    for (int i = 0; i < codes.length; i++) {
      bytes[i] = (byte) codes[i];
    }
    return bytes;
  }
}
