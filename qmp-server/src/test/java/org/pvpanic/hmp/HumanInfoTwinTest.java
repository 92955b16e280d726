package org.pvpanic.hmp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.twin.Twins;

/** What the human monitor tells of the machine, beside real QEMU 7.2. */
@Timeout(60)
class HumanInfoTwinTest {

  @Test
  void showsWhoTheMachineIs() throws Exception {
    try (Twins twins =
        new Twins(
            "-S",
            "-name",
            "guest=démo,debug-threads=on",
            "-uuid",
            "6B1F0C7E-6a4e-4f57-9d0e-0c5a7f0b0001")) {
      HumanTwins.same(
          twins,
          """
          info version
          info name
          info uuid
          info status
          info cpus
          info chardev\
          """);
    }
  }

  @Test
  void showsTheDefaultsOfAnAnonymousMachine() throws Exception {
    try (Twins twins = new Twins("-S", "-smp", "4")) {
      HumanTwins.same(
          twins,
          """
          info name
          info uuid
          info cpus\
          """);
      for (String cpu : new String[] {"0", "1", "3", "4", "-1", "4294967297"}) {
        HumanTwins.same(twins, "info cpus", ", 'cpu-index': " + cpu);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pc", "q35", "isapc", "microvm", "none"})
  void saysWhatIsNotThere(String machine) throws Exception {
    try (Twins twins = new Twins("-S", "-machine", machine)) {
      HumanTwins.same(
          twins,
          """
          info balloon
          info block
          info block x
          info block -n -v x
          info block -v -n
          info block -z
          info block-jobs
          info blockstats
          info capture
          info dump
          info history
          info history x
          info hotpluggable-cpus
          info iothreads
          info kvm
          info mem
          info memory-devices
          info memory_size_summary
          info mice
          info network
          info numa
          info replay
          info sev
          info snapshots
          info spice
          info tlb
          info tpm
          info usb
          info usernet
          info virtio
          info vm-generation-id
          info vnc
          balloon 100
          balloon
          balloon -1
          balloon x
          balloon 1 2
          cpu 0
          cpu 1
          cpu -1
          cpu
          cpu 0 0
          sendkey a
          nmi\
          """);
    }
  }

  @Test
  void showsWhatWasPutOnTheBoard() throws Exception {
    try (Twins twins =
        new Twins(
            "-S",
            "-m",
            "200",
            "-smp",
            "3,maxcpus=4",
            "-object",
            "iothread,id=io0,poll-max-ns=5",
            "-device",
            "pvpanic,id=pv0",
            "-device",
            "piix3-usb-uhci",
            "-device",
            "virtio-balloon-pci,id=bal")) {
      HumanTwins.same(
          twins,
          """
          info balloon
          info virtio
          balloon 100
          balloon 0
          balloon 0x7fffffffffffffff
          info cpus
          info hotpluggable-cpus
          info iothreads
          info memory_size_summary
          info usb
          cpu 2
          info cpus
          qom-list
          qom-list /machine/peripheral/pv0
          qom-list /machine x
          qom-list nope
          qom-list ""
          qom-list device[0]
          qom-get /machine type
          qom-get "/machine" "type"
          qom-get /machine/peripheral/pv0 ioport
          qom-get /machine/peripheral/pv0 events
          qom-get /machine/peripheral/pv0 nope
          qom-get /machine/peripheral/pv0
          qom-get nope x
          qom-get /objects/io0 poll-max-ns
          qom-set /machine/peripheral/pv0 ioport 1
          qom-set /machine/peripheral/pv0 realized on
          qom-set -j /machine/peripheral/pv0 realized true
          qom-set /machine/peripheral/pv0 realized 5
          qom-set -j /machine/peripheral/pv0 realized 5
          qom-set /machine/peripheral/bal guest-stats-polling-interval x
          qom-set -j /machine/peripheral/bal guest-stats-polling-interval null
          qom-set /machine/peripheral/bal guest-stats-polling-interval 5
          qom-get /machine/peripheral/bal guest-stats-polling-interval
          qom-get /machine/peripheral/bal guest-stats
          qom-set -j /machine/peripheral/bal guest-stats-polling-interval 6
          qom-get /machine/peripheral/bal guest-stats-polling-interval
          qom-set /machine/peripheral/pv0 nope 1
          qom-set /machine/peripheral/pv0 type x
          qom-set /machine/peripheral/pv0 ioport
          qom-set -j /machine/peripheral/pv0 ioport {
          qom-set -j nope x 1
          qom-set -x a b c
          qom-set -
          qom-set - a b c
          qom-set a b
          device_del pv0
          device_del bal
          device_del bal
          device_del nope
          device_del
          device_del /machine
          device_del /machine/peripheral/pv0
          device_del pv0 x
          info qom-tree /machine/peripheral/pv0
          info qom-tree nope
          info qom-tree ""
          info qom-tree device[0]
          info qom-tree / x\
          """);
    }
  }
}
