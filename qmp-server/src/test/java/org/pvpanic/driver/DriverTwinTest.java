package org.pvpanic.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pvpanic.bus.MemoryIo;

/**
 * The same firmware and drivers run on our board and, through qtest, on that of real QEMU: they
 * find the same devices in the same places, and what they write causes the same events.
 */
@Timeout(60)
class DriverTwinTest {

  private static final List<String> DEVICES =
      List.of(
          "-device pvpanic",
          "-device pvpanic,ioport=0x606,events=1",
          "-device pvpanic-pci",
          "-device pvpanic -device pvpanic-pci");

  static Stream<String> lines() {
    Stream<String> boards =
        Stream.of("pc", "q35")
            .flatMap(type -> DEVICES.stream().map(devices -> "-M " + type + " " + devices));
    Stream<String> others =
        Stream.of("-M microvm -device pvpanic", "-M isapc -device pvpanic,ioport=0x606");
    return Stream.concat(boards, others)
        .flatMap(line -> Stream.of("none", "pause").map(p -> line + " -action panic=" + p));
  }

  /** Both kernels find the ISA device, unless the board has no ACPI, and one the PCI device. */
  private static int expected(String line) {
    boolean isa = line.matches(".*pvpanic[ ,].*") && !line.contains("isapc");
    return (isa ? 2 : 0) + (line.contains("pvpanic-pci") ? 1 : 0);
  }

  /** Where both boards have their ACPI tables: at the end of 128 MiB, and in the F segment. */
  private static List<String> tables(MemoryIo memory) {
    return List.of(dump(memory, (128 << 20) - 0x20000, 0x20000), dump(memory, 0xf59d0, 20));
  }

  private static List<String> tables(OurBoard board) throws Exception {
    List<String> found = new ArrayList<>();
    board.run(cpu -> found.addAll(tables(cpu.physical())));
    return found;
  }

  private static String dump(MemoryIo memory, long address, int size) {
    byte[] bytes = new byte[size];
    memory.read(address, bytes, 0, size);
    int end = size;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return HexFormat.of().formatHex(bytes, 0, end);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void findTheSameAndCauseTheSame(String line) throws Exception {
    String[] args = line.split(" ");
    try (RealBoard real = RealBoard.halting(args);
        OurBoard ours = new OurBoard(args)) {
      PanicSoftware there = new PanicSoftware(real.board(), real.board());
      final List<String> foundThere = there.boot();
      List<String> foundHere = new ArrayList<>();
      List<Runnable> writes = new ArrayList<>();
      ours.run(
          cpu -> {
            PanicSoftware here = new PanicSoftware(cpu.ports(), cpu.physical());
            foundHere.addAll(here.boot());
            writes.addAll(here.writes());
          });
      assertEquals(real.monitor().human("info pci"), ours.monitor().human("info pci"));
      assertEquals(foundThere, foundHere);
      assertEquals(expected(line), foundHere.size(), () -> "found " + foundHere);
      assertEquals(tables(real.board()), tables(ours));
      for (int i = 0; i < writes.size(); i++) {
        Runnable write = writes.get(i);
        there.writes().get(i).run();
        ours.run(cpu -> write.run());
        for (String command : List.of("query-status", "cont")) {
          assertEquals(
              real.monitor().execute(command),
              ours.monitor().execute(command),
              command + " after write " + i);
        }
      }
    }
  }
}
