package org.pvpanic.device;

import java.util.List;
import org.pvpanic.bus.Access;
import org.pvpanic.bus.IoRegion;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;

/**
 * What a board has without function: the one table of it.
 *
 * <table>
 * <caption>Registers that only read a constant</caption>
 * <tr><th>name<th>place<th>what it is<th>reads
 * <tr><td>ide<td>ports 0x1f0, 0x3f6, 0x170, 0x376<td>disk controllers without a disk<td>zeros
 * <tr><td>kvmvapic<td>ports 0x7e, 0x7f<td>how an option ROM reports to KVM<td>ones
 * <tr><td>ioport80<td>port 0x80<td>POST codes<td>ones
 * <tr><td>ioportF0<td>port 0xf0<td>errors of the numeric coprocessor<td>ones
 * <tr><td>vmport<td>port 0x5658<td>VMware's back door<td>ones
 * <tr><td>apic-msi<td>0xfee00000<td>local APICs, of which each belongs to a CPU<td>zeros
 * </table>
 */
public final class UnmodelledRegions implements Device {

  /** A disk controller's command block; where there is no disk nothing drives its lines. */
  private static final IoRegion IDE = new Ide(8);

  private static final IoRegion IDE_CONTROL = new Ide(1);
  private static final IoRegion KVMVAPIC = new Unmodelled("kvmvapic", 0xff, Access.ANY);
  private static final IoRegion APIC = new Unmodelled("apic-msi", 0, Access.ANY.valid(1, 4));

  private static final Place VAPIC = new Place(false, 0x7e, 2, KVMVAPIC, 0);
  private static final Place MSI = new Place(true, 0xfee0_0000L, 1 << 20, APIC, 4096);

  /** What every PC has. */
  public static final UnmodelledRegions PC =
      new UnmodelledRegions(
          port(0x80, 1, new Unmodelled("ioport80", 0xff)),
          port(0xf0, 1, new Unmodelled("ioportF0", 0xff)));

  /** What every PC has unless its user wants it to go. */
  public static final UnmodelledRegions VMPORT =
      new UnmodelledRegions(port(0x5658, 1, new Unmodelled("vmport", 0xff, Access.ANY)));

  /** The two disk controllers of a board without PCI Express. */
  public static final UnmodelledRegions DISKS =
      new UnmodelledRegions(
          port(0x1f0, 8, IDE),
          port(0x3f6, 1, IDE_CONTROL),
          port(0x170, 8, IDE),
          port(0x376, 1, IDE_CONTROL));

  /** What comes with CPUs that have a local APIC. */
  public static final UnmodelledRegions LOCAL_APICS = new UnmodelledRegions(VAPIC, MSI);

  /** Registers and where they are: in memory, or else in I/O space. */
  private record Place(boolean inMemory, long base, int length, IoRegion registers, int priority) {}

  private final List<Place> places;

  private UnmodelledRegions(Place... places) {
    this.places = List.of(places);
  }

  private static Place port(int base, int length, IoRegion registers) {
    return new Place(false, base, length, registers, 0);
  }

  @Override
  public void attach(Board board) {
    for (Place place : places) {
      MemoryRegion in = place.inMemory ? board.physical().root() : board.ports().root();
      in.add(place.base, MemoryRegion.io(place.registers, place.length), place.priority);
    }
  }

  /** Zeros; the data register takes every width, the others bytes. */
  private static final class Ide extends PortList {
    Ide(int length) {
      super("ide", length);
    }

    @Override
    int read(int port) {
      return 0;
    }

    @Override
    void write(int port, int value) {}

    @Override
    public int read(int offset, int size) {
      return offset == 0 && length() > 1 ? 0 : super.read(offset, size);
    }
  }
}
