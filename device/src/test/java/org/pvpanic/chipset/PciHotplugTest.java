package org.pvpanic.chipset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pvpanic.device.PciDevices;
import org.pvpanic.machine.Device;
import org.pvpanic.machine.GuestCode;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.Journal;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.MachineConfig;
import org.pvpanic.machine.MachineException;
import org.pvpanic.machine.MachineObserver;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.pci.PciFunction;
import org.pvpanic.pci.PciHost;

/** Functions that come and go while the machine is there. */
class PciHotplugTest {

  private static final String PVPANIC = "pvpanic-pci:pci.0:%d:%s:events=3,";
  private static final int EVENT_STATUS = 0xafe0;
  private static final int UP = 0xae00;
  private static final int EJECT = 0xae08;
  private static final int PLACE = 6 * 8;

  private final Board board = new Board();

  /** A PC that was switched on, and who left it. */
  private static final class Board implements MachineObserver {
    final Machine machine =
        new Machine(MachineConfig.DEFAULT.withAutostart(false), GuestCode.NONE, () -> 0);
    final PciHost host = Chipsets.plugI440fx(machine, new PciDevices(VersionProfile.QEMU_7_2));
    final List<Device> gone = new ArrayList<>();

    Board() {
      machine.observe(this);
      machine.powerOn();
    }

    @Override
    public void unplugged(Device device) {
      gone.add(device);
    }

    long submit(Input input) {
      return machine.submit(input);
    }

    int read(int port) {
      return (int) submit(new Input.PortRead(port, 4));
    }

    List<String> ids() {
      return host.bus().functions().stream().map(PciFunction::id).map(String::valueOf).toList();
    }
  }

  private void plug(int place, String id) {
    assertEquals(place, board.submit(new Input.Plug(PVPANIC.formatted(place, id))));
  }

  @Test
  void theGuestIsToldWhereAFunctionCame() {
    plug(PLACE, "a");
    assertEquals(2, board.read(EVENT_STATUS) & 0xff);
    assertEquals(1 << 6, board.read(UP));
    assertEquals(0, board.read(UP));
  }

  @Test
  void aFunctionGoesWhenTheGuestLetsItGo() {
    plug(PLACE, "a");
    board.submit(new Input.RequestRemoval("pci.0", PLACE));
    assertEquals(List.of(), board.gone);
    board.submit(new Input.PortWrite(EJECT, 4, 1 << 6));
    assertEquals(1, board.gone.size());
    assertNull(board.host.bus().at(PLACE));
    plug(PLACE, "b");
  }

  @Test
  void aFunctionThatWasAskedToGoDoesSoAtAReset() {
    plug(PLACE, "a");
    plug(PLACE + 8, "b");
    board.submit(new Input.RequestRemoval("pci.0", PLACE));
    board.submit(Input.Command.SYSTEM_RESET);
    assertEquals(1, board.gone.size());
    assertEquals(List.of("null", "null", "null", "null", "b"), board.ids());
  }

  @Test
  void whatIsPartOfTheBoardStays() {
    board.submit(new Input.PortWrite(EJECT, 4, 1 << 1));
    assertEquals(4, board.host.bus().functions().size());
  }

  @Test
  void whatCannotComeIsRefusedAndChangesNothing() {
    for (String wrong : List.of("nope:pci.0:48::", "pvpanic-pci:pci.9:48::", "pvpanic-pci")) {
      Input input = new Input.Plug(wrong);
      assertThrows(MachineException.class, () -> board.submit(input));
    }
    assertEquals(4, board.host.bus().functions().size());
  }

  @Test
  void aReplayHasTheSameFunctions() {
    plug(PLACE, "a");
    plug(PLACE + 8, "b");
    assertThrows(MachineException.class, () -> plug(PLACE, "c"));
    board.submit(new Input.RequestRemoval("pci.0", PLACE));
    board.submit(new Input.PortWrite(EJECT, 4, 1 << 6));
    String line = board.machine.journal().toString();
    Board again = new Board();
    again.machine.replay(Journal.parse(line));
    assertEquals(board.ids(), again.ids());
    assertEquals(line, again.machine.journal().toString());
  }
}
