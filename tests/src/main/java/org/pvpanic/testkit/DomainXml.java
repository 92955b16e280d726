package org.pvpanic.testkit;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The definition of the plainest PC that can panic: a machine of type {@code pc} with 256 MiB and
 * one processor, under plain emulation, with a pvpanic device, and a serial port that is a pty and
 * a log file. libvirt adds a memory balloon and a USB controller of its own accord.
 */
public final class DomainXml {
  private final String name;
  private final Path emulator;
  private final Path serialLog;
  private final Map<String, String> fwCfg = new TreeMap<>();
  private int memoryMib = 256;
  private int vcpus = 1;
  private String machine = "pc";
  private String onCrash = "destroy";
  private @Nullable String panic = "<panic model='isa'/>";

  DomainXml(String name, Path emulator, Path serialLog) {
    this.name = name;
    this.emulator = emulator;
    this.serialLog = serialLog;
  }

  /** The domain's name. */
  public String name() {
    return name;
  }

  /** Sets what libvirt does when the guest has panicked: {@code destroy} unless told otherwise. */
  public DomainXml onCrash(String action) {
    onCrash = action;
    return this;
  }

  /** Sets the memory, in MiB. */
  public DomainXml memoryMib(int mib) {
    memoryMib = mib;
    return this;
  }

  /** Sets the machine type, such as {@code q35}. */
  public DomainXml machine(String type) {
    machine = type;
    return this;
  }

  /** Sets the number of processors. */
  public DomainXml vcpus(int count) {
    vcpus = count;
    return this;
  }

  /** Puts the pvpanic device at this port; the emulator's default is 0x505. */
  public DomainXml panicPort(int port) {
    panic = "<panic model='isa'><address type='isa' iobase='0x%x'/></panic>".formatted(port);
    return this;
  }

  /** Leaves the pvpanic device out. */
  public DomainXml withoutPanicDevice() {
    panic = null;
    return this;
  }

  /**
   * Hands the guest a text through the firmware configuration device; names begin with {@code
   * opt/}.
   */
  public DomainXml fwCfg(String entry, String value) {
    fwCfg.put(entry, value);
    return this;
  }

  /** The definition in libvirt's XML. */
  public String xml() {
    StringBuilder entries = new StringBuilder();
    fwCfg.forEach(
        (entry, value) ->
            entries.append("<entry name='%s'>%s</entry>".formatted(escape(entry), escape(value))));
    return """
        <domain type='qemu'>
          <name>%s</name>
          <memory unit='MiB'>%d</memory>
          <vcpu>%d</vcpu>
          %s
          <os><type arch='x86_64' machine='%s'>hvm</type></os>
          <features><acpi/></features>
          <on_crash>%s</on_crash>
          <devices>
            <emulator>%s</emulator>
            <serial type='pty'><log file='%s'/></serial>
            %s
          </devices>
        </domain>
        """
        .formatted(
            escape(name),
            memoryMib,
            vcpus,
            fwCfg.isEmpty() ? "" : "<sysinfo type='fwcfg'>" + entries + "</sysinfo>",
            escape(machine),
            escape(onCrash),
            escape(emulator.toString()),
            escape(serialLog.toString()),
            panic == null ? "" : panic);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&apos;");
  }
}
