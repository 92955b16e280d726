package org.pvpanic.commands;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.twin.Twins;

/** Devices come and go, or may not, as with real QEMU. */
class HotplugTwinTest {

  private static String add(String arguments) {
    return "{'execute': 'device_add', 'arguments': {" + arguments + "}}";
  }

  private static String delete(String id) {
    return "{'execute': 'device_del', 'arguments': {'id': '" + id + "'}}";
  }

  @Test
  void aDeviceStaysUntilTheNextReset() throws Exception {
    try (Twins twins = new Twins("-S", "-device", "pvpanic,id=pv0")) {
      twins.same(add("'driver': 'virtio-balloon-pci', 'id': 'b', 'addr': 4"));
      twins.same("{'execute': 'qom-get', 'arguments': {'path': 'b', 'property': 'hotplugged'}}");
      twins.same(add("'driver': 'virtio-balloon-pci', 'id': 'c', 'addr': 5"));
      twins.same(delete("b"));
      twins.same(delete("b"));
      twins.same(delete("/machine/peripheral/b"));
      twins.same("{'execute': 'system_reset'}");
      twins.sameLines(2);
      twins.same("{'execute': 'qom-list', 'arguments': {'path': '/machine/peripheral'}}");
      twins.same(delete("b"));
      twins.same(add("'driver': 'virtio-balloon-pci', 'id': 'b', 'addr': 4"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'driver': 'pvpanic'",
        "'driver': 'pvpanic', 'id': 'pv0'",
        "'driver': 'pvpanic', 'id': '1'",
        "'driver': 'pvpanic', 'bus': 'pci.0'",
        "'driver': 'pvpanic', 'bus': 'isa.0'",
        "'driver': 'pvpanic', 'bus': 'nope'",
        "'driver': 'pvpanic', 'nope': 1",
        "'driver': 0.0000001",
        "'driver': -0.0",
        "'driver': 1e300",
        "'driver': 18446744073709551615",
        "'driver': 'pvpanic', 'events': 'x'",
        "'driver': 5",
        "'driver': null",
        "'driver': {}",
        "'driver': true",
        "'driver': 'device'",
        "'driver': 'isa-serial'",
        "'driver': 'i440FX'",
        "'driver': 'pvpanic-pci', 'bus': 'isa.0'",
        "'driver': 'pvpanic-pci', 'addr': '0x1f.8'",
        "'driver': 'pvpanic-pci', 'addr': '1.0'",
        "'driver': 'pvpanic-pci', 'addr': '1.2'",
        "'driver': 'pvpanic-pci', 'addr': '2.1'",
        "'driver': 'pvpanic-pci', 'addr': 256",
        "'driver': 'pvpanic-pci', 'events': 256",
        "'driver': 'pvpanic-pci', 'ioport': 1285",
        "'driver': 'pvpanic-pci', 'multifunction': 'maybe'",
        "'driver': 'virtio-balloon-pci', 'id': '1b'",
        "'driver': 'virtio-balloon-pci', 'id': 'pv0'",
        "'driver': 'virtio-balloon-pci', 'nope': 1",
        "'driver': 'virtio-balloon-pci', 'addr': '1'",
        "'driver': 'virtio-balloon-pci', 'addr': 1000",
        "'driver': 'virtio-balloon-pci', 'multifunction': 7",
        "'driver': 'virtio-balloon-pci', 'multifunction': false, 'x': [1]",
        "'id': 'x'",
        "'id': 0",
        "'id': '0'",
        "'driver': 'pvpanic', 'id': 5",
        "'driver': 'virtio-balloon-pci', 'id': true, 'addr': 77777",
      })
  void additionsAreRefusedInTheSameWords(String arguments) throws Exception {
    try (Twins twins = new Twins("-device", "pvpanic,id=pv0")) {
      twins.same(add(arguments));
    }
  }

  @Test
  void removalsAreRefusedInTheSameWords() throws Exception {
    try (Twins twins = new Twins("-device", "pvpanic,id=pv0")) {
      twins.same(delete("pv0"));
      twins.same(delete("/machine/peripheral/pv0"));
      twins.same(delete("nope"));
      twins.same(delete("/machine"));
      twins.same(delete(""));
    }
  }

  private static String human(String line) {
    return "{'execute': 'human-monitor-command', 'arguments': {'command-line': '" + line + "'}}";
  }

  @Test
  void aGuestIsToldAndLetsADeviceGo() throws Exception {
    try (Twins twins = new Twins("-S", "-device", "pvpanic-pci,id=old,addr=3")) {
      for (String register : List.of("0xae00", "0xae04", "0xae0c", "0xae10", "0xafe0")) {
        twins.same(human("i /w " + register));
      }
      twins.same(add("'driver': 'pvpanic-pci', 'id': 'new', 'addr': '6'"));
      twins.same(human("i /b 0xafe0"));
      twins.same(human("o /b 0xafe0 2"));
      twins.same(human("i /w 0xae00"));
      twins.same(human("i /w 0xae00"));
      twins.same(human("info pci"));
      twins.same(delete("old"));
      twins.same(human("i /b 0xafe0"));
      twins.same(human("i /w 0xae04"));
      twins.same(human("o /w 0xae08 0x8"));
      twins.sameLines(1);
      twins.same(human("i /w 0xae04"));
      twins.same(human("info pci"));
      twins.same("{'execute': 'qom-list', 'arguments': {'path': '/machine/peripheral'}}");
      twins.same(add("'driver': 'pvpanic-pci', 'id': 'old', 'addr': '3', 'events': 1"));
      twins.same(human("info pci"));
    }
  }

  @Test
  void devicesComeAndGoBehindARootPort() throws Exception {
    String port = "pcie-root-port,id=rp,chassis=1,addr=4,hotplug=";
    try (Twins twins = new Twins("-S", "-machine", "q35", "-device", port + "on")) {
      twins.same(add("'driver': 'pvpanic-pci', 'id': 'p'"));
      twins.same(add("'driver': 'pvpanic-pci', 'id': 'p', 'bus': 'rp', 'addr': '1'"));
      twins.same(add("'driver': 'pvpanic-pci', 'id': 'p', 'bus': 'rp'"));
      twins.same(add("'driver': 'pvpanic-pci', 'id': 'q', 'bus': 'rp'"));
      twins.same(add("'driver': 'pvpanic-pci', 'id': 'r', 'bus': 'rp', 'addr': '5'"));
      twins.same(human("i /w 0xcc0"));
      twins.same(human("i /w 0xccc"));
      twins.same(delete("rp"));
      twins.same(delete("p"));
      twins.same(delete("p"));
      twins.same(human("i /w 0xcc4"));
      twins.same("{'execute': 'system_reset'}");
      twins.sameLines(1);
      twins.same(delete("p"));
    }
    try (Twins twins = new Twins("-S", "-machine", "q35", "-device", port + "off")) {
      twins.same(add("'driver': 'pvpanic-pci', 'id': 'p', 'bus': 'rp'"));
    }
  }

  @Test
  void aPciExpressRootBusTakesNone() throws Exception {
    try (Twins twins = new Twins("-machine", "q35", "-device", "virtio-balloon-pci,id=b")) {
      twins.same(add("'driver': 'pcie-root-port', 'id': 'rp'"));
      twins.same("{'execute': 'qom-get', 'arguments': {'path': 'b', 'property': 'hotpluggable'}}");
      twins.same(delete("b"));
    }
  }
}
