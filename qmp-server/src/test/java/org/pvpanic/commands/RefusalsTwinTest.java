package org.pvpanic.commands;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pvpanic.twin.Twins;

/** What is not there, or cannot be changed, is refused in the words of real QEMU. */
class RefusalsTwinTest {

  private static String command(String name, String arguments) {
    return "{'execute': '" + name + "', 'arguments': {" + arguments + "}}";
  }

  @Test
  void commandsAboutWhatIsNotThere() throws Exception {
    try (Twins twins = new Twins("-S", "-device", "pvpanic,id=pv0")) {
      twins.same(command("screendump", "'filename': '/nope/x'"));
      twins.same(command("screendump", "'filename': '/nope/x', 'head': 1"));
      twins.same(command("screendump", "'filename': '/nope/x', 'device': 'nope'"));
      twins.same(command("screendump", "'filename': '/nope/x', 'device': 'pv0'"));
      twins.same(command("screendump", "'filename': '/nope/x', 'device': 'pv0', 'head': 1"));
      twins.same(command("migrate-recover", "'uri': 'tcp:1'"));
      twins.same(command("migrate-pause", ""));
      twins.same(command("query-yank", ""));
      twins.same(command("yank", "'instances': [{'type': 'chardev', 'id': 'nope'}]"));
      twins.same(command("yank", "'instances': [{'type': 'migration'}]"));
      twins.same(command("yank", "'instances': [{'type': 'block-node', 'node-name': 'x'}]"));
      twins.same(command("yank", "'instances': []"));
      twins.same(command("query-current-machine", ""));
    }
  }

  @Test
  void descriptorsThatDidNotCome() throws Exception {
    try (Twins twins = new Twins("-S")) {
      twins.same(command("getfd", "'fdname': '1x'"));
      twins.same(command("getfd", "'fdname': ''"));
      twins.same(command("closefd", "'fdname': ''"));
      twins.same(command("add-fd", "'fdset-id': -1"));
      twins.same(command("remove-fd", "'fdset-id': -1"));
      twins.same(command("remove-fd", "'fdset-id': -1, 'fd': 3"));
      twins.same(command("query-fdsets", ""));
    }
  }

  @Test
  void propertiesOfWhatIsInPlace() throws Exception {
    try (Twins twins =
        new Twins("-S", "-device", "pvpanic,id=pv0", "-device", "virtio-balloon-pci,id=b,addr=5")) {
      for (String property :
          List.of("nope", "type", "parent_bus", "hotplugged", "pvpanic[0]", "events", "ioport")) {
        twins.same(set("pv0", property, "1"));
      }
      for (String value : List.of("true", "5", "null", "'true'", "{}", "[true]", "1.5")) {
        twins.same(set("pv0", "realized", value));
      }
      twins.same(set("/nope", "x", "1"));
      twins.same(set("", "x", "1"));
      twins.same(set("/machine", "nope", "1"));
      twins.same(set("/machine/peripheral", "type", "'x'"));
      twins.same(set("/machine/peripheral", "pv0", "'x'"));
      String interval = "guest-stats-polling-interval";
      for (String value :
          List.of("5", "-1", "4294967296", "'x'", "0", "null", "true", "1.5", "{}", "[]")) {
        twins.same(set("b", interval, value));
        twins.same(command("qom-get", "'path': 'b', 'property': '" + interval + "'"));
      }
    }
  }

  private static String set(String path, String property, String value) {
    return command(
        "qom-set", "'path': '%s', 'property': '%s', 'value': %s".formatted(path, property, value));
  }
}
