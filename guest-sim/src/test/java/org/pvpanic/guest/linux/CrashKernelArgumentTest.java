package org.pvpanic.guest.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documentation/admin-guide/kdump has the rules. */
final class CrashKernelArgumentTest {

  private static final long MIB = 1L << 20;

  @ParameterizedTest
  @CsvSource({
    "192M, 1024, 192, 0",
    "64M@16M, 1024, 64, 16",
    "512M-2G:64M;2G-:128M, 256, 0, 0",
    "512M-2G:64M;2G-:128M, 512, 64, 0",
    "512M-2G:64M;2G-:128M, 2048, 128, 0",
    "512M-2G:64M;2G-:128M@32M, 4096, 128, 32",
    "256M;high crashkernel=72M;low, 4096, 256, 0",
    "auto, 2047, 0, 0",
    "auto, 2048, 161, 0",
    "1G, 4096, 1024, 0",
    "lots, 4096, 0, 0",
    "12Q, 4096, 0, 0",
  })
  void reads(String value, long ram, long size, long offset) {
    CommandLine line = new CommandLine("quiet crashkernel=" + value.replace(";", ","));
    assertEquals(
        new CrashKernelArgument(size * MIB, offset * MIB),
        CrashKernelArgument.of(line, ram * MIB, true));
  }
}
