package org.pvpanic.acpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Executes the loader's script as firmware does, in an address space of its own. */
final class Firmware {

  private static final int HEADER = 36;
  private static final int REVISION = 15;

  private final Map<String, Integer> addresses = new LinkedHashMap<>();
  private final ByteBuffer memory = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
  private int free = 0x1000;

  Firmware(AcpiTables files) {
    Map<String, byte[]> contents =
        Map.of(
            AcpiTables.TABLES_FILE, files.tables(),
            AcpiTables.RSDP_FILE, files.rsdp());
    ByteBuffer script = ByteBuffer.wrap(files.script()).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(0, script.capacity() % 128);
    for (int at = 0; at < script.capacity(); at += 128) {
      int command = script.getInt(at);
      String file = name(script, at + 4);
      switch (command) {
        case 1 ->
            allocate(file, Objects.requireNonNull(contents.get(file)), script.getInt(at + 60));
        case 2 ->
            addPointer(file, name(script, at + 60), script.getInt(at + 116), script.get(at + 120));
        case 3 -> addChecksum(file, script, at + 60);
        default -> assertEquals(0, command, "command");
      }
    }
  }

  private int address(String file) {
    return Objects.requireNonNull(addresses.get(file));
  }

  private static String name(ByteBuffer script, int at) {
    byte[] name = new byte[56];
    script.get(at, name);
    return new String(name, StandardCharsets.US_ASCII).replace("\0", "");
  }

  private void allocate(String file, byte[] content, int alignment) {
    free += Math.floorMod(-free, alignment);
    addresses.put(file, free);
    memory.put(free, content);
    free += content.length;
  }

  private void addPointer(String file, String source, int offset, int size) {
    int at = address(file) + offset;
    assertTrue(size == 4 || size == 8);
    memory.putInt(at, memory.getInt(at) + address(source));
  }

  private void addChecksum(String file, ByteBuffer script, int operands) {
    int base = address(file);
    int start = base + script.getInt(operands + 4);
    int at = base + script.getInt(operands);
    memory.put(at, (byte) (memory.get(at) - sum(start, script.getInt(operands + 8))));
  }

  /** The sum of bytes, 0 to 255. */
  int sum(int address, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      sum += memory.get(address + i);
    }
    return sum & 0xff;
  }

  /** Where the root pointer is. */
  int rsdp() {
    return address(AcpiTables.RSDP_FILE);
  }

  /** Where all tables are that the root pointer leads to: root table, FADT, DSDT, and others. */
  List<Integer> tables() {
    boolean wide = memory.get(rsdp() + REVISION) != 0;
    int root = int32(rsdp() + (wide ? 24 : 16));
    List<Integer> tables = new ArrayList<>(List.of(root));
    for (int at = root + HEADER; at < root + int32(root + 4); at += wide ? 8 : 4) {
      int table = int32(at);
      tables.add(table);
      if (signature(table).equals("FACP")) {
        tables.add(int32(table + 40));
      }
    }
    return tables;
  }

  /** The bytes of a table. */
  byte[] table(int address) {
    byte[] table = new byte[int32(address + 4)];
    memory.get(address, table);
    return table;
  }

  int int32(int address) {
    return memory.getInt(address);
  }

  /** Four characters. */
  String signature(int address) {
    byte[] name = new byte[4];
    memory.get(address, name);
    return new String(name, StandardCharsets.US_ASCII);
  }
}
