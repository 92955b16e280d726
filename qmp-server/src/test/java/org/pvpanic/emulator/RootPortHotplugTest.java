package org.pvpanic.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pvpanic.twin.QmpClient;
import org.pvpanic.twin.TempDir;

/** A guest on q35 finds the pvpanic device that comes behind a root port, and panics through it. */
@Timeout(60)
class RootPortHotplugTest {

  private static final String GUEST =
      """
      insmod /mod/pvpanic.ko; insmod /mod/pvpanic-pci.ko
      echo waiting
      until ls /sys/bus/pci/drivers/pvpanic-pci | grep ^0000; do sleep 0.05; done
      cat /sys/bus/pci/drivers/pvpanic-pci/0000:01:00.0/events
      echo c > /proc/sysrq-trigger
      """;

  private static String await(Path console, String text) throws Exception {
    while (true) {
      String shown = Files.exists(console) ? Files.readString(console) : "";
      if (shown.contains(text)) {
        return shown;
      }
      Thread.sleep(5);
    }
  }

  @Test
  void theGuestFindsWhatComesBehindARootPort() throws Exception {
    try (TempDir directory = new TempDir()) {
      Path script = Files.writeString(directory.path("script"), GUEST);
      Path console = directory.path("console");
      Path monitor = directory.path("monitor");
      List<String> args =
          List.of(
              "-nodefaults",
              "-no-shutdown",
              "-machine",
              "q35",
              "-device",
              "pcie-root-port,id=rp0,chassis=1,slot=1",
              "-fw_cfg",
              "name=opt/org.pvpanic/profile,string=debian12",
              "-fw_cfg",
              "name=opt/org.pvpanic/init,file=" + script,
              "-serial",
              "file:" + console,
              "-qmp",
              "unix:" + monitor + ",server=on,wait=off");
      try (Emulator emulator = Emulator.start(args.toArray(String[]::new));
          QmpClient client = QmpClient.connect(monitor)) {
        await(console, "waiting\r\n");
        assertEquals(
            List.of("{\"return\": {}}"),
            client.ask(
                "{'execute': 'device_add', 'arguments':"
                    + " {'driver': 'pvpanic-pci', 'id': 'p', 'bus': 'rp0', 'events': 1}}"));
        assertEquals(
            "{\"event\": \"GUEST_PANICKED\", \"data\": {\"action\": \"pause\"}}", client.line());
        assertEquals("{\"event\": \"STOP\"}", client.line());
        String shown = await(console, "</TASK>\r\n");
        assertTrue(shown.contains("] pci 0000:01:00.0: [1b36:0011] type 00 class 0x088000"), shown);
        assertTrue(shown.contains("] pvpanic-pci 0000:01:00.0: enabling device"), shown);
        assertTrue(shown.contains("\r\n0000:01:00.0\r\n1\r\n"), shown);
        assertEquals(false, emulator.exit().isDone());
      }
    }
  }
}
