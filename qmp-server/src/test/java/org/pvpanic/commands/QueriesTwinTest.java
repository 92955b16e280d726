package org.pvpanic.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.twin.QmpClient;
import org.pvpanic.twin.Twins;

/** What QMP queries answer, beside real QEMU 7.2. */
@Timeout(60)
class QueriesTwinTest {

  @Test
  void whoTheMachineIs() throws Exception {
    try (Twins twins =
        new Twins(
            "-S",
            "-name",
            "démo",
            "-uuid",
            "6b1f0c7e-6a4e-4f57-9d0e-0c5a7f0b0001",
            "-chardev",
            "null,id=c0",
            "-chardev",
            "socket,id=c1,path=$DIR/c1,server=on,wait=off",
            "-device",
            "isa-serial,chardev=c1")) {
      Entries.same(
          twins,
          """
          {'execute': 'query-status'}
          {'execute': 'query-name'}
          {'execute': 'query-uuid'}
          {'execute': 'query-target'}
          {'execute': 'query-memory-size-summary'}
          {'execute': 'query-version'}
          {'execute': 'query-iothreads'}
          {'execute': 'query-jobs'}
          {'execute': 'query-block'}
          {'execute': 'query-named-block-nodes'}
          {'execute': 'query-dump'}
          {'execute': 'query-migrate-capabilities'}\
          """);
      // QEMU lists them in the order of a hash table.
      Entries.sameEntries(twins, "{'execute': 'query-chardev'}", "label");
    }
  }

  @Test
  void anonymousMachine() throws Exception {
    try (Twins twins = new Twins("-S")) {
      Entries.same(
          twins,
          """
          {'execute': 'query-name'}
          {'execute': 'query-uuid'}
          {'execute': 'query-kvm'}
          {'execute': 'query-hotpluggable-cpus'}
          {'execute': 'query-cpus-fast'}\
          """);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-smp 1",
        "-smp 2",
        "-smp 4,sockets=2,cores=2",
        "-smp 4,sockets=1,cores=2,threads=2",
        "-smp 8,sockets=2,dies=2,cores=1,threads=2",
        "-smp 2,maxcpus=4",
        "-smp 2,maxcpus=8,sockets=2,cores=2,threads=2",
        "-smp 4 -cpu kvm64",
        "-smp 2 -cpu max",
        "-smp 2 -machine q35",
        "-smp 3 -machine pc-i440fx-4.0",
        "-machine isapc",
        "-machine microvm -smp 2",
        "-machine none",
      })
  void cpus(String arguments) throws Exception {
    try (Twins twins = new Twins(("-S " + arguments).split(" "))) {
      Entries.same(
          twins,
          """
          {'execute': 'query-cpus-fast'}
          {'execute': 'query-hotpluggable-cpus'}\
          """);
    }
  }

  @Test
  void machines() throws Exception {
    try (Twins twins = new Twins("-machine", "none")) {
      Entries.sameEntriesOfOurs(twins, "{'execute': 'query-machines'}", "name");
    }
  }

  @Test
  void cpuModels() throws Exception {
    try (Twins twins = new Twins("-machine", "none")) {
      Entries.sameEntriesOfOurs(twins, "{'execute': 'query-cpu-definitions'}", "name");
    }
  }

  @Test
  void commandLineOptions() throws Exception {
    String query = "{'execute': 'query-command-line-options'}";
    try (Twins twins = new Twins("-machine", "none")) {
      Entries.same(
          twins, "{'execute': 'qom-list-types', 'arguments': {'implements': 'none-machine'}}");
      Map<String, Set<String>> real = parameters(twins.real().result(query));
      Map<String, Set<String>> ours = parameters(twins.ours().result(query));
      assertTrue(ours.size() > 20, ours.toString());
      real.keySet().retainAll(ours.keySet()); // -usbdevice and others that concern nobody here
      assertEquals(real, ours);
      Entries.same(
          twins,
          """
          {'execute': 'query-command-line-options', 'arguments': {'option': 'nope'}}
          {'execute': 'query-command-line-options', 'arguments': {'option': 7}}\
          """);
      for (String name : ours.keySet()) {
        String one =
            "{'execute': 'query-command-line-options', 'arguments': {'option': '%s'}}"
                .formatted(name);
        assertEquals(
            parameters(twins.real().result(one)).keySet(),
            parameters(twins.ours().result(one)).keySet());
      }
    }
  }

  private static Map<String, Set<String>> parameters(Object list) {
    Map<String, Set<String>> options = new TreeMap<>();
    for (Object entry : (List<?>) list) {
      Map<String, Object> option = QmpClient.asObject(entry);
      options.put(
          String.valueOf(option.get("option")),
          Entries.namesAndTypes(option.getOrDefault("parameters", List.of())));
    }
    return options;
  }

  @Test
  void migrationCapabilities() throws Exception {
    try (Twins twins = new Twins("-S")) {
      Entries.same(
          twins,
          """
          {'execute': 'migrate-set-capabilities', 'arguments': {'capabilities': [{'capability': 'events', 'state': true}, {'capability': 'xbzrle', 'state': true}]}}
          {'execute': 'query-migrate-capabilities'}
          {'execute': 'migrate-set-capabilities', 'arguments': {'capabilities': [{'capability': 'events', 'state': false}]}}
          {'execute': 'migrate-set-capabilities', 'arguments': {'capabilities': []}}
          {'execute': 'migrate-set-capabilities', 'arguments': {'capabilities': [{'capability': 'nope', 'state': true}]}}
          {'execute': 'migrate-set-capabilities', 'arguments': {'capabilities': [{'capability': 'events'}]}}
          {'execute': 'migrate-set-capabilities', 'arguments': {'capabilities': [{'capability': 'events', 'state': 1}]}}
          {'execute': 'migrate-set-capabilities', 'arguments': {'capabilities': 'events'}}
          {'execute': 'migrate-set-capabilities'}
          {'execute': 'query-migrate-capabilities'}\
          """);
    }
  }
}
