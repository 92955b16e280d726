package org.pvpanic.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTypeTest {

  private static MachineType find(String name) {
    return MachineType.find(name).orElseThrow();
  }

  @Test
  void firstIsTheDefault() {
    assertEquals("pc-i440fx-7.2", MachineType.all().get(0).name());
    assertEquals(1, MachineType.all().stream().filter(MachineType::isDefault).count());
  }

  @Test
  void aliasesNameTheNewest() {
    assertEquals("pc-i440fx-7.2", find("pc").name());
    assertEquals("pc-q35-7.2", find("q35").name());
    assertEquals(Optional.empty(), MachineType.find("pc-i440fx-7.3"));
  }

  @ParameterizedTest
  @CsvSource({"pc-i440fx-5.1, 1", "pc-i440fx-5.2, 3", "pc-q35-4.0.1, 1", "microvm, 3", "isapc, 3"})
  void typesUpTo51HaveNoCrashLoadedBit(String name, int events) {
    assertEquals(events, find(name).pvpanicEvents(3));
  }

  @Test
  void coresAreFilledFirstSince62() {
    assertTrue(find("pc-q35-6.2").fillsCoresFirst());
    assertFalse(find("pc-q35-6.1").fillsCoresFirst());
    assertTrue(find("none").fillsCoresFirst());
  }

  @Test
  void placesCpusThreadsFirst() {
    Cpus cpus = new Cpus("qemu64-x86_64-cpu", 16, 16, 2, 2, 2);
    assertEquals(new Cpus.Place(0, 0, 0, 0), cpus.place(0));
    assertEquals(new Cpus.Place(0, 0, 0, 1), cpus.place(1));
    assertEquals(new Cpus.Place(0, 0, 1, 0), cpus.place(2));
    assertEquals(new Cpus.Place(0, 1, 0, 0), cpus.place(4));
    assertEquals(new Cpus.Place(1, 1, 1, 1), cpus.place(15));
  }
}
