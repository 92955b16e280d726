package org.pvpanic.acpi;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pvpanic.device.FwCfg;
import org.pvpanic.device.FwCfgEntry;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;

/**
 * The ACPI tables as files of fw_cfg. They are built when the guest wants them, and once more when
 * it selects the first of them after a reset: by then firmware has placed the devices.
 */
public final class AcpiFiles implements Device {

  private final FwCfg fwCfg;
  private final Supplier<AcpiPlatform> platform;
  private @Nullable AcpiTables tables;
  private boolean current;

  /**
   * The files.
   *
   * @param platform tells what there is to be described at the moment
   */
  public AcpiFiles(FwCfg fwCfg, Supplier<AcpiPlatform> platform) {
    this.fwCfg = fwCfg;
    this.platform = platform;
  }

  /**
   * Adds the files.
   *
   * @throws IllegalArgumentException {@code duplicate fw_cfg file name}
   */
  @Override
  public void attach(Board board) {
    add(AcpiTables.TABLES_FILE, AcpiTables::tables);
    add(AcpiTables.SCRIPT_FILE, AcpiTables::script);
    add(AcpiTables.RSDP_FILE, AcpiTables::rsdp);
  }

  private void add(String name, Function<AcpiTables, byte[]> part) {
    fwCfg.addFile(name, FwCfgEntry.lazy(() -> part.apply(tables())).onSelect(this::selected));
  }

  private AcpiTables tables() {
    AcpiTables built = tables;
    if (built == null) {
      built = AcpiTables.of(platform.get());
      tables = built;
    }
    return built;
  }

  private void selected() {
    if (!current) {
      current = true;
      tables = AcpiTables.of(platform.get());
    }
  }

  @Override
  public void reset() {
    current = false;
  }
}
