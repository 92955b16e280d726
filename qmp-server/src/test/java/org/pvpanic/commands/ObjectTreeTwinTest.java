package org.pvpanic.commands;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.twin.QmpClient;
import org.pvpanic.twin.Twins;

/**
 * Every object of a whole board beside real QEMU 7.2: what it has, in which order, what each of its
 * properties is, and what becomes of writing to them.
 */
@Timeout(120)
class ObjectTreeTwinTest {

  /** They tell the time. */
  private static final Set<String> CLOCKS = Set.of("date", "rtc-time");

  /** Where back ends are; ours do not tell there what they are connected to. */
  private static final String BACK_ENDS = "/chardevs/";

  private static final String RETURN = "{\"return\": ";

  /** Writing to them takes a device away, or kills QEMU 7.2. */
  private static final Set<String> NOT_WRITTEN = Set.of("realized", "cpu-hotplug-legacy");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pc",
        "q35",
        "isapc",
        "microvm",
        "none",
        "pc,vmport=off -smp 3 -m 5G",
        "q35,vmport=off",
        "q35 -smp 3 -m 5G",
        "pc -device pvpanic,id=pv -device ib700 -chardev null,id=c0 -device"
            + " isa-debugcon,chardev=c0,id=dc",
        "pc -device pvpanic-pci,id=pp -device vmcoreinfo,id=vc",
        "q35 -device pvpanic-pci",
        "pc -global PIIX4_PM.disable_s3=1 -global PIIX4_PM.s4_val=3 -global fw_cfg.x-file-slots=48",
        "q35 -global mch.extended-tseg-mbytes=48 -global ICH9-LPC.disable_s4=1",
        "isapc -device pvpanic,ioport=0x600 -object memory-backend-ram,id=m0,size=4M"
      })
  void everyObjectIsLikeQemus(String machine) throws Exception {
    try (Twins twins = new Twins(("-S -machine " + machine).split(" "))) {
      List<Executable> checks = new ArrayList<>();
      int objects = compare(twins, "/", checks);
      assertAll(checks);
      assertTrue(objects >= 10, objects + " objects");
      for (String line : List.of("info qom-tree", "info qom-tree /", "info qtree")) {
        twins.same(
            "{'execute': 'human-monitor-command', 'arguments': {'command-line': '%s'}}"
                .formatted(line));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pc -boot order=n,menu=on,once=d",
        "q35 -boot menu=off,strict=on,splash-time=7,reboot-timeout=9",
        "pc -boot order=",
        "microvm -boot n",
        "none -boot n",
        "pc-i440fx-2.0",
        "pc-i440fx-1.7"
      })
  void machineTellsHowItBoots(String machine) throws Exception {
    try (Twins twins = new Twins(("-S -machine " + machine).split(" "))) {

      String get = "{'execute': 'qom-get', 'arguments': {'path': '/machine', 'property': '%s'}}";
      twins.same(get.formatted("boot"));
      twins.same(get.formatted("firmware"));
    }
  }

  /** Compares an object and what is below it; how many those are. */
  private static int compare(Twins twins, String path, List<Executable> checks) throws IOException {
    String at = "'arguments': {'path': '%s'".formatted(path.replace("\\", "\\\\"));
    String list = "{'execute': 'qom-list', " + at + "}}";
    Object properties = twins.real().result(list);
    assertEquals(properties, twins.ours().result(list), path);
    int objects = 1;
    for (Object entry : (List<?>) properties) {
      Map<String, Object> property = QmpClient.asObject(entry);
      String name = String.valueOf(property.get("name"));
      String type = String.valueOf(property.get("type"));
      if (type.startsWith("child<")) {
        objects += compare(twins, (path.equals("/") ? "" : path) + "/" + name, checks);
      } else if (!CLOCKS.contains(name) && !path.startsWith(BACK_ENDS)) {
        String get = "{'execute': 'qom-get', %s, 'property': '%s'}}".formatted(at, name);
        checks.add(() -> twins.same(get));
      }
    }
    return objects;
  }

  /** Once for each property of a type: its own value, and one that it cannot be. */
  @ParameterizedTest
  @ValueSource(strings = {"pc", "isapc"})
  void whatIsWrittenBackIsTakenOrRefusedAlike(String machine) throws Exception {
    try (Twins twins = new Twins("-S", "-machine", machine)) {
      List<Executable> checks = new ArrayList<>();
      write(twins, "/", new HashSet<>(), checks);
      assertAll(checks);
      assertTrue(checks.size() > 500, checks.size() + " writes");
    }
  }

  private static void write(Twins twins, String path, Set<String> seen, List<Executable> checks)
      throws IOException {
    String at = "'arguments': {'path': '%s'".formatted(path.replace("\\", "\\\\"));
    Object properties = twins.real().result("{'execute': 'qom-list', " + at + "}}");
    String ofType = "{'execute': 'qom-get', " + at + ", 'property': 'type'}}";
    String type = String.valueOf(twins.real().result(ofType));
    for (Object entry : (List<?>) properties) {
      Map<String, Object> property = QmpClient.asObject(entry);
      String name = String.valueOf(property.get("name"));
      if (String.valueOf(property.get("type")).startsWith("child<")) {
        write(twins, (path.equals("/") ? "" : path) + "/" + name, seen, checks);
      }
      boolean first = seen.add(type + "." + name.replaceFirst("\\[.*", ""));
      if (first && !NOT_WRITTEN.contains(name) && !path.startsWith(BACK_ENDS)) {
        String set = "{'execute': 'qom-set', " + at + ", 'property': '" + name + "', 'value': ";
        String get = "{'execute': 'qom-get', " + at + ", 'property': '" + name + "'}}";
        checks.add(() -> twins.same(set + present(twins, get) + "}}"));
        checks.add(() -> twins.same(set + (name.equals("prealloc-threads") ? "1" : "{}") + "}}"));
      }
    }
  }

  /** The value of a property as JSON; some cannot be read. */
  private static String present(Twins twins, String get) throws IOException {
    String reply = twins.real().ask(get).get(0);
    return reply.startsWith(RETURN) ? reply.substring(RETURN.length(), reply.length() - 1) : "1";
  }
}
