package org.pvpanic.guest.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pvpanic.bus.PhysicalMemory;
import org.pvpanic.bus.PortIo;
import org.pvpanic.guest.firmware.E820;
import org.pvpanic.machine.Step;

final class KernelPartsTest {

  @Test
  void theLastValueOfAnArgumentCounts() {
    CommandLine line = new CommandLine("a=1 panic=5 quiet a=2 xa=3 panic=x");
    assertEquals("2", line.value("a"));
    assertNull(line.value("b"));
    assertTrue(line.has("quiet"));
    assertFalse(line.has("panic"));
    assertEquals(7, line.number("panic", 7), "not a number");
  }

  @Test
  void consolesAreNamedWithOrWithoutASpeed() {
    CommandLine line = new CommandLine("console=ttyS0,115200n8 console=ttyS1 console=tty0");
    assertTrue(line.hasConsole("ttyS0") && line.hasConsole("ttyS1"));
    assertFalse(line.hasConsole("ttyS"));
    assertEquals(115_200, line.baud("ttyS0"));
    assertEquals(9600, line.baud("ttyS1"));
    assertTrue(line.isMainConsole("tty0"));
    assertFalse(line.isMainConsole("ttyS0"));
  }

  @Test
  void notifiersAreToldByPriorityAndEqualsInOrder() {
    StringBuilder told = new StringBuilder();
    Notifiers chain = new Notifiers();
    chain.register(0, () -> told.append('b'));
    chain.register(1, () -> told.append('a'));
    chain.register(0, () -> told.append('c'));
    chain.register(-1, () -> told.append('d'));
    for (Step step : chain.steps()) {
      step.run();
    }
    assertEquals("abcd", told.toString());
  }

  @Test
  void theOldPvpanicDriverWritesOneAndNeverReads() {
    List<String> accesses = new ArrayList<>();
    PortIo ports =
        new PortIo() {
          @Override
          public int in(int port, int size) {
            accesses.add("in");
            return 0;
          }

          @Override
          public void out(int port, int size, int value) {
            accesses.add("out %x %d %d".formatted(port, size, value));
          }
        };
    new PvpanicDriver(ports, 0x506).panicked();
    assertEquals(List.of("out 506 1 1"), accesses);
  }

  @Test
  void crashMemoryFollowsTheArgument() {
    assertEquals(0, crashMemory("crashkernel=auto", 2047));
    assertEquals(161L << 20, crashMemory("crashkernel=auto", 2048));
    assertEquals(161L << 20, crashMemory("crashkernel=auto", 4096));
    assertEquals(164L << 20, crashMemory("crashkernel=auto", 64 << 10));
    assertEquals(64L << 20, crashMemory("crashkernel=64M@64M", 512));
    assertEquals(0, crashMemory("crashkernel=64M@16M", 512), "the kernel is there");
    assertEquals(1L << 20, crashMemory("crashkernel=1024K", 512));
    assertEquals(0, crashMemory("crashkernel=512M", 512), "does not fit");
    assertEquals(0, crashMemory("crashkernel=lots", 512));
    assertEquals(0, crashMemory("quiet", 4096));
  }

  private static long crashMemory(String arguments, long mib) {
    long ram = mib << 20;
    return new Kexec(
            new CommandLine(arguments), ram, MemoryMap.of(E820.ofSize(ram), 0), Era.LINUX_3_10)
        .size();
  }

  @Test
  void theUsableRangesAddUpToTheMemoryOfTheBoard() {
    for (long mib : new long[] {128, 2048, 3583, 3584, 8192}) {
      long ram = mib << 20;
      long holes = 0x1000 + (0x100000 - 0x9f000) + 0x20000;
      assertEquals(ram - holes, MemoryMap.of(E820.ofSize(ram), 0).usable());
    }
  }

  @Test
  void pageTablesAndNamesLieWhereTheLayoutSays() {
    PhysicalMemory memory = new PhysicalMemory(64L << 20);
    KernelLayout layout = KernelLayout.NORMAL;
    layout.write(memory, KernelProfile.CENTOS_7_3.release());
    byte[] release = new byte[21];
    memory.read(layout.uts() + 4 + 2 * 65, release, 0, release.length);
    assertEquals("3.10.0-514.el7.x86_64", new String(release, StandardCharsets.US_ASCII));
    long pud = memory.readLong(layout.base() + 0x9ce000 + 511 * 8);
    assertEquals(layout.base() + 0x9cf000, pud & ~0xfffL);
    assertEquals(0xe3, memory.readLong((pud & ~0xfffL) + 510 * 8), "1 GiB page at 0");
  }

  @Test
  void randomNumbersRepeatUntilTimeStirsThem() {
    Entropy one = new Entropy();
    Entropy two = new Entropy();
    assertEquals(one.next(), two.next());
    one.stir(1);
    two.stir(2);
    assertTrue(one.next() != two.next());
  }
}
