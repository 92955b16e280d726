package org.pvpanic.hmp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.twin.Twins;

/** Devices come and go at the human monitor as at real QEMU's. */
@Timeout(60)
class HumanHotplugTwinTest {

  @Test
  void devicesAreAddedOrRefusedInTheSameWords() throws Exception {
    try (Twins twins = new Twins("-S", "-device", "pvpanic,id=pv0")) {
      HumanTwins.same(
          twins,
          """
          help device_add
          help device_del
          device_add
          device_add ,
          device_add ""
          device_add nope
          device_add id=x
          device_add device
          device_add i440FX
          device_add pvpanic
          device_add pvpanic-pci bla
          device_add pvpanic-pci,id=5
          device_add "pvpanic-pci,id=a b"
          device_add pvpanic-pci,nope=1
          device_add pvpanic-pci,=1
          device_add pvpanic-pci,events
          device_add pvpanic-pci,events=x
          device_add pvpanic-pci,events=400
          device_add pvpanic-pci,bus=nope
          device_add pvpanic-pci,addr=1
          device_add {"driver":"pvpanic-pci"}
          device_add pvpanic-pci,id=a,addr=9
          device_add pvpanic-pci,id=a,addr=a
          device_add pvpanic-pci,id=f,id=g,addr=10
          device_add "driver=pvpanic-pci,id=c"
          device_add pvpanic-pci,multifunction,addr=b
          device_add pvpanic-pci,nomultifunction
          device_del a
          device_del nope
          device_del pv0
          info pci
          qom-list /machine/peripheral
          qom-list /machine/peripheral-anon\
          """);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pvpanic-pci,help",
        "pvpanic-pci,?",
        "pvpanic,id=x,help",
        "nope,help",
        "device,help",
        "id=x,help",
      })
  void helpIsGivenInTheSameWords(String device) throws Exception {
    try (Twins twins = new Twins("-S")) {
      HumanTwins.same(twins, "device_add " + device);
    }
  }
}
