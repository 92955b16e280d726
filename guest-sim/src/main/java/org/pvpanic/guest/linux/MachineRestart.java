package org.pvpanic.guest.linux;

import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.PortIo;
import org.pvpanic.machine.Vcpu;

/**
 * How a PC is restarted (arch/x86/kernel/reboot.c, {@code native_machine_emergency_restart}): one
 * way after the other until one works, beginning with the one that {@code reboot=} names, or with
 * ACPI. On machine type pc, whose ACPI tables have no reset register, the keyboard controller does
 * it; on q35 the reset register.
 */
public final class MachineRestart {

  /** A way to restart, and what the next is where it does not work. */
  private enum Way {
    ACPI('a', "acpi"),
    KEYBOARD('k', "kbd"),
    EFI('e', "efi"),
    BIOS('b', "bios"),
    PCI('p', "pci"),
    TRIPLE_FAULT('t', "triple");

    private final char letter;
    private final String word;

    Way(char letter, String word) {
      this.letter = letter;
      this.word = word;
    }
  }

  private static final int KEYBOARD_COMMAND = 0x64;
  private static final int INPUT_FULL = 1 << 1;
  private static final int PULSE_RESET = 0xfe;
  private static final int PULSES = 10;
  private static final int RESET_CONTROL = 0xcf9;
  private static final int HARD_RESET = 0x02;
  private static final int RESET_COLD = 0x0e;
  private static final int RESET_WARM = 0x06;

  /** Where the BIOS looks whether it may leave out its tests. */
  private static final long RESET_FLAG = 0x472;

  private static final int SKIP_TESTS = 0x1234;

  private static final long SHORT_NS = 50_000;

  /** The time for which the keyboard controller may be busy. */
  private static final long BUSY_NS = 0x10000 * 2_000L;

  private static final long ACPI_NS = 15_000_000;

  private static final String[] MODES = {"cold", "warm", "hard", "soft", "gpio"};

  private final Kernel kernel;
  private Way way = Way.ACPI;
  private String mode = MODES[0];
  private String panicMode = "";
  private int cpu;
  private boolean force;
  private boolean triedTwice;

  MachineRestart(Kernel kernel) {
    this.kernel = kernel;
    for (CommandLine.Argument argument : kernel.arguments().all()) {
      String value = argument.value();
      if (value != null && argument.name().equals("reboot")) {
        obey(value);
      }
    }
  }

  /** {@code reboot=}: the first letter of each word counts ({@code reboot_setup}). */
  private void obey(String words) {
    for (String given : words.split(",")) {
      boolean panic = isNew() && given.startsWith("panic_");
      String word = panic ? given.substring("panic_".length()) : given;
      char letter = word.isEmpty() ? ' ' : word.charAt(0);
      for (String known : MODES) {
        if (known.charAt(0) == letter && (isNew() || letter == 'c' || letter == 'w')) {
          setMode(known, word, panic);
        }
      }
      for (Way known : Way.values()) {
        if (known.letter == letter) {
          way = known;
        }
      }
      force |= letter == 'f';
    }
  }

  /** {@code smp1} and {@code s1} name the CPU that does it. */
  private void setMode(String known, String word, boolean panic) {
    String digits = word.startsWith("smp") ? word.substring(3) : word.substring(1);
    if (known.equals("soft") && !digits.isEmpty() && Character.isDigit(digits.charAt(0))) {
      cpu = digits.charAt(0) - '0';
    } else if (panic) {
      panicMode = known;
    } else {
      mode = known;
    }
  }

  private boolean isNew() {
    return kernel.profile().era() != Era.LINUX_3_10;
  }

  /** A file below /sys/kernel/reboot, without the line's end (kernel/reboot.c since 5.11). */
  public String shown(String file) {
    return switch (file) {
      case "mode" -> mode;
      case "type" -> way.word;
      case "cpu" -> Integer.toString(cpu);
      case "force" -> force ? "1" : "0";
      default -> throw new IllegalArgumentException(file);
    };
  }

  /** Writes one of those files: the beginning of what is written counts. */
  public @Nullable Errno store(String file, String text) {
    switch (file) {
      case "mode" -> {
        for (String known : MODES) {
          if (text.startsWith(known)) {
            mode = known;
            return null;
          }
        }
        return Errno.EINVAL;
      }
      case "type" -> {
        for (Way known : Way.values()) {
          if (text.startsWith(known.word)) {
            way = known;
            return null;
          }
        }
        return Errno.EINVAL;
      }
      case "cpu" -> {
        return setCpu(text.strip());
      }
      case "force" -> {
        return setForce(text.strip());
      }
      default -> throw new IllegalArgumentException(file);
    }
  }

  private @Nullable Errno setCpu(String digits) {
    if (digits.isEmpty() || digits.length() > 9 || !digits.chars().allMatch(Character::isDigit)) {
      return Errno.EINVAL;
    }
    int wanted = Integer.parseInt(digits);
    if (wanted >= kernel.view().cpus()) {
      return Errno.ERANGE;
    }
    cpu = wanted;
    return null;
  }

  /** {@code kstrtobool}. */
  private @Nullable Errno setForce(String word) {
    switch (word.isEmpty() ? ' ' : word.charAt(0)) {
      case '1', 'y', 'Y' -> force = true;
      case '0', 'n', 'N' -> force = false;
      default -> {
        return Errno.EINVAL;
      }
    }
    return null;
  }

  /** Restarts after a panic, for which {@code reboot=panic_} may name a mode of its own. */
  void afterPanic() {
    if (!panicMode.isEmpty()) {
      mode = panicMode;
    }
    start();
  }

  /** Restarts at once: nothing is shut down. */
  void start() {
    Vcpu boot = kernel.cpu();
    boot.enableInterrupts(false);
    int mark = mode.equals("warm") ? SKIP_TESTS : 0;
    boot.memory().write(RESET_FLAG, new byte[] {(byte) mark, (byte) (mark >> 8)});
    Way first = way;
    boot.call(() -> attempt(first, first));
  }

  private void attempt(Way now, Way first) {
    Vcpu boot = kernel.cpu();
    switch (now) {
      case ACPI -> acpi();
      case KEYBOARD -> keyboard(PULSES);
      case EFI -> {} // nothing of it runs here
      case BIOS -> boot.call(kernel.succession()::enterFirmware);
      case PCI -> pci();
      case TRIPLE_FAULT -> boot.call(boot::tripleFault);
    }
    Way next = next(now, first);
    boot.call(() -> attempt(next, first));
  }

  /** What is tried after a way that has not worked. 3.10 goes back to the keyboard controller. */
  private Way next(Way now, Way first) {
    if (now == Way.KEYBOARD) {
      if (!triedTwice && first == Way.ACPI) {
        triedTwice = true;
        return Way.ACPI;
      }
      return isNew() ? Way.EFI : Way.TRIPLE_FAULT;
    }
    if (!isNew()) {
      return Way.KEYBOARD;
    }
    return switch (now) {
      case EFI -> Way.BIOS;
      case BIOS -> Way.PCI;
      case PCI -> Way.TRIPLE_FAULT;
      default -> Way.KEYBOARD;
    };
  }

  /** {@code acpi_reboot} of drivers/acpi/reboot.c. */
  private void acpi() {
    AcpiReset register = AcpiReset.of(kernel.acpiTables());
    if (register != null) {
      Vcpu boot = kernel.cpu();
      boot.call(
          () -> kernel.printk().print(Printk.DEBUG, "ACPI MEMORY or I/O RESET_REG."),
          () -> register.write(boot.ports(), boot.physical()));
      boot.delay(ACPI_NS);
    }
  }

  /** Pulses the CPU's reset line through the keyboard controller, as soon as that listens. */
  private void keyboard(int pulses) {
    if (pulses == 0) {
      return;
    }
    Vcpu boot = kernel.cpu();
    boolean busy = (boot.ports().inb(KEYBOARD_COMMAND) & INPUT_FULL) != 0;
    boot.delay(busy ? BUSY_NS : SHORT_NS);
    boot.call(() -> boot.ports().outb(KEYBOARD_COMMAND, PULSE_RESET));
    boot.delay(SHORT_NS);
    boot.call(() -> keyboard(pulses - 1));
  }

  /** The chipset's reset control register, where there is PCI. */
  private void pci() {
    if (!kernel.hasPci()) {
      return;
    }
    Vcpu boot = kernel.cpu();
    PortIo ports = boot.ports();
    int code = mode.equals("warm") || !isNew() ? RESET_WARM : RESET_COLD;
    int kept = ports.inb(RESET_CONTROL) & ~code;
    boot.call(() -> ports.outb(RESET_CONTROL, kept | HARD_RESET));
    boot.delay(SHORT_NS);
    boot.call(() -> ports.outb(RESET_CONTROL, kept | code));
    boot.delay(SHORT_NS);
  }
}
