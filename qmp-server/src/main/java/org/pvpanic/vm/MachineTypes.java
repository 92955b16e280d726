package org.pvpanic.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.vm.MachineType.Family;

/** The machine types of a QEMU version. */
public final class MachineTypes {

  private static final MachineType ISAPC =
      new MachineType(Family.ISAPC, "isapc", Optional.empty(), 1, true, false, false);
  private static final MachineType MICROVM =
      new MachineType(Family.MICROVM, "microvm", Optional.empty(), 288, false, false, false);
  private static final MachineType NONE =
      new MachineType(Family.NONE, "none", Optional.empty(), 1, false, false, false);

  private MachineTypes() {}

  /** Every machine type; the default one first. */
  public static List<MachineType> of(VersionProfile version) {
    List<MachineType> types = new ArrayList<>();
    for (String v : version.pcVersions().i440fx()) {
      types.add(pc(version, Family.I440FX, "pc", "pc-i440fx-" + v, v, 255));
    }
    for (String v : version.pcVersions().q35()) {
      types.add(pc(version, Family.Q35, "q35", "pc-q35-" + v, v, q35CpuMax(v)));
    }
    types.addAll(List.of(ISAPC, MICROVM, NONE));
    return List.copyOf(types);
  }

  /** The type of that name or alias. */
  public static Optional<MachineType> find(VersionProfile version, String nameOrAlias) {
    return of(version).stream()
        .filter(
            type ->
                Stream.concat(Stream.of(type.name()), type.alias().stream())
                    .anyMatch(nameOrAlias::equals))
        .findFirst();
  }

  private static MachineType pc(
      VersionProfile version, Family family, String alias, String name, String v, int cpuMax) {
    return new MachineType(
        family,
        name,
        v.equals(version.series()) ? Optional.of(alias) : Optional.empty(),
        cpuMax,
        true,
        MachineType.older(v, "5.1"),
        MachineType.older(v, version.pcVersions().deprecatedBefore()));
  }

  private static int q35CpuMax(String v) {
    if (MachineType.older(v, "2.8")) {
      return 255;
    }
    if (MachineType.older(v, "8.1")) {
      return 288;
    }
    return MachineType.older(v, "9.0") ? 1024 : 4096;
  }
}
