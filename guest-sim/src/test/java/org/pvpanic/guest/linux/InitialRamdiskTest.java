package org.pvpanic.guest.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InitialRamdiskTest {

  private static final String SCRIPT = "#!/bin/sh\necho übung\n";

  private static byte[] archive(String script) {
    return InitialRamdisk.withInit(script).getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "xy", "xyz", "xyzz", SCRIPT})
  void hasTheInitThatItWasMadeWith(String script) {
    assertEquals(script, InitialRamdisk.of(archive(script), 0).init());
  }

  /** The archive as {@code printf init | cpio -o -H newc} of GNU cpio 2.13 makes one. */
  @Test
  void findsInitBehindOtherFiles() {
    String other = header(0100644, 3, "a/b") + "a/b\0\0\0" + "one\0";
    byte[] both = (other + InitialRamdisk.withInit(SCRIPT)).getBytes(StandardCharsets.UTF_8);
    assertEquals(SCRIPT, InitialRamdisk.of(both, 0).init());
  }

  private static String header(int mode, int size, String name) {
    String zero = "00000000";
    return "070701"
        + zero
        + "%08X".formatted(mode)
        + zero.repeat(2)
        + "00000001"
        + zero
        + "%08X".formatted(size)
        + zero.repeat(4)
        + "%08X".formatted(name.length() + 1)
        + zero;
  }

  @Test
  void whatIsNoArchiveHasNone() {
    assertNull(InitialRamdisk.of(new byte[0], 0).init());
    assertNull(InitialRamdisk.of(new byte[4096], 4096).init());
    assertNull(InitialRamdisk.of("hello".getBytes(StandardCharsets.US_ASCII), 5).init());
  }

  @Test
  void anArchiveThatEndsTooEarlyHasNone() {
    byte[] whole = archive(SCRIPT);
    for (int length = 0; length < 110 + 6 + SCRIPT.length(); length++) {
      assertNull(InitialRamdisk.of(Arrays.copyOf(whole, length), length).init());
    }
    byte[] wrong = whole.clone();
    Arrays.fill(wrong, 54, 62, (byte) 'F');
    assertNull(InitialRamdisk.of(wrong, wrong.length).init());
  }
}
