package org.pvpanic.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.anarres.qemu.qapi.api.ContCommand;
import org.anarres.qemu.qapi.api.HumanMonitorCommandCommand;
import org.anarres.qemu.qapi.api.QueryChardevCommand;
import org.anarres.qemu.qapi.api.QueryNameCommand;
import org.anarres.qemu.qapi.api.QueryStatusCommand;
import org.anarres.qemu.qapi.api.QueryUuidCommand;
import org.anarres.qemu.qapi.api.QuitCommand;
import org.anarres.qemu.qapi.api.RunState;
import org.anarres.qemu.qapi.api.StatusInfo;
import org.anarres.qemu.qapi.api.StopCommand;
import org.anarres.qemu.qapi.api.SystemResetCommand;
import org.anarres.qemu.qapi.common.QApiConnection;
import org.anarres.qemu.qapi.common.QApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pvpanic.emulator.Emulator;

/** A QMP client that is not ours, {@code org.anarres.qemu:qemu-qapi}, runs a session over TCP. */
@Timeout(30)
class QemuQapiClientTest {

  private static final String UUID = "6b1f0c7e-6a4e-4f57-9d0e-0c5a7f0b0001";

  private static StatusInfo status(QApiConnection client) throws Exception {
    return client.call(new QueryStatusCommand());
  }

  private static String monitor(QApiConnection client, String line) throws Exception {
    return client.call(new HumanMonitorCommandCommand(line, null));
  }

  @Test
  void panicStopContinueResetQuit() throws Exception {
    try (Emulator vm =
            Emulator.start(
                "-nodefaults",
                "-name",
                "guest=demo",
                "-uuid",
                UUID,
                "-no-shutdown",
                "-fw_cfg",
                "name=opt/org.pvpanic/profile,string=none",
                "-device",
                "pvpanic",
                "-chardev",
                "socket,id=mon,host=127.0.0.1,port=0,server=on,wait=off",
                "-mon",
                "chardev=mon,mode=control");
        QApiConnection client = new QApiConnection(InetAddress.getLoopbackAddress(), port(vm))) {
      assertEquals(7, client.getGreeting().QMP.version.qemu.major);
      assertEquals("demo", client.call(new QueryNameCommand()).name);
      assertEquals(UUID, client.call(new QueryUuidCommand()).uuid);
      assertTrue(status(client).running);

      assertEquals("", monitor(client, "o /b 0x505 1"));
      assertEquals(RunState.guest_panicked, status(client).status);
      assertFalse(status(client).running);
      assertEquals("VM status: paused (guest-panicked)\r\n", monitor(client, "info status"));
      assertEquals("portb[0x0505] = 0x03\r\n", monitor(client, "i /b 0x505"));

      client.call(new ContCommand());
      assertEquals(RunState.running, status(client).status);
      client.call(new StopCommand());
      assertEquals(RunState.paused, status(client).status);
      client.call(new SystemResetCommand());
      assertEquals(RunState.prelaunch, status(client).status);

      List<String> labels =
          client.call(new QueryChardevCommand()).stream().map(c -> c.label).toList();
      assertEquals(List.of("mon"), labels);
      QApiException refused =
          assertThrows(
              QApiException.class,
              () -> client.call(new org.anarres.qemu.qapi.api.QuerySpiceCommand()));
      assertTrue(
          refused.toString().endsWith("The command query-spice has not been found"),
          refused.toString());

      client.call(new QuitCommand());
      assertEquals(0, vm.exit().get(10, TimeUnit.SECONDS));
      assertThrows(EOFException.class, () -> status(client));
    }
  }

  private static int port(Emulator vm) throws Exception {
    return vm.vm()
        .eventLoop()
        .submit(() -> vm.vm().chardev("mon").orElseThrow().tcpPort().getAsInt())
        .get();
  }
}
