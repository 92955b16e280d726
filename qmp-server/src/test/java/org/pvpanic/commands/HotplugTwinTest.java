package org.pvpanic.commands;

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
        "'driver': 'virtio-balloon-pci', 'id': '1b'",
        "'driver': 'virtio-balloon-pci', 'id': 'pv0'",
        "'driver': 'virtio-balloon-pci', 'nope': 1",
        "'driver': 'virtio-balloon-pci', 'addr': '1'",
        "'driver': 'virtio-balloon-pci', 'addr': 1000",
        "'driver': 'virtio-balloon-pci', 'multifunction': 7",
        "'driver': 'virtio-balloon-pci', 'multifunction': false, 'x': [1]",
        "'id': 'x'",
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

  @Test
  void aPciExpressRootBusTakesNone() throws Exception {
    try (Twins twins = new Twins("-machine", "q35", "-device", "virtio-balloon-pci,id=b")) {
      twins.same(add("'driver': 'pcie-root-port', 'id': 'rp'"));
      twins.same("{'execute': 'qom-get', 'arguments': {'path': 'b', 'property': 'hotpluggable'}}");
      twins.same(delete("b"));
    }
  }
}
