package org.pvpanic.qtest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.IrqPin;
import org.pvpanic.bus.IrqPins;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.VersionProfile.Change;
import org.pvpanic.qom.QomObject;
import org.pvpanic.vm.Vm;

/**
 * The pins at which interrupts come in and go out. The client can drive those of any device, and
 * hears of those of one, until the machine is at its end.
 */
final class QtestInterrupts {

  private static final Set<String> PINS = Set.of("child<irq>", "link<irq>");
  private static final String NO_INTERCEPTS = "No intercepts installed";

  private final Vm vm;
  private final Consumer<String> client;

  /** What the client takes the pins for that it hears of; one past the end is never heard of. */
  private final int[] levels = new int[256];

  private @Nullable QomObject intercepted;

  /**
   * The pins of a machine.
   *
   * @param client told of every change, in the midst of what causes it
   */
  QtestInterrupts(Vm vm, Consumer<String> client) {
    this.vm = vm;
    this.client = client;
  }

  /** Another client came, which takes all pins for low. */
  void opened() {
    Arrays.fill(levels, 0);
  }

  /** {@code irq_intercept_in}: all inputs of a device; in 7.2 those without a name. */
  void interceptInputs(Words words) throws QtestException {
    QomObject device = device(words.text(1));
    boolean named = vm.version().has(Change.QTEST_NAMED_INTERCEPTS);
    if (named && words.has(2)) {
      throw new QtestException("Interception of named in-GPIOs not yet supported");
    }
    if (isFree(device)) {
      if (named && !hasPins(device, "")) {
        throw new QtestException(NO_INTERCEPTS);
      }
      intercept(device, IrqPins.IN);
    }
  }

  /** {@code irq_intercept_out}: the outputs of a device without a name, or, since 8.2, with one. */
  void interceptOutputs(Words words) throws QtestException {
    QomObject device = device(words.text(1));
    boolean named = vm.version().has(Change.QTEST_NAMED_INTERCEPTS);
    if (isFree(device)) {
      String list = named && words.has(2) ? words.text(2) : IrqPins.OUT;
      boolean there =
          list.equals(IrqPins.OUT) ? hasPins(device, "unnamed-gpio-") : hasPins(device, list + "[");
      if (named && !there) {
        throw new QtestException(NO_INTERCEPTS);
      }
      intercept(device, list);
    }
  }

  /** {@code set_irq_in}. A pin that the board has, and behind which nothing is, can be driven. */
  void drive(Words words) throws QtestException {
    QomObject device = device(words.text(1));
    IrqPins pins = pins(device, words.text(2));
    int number = words.integer(3);
    int level = words.integer(4);
    if (number >= 0 && number < vm.machine().interrupts().pins(pins).size()) {
      vm.loop().submit(new Input.IrqLevel(pins, number, level));
    } else if (!device.children().containsKey(pins.list() + "[" + number + "]")) {
      throw new QtestException("No input " + number + " in '" + pins.list() + "'");
    }
  }

  private QomObject device(String path) throws QtestException {
    QomObject found = vm.qom().resolve(path);
    if (found == null) {
      throw new QtestException("Unknown device");
    }
    if (!found.types().find(found.type()).map(type -> type.isA("device")).orElse(true)) {
      throw new QtestException("'" + path + "' is not a device");
    }
    return found;
  }

  /** Whether the pins of no device are intercepted. */
  private boolean isFree(QomObject device) throws QtestException {
    if (intercepted != null && intercepted != device) {
      throw new QtestException("IRQ intercept already enabled");
    }
    return intercepted == null;
  }

  private static boolean hasPins(QomObject device, String prefix) {
    return device.ownProperties().stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> Objects.requireNonNull(device.property(name)).type())
        .anyMatch(PINS::contains);
  }

  private void intercept(QomObject device, String list) {
    intercepted = device;
    List<IrqPin> pins = vm.machine().interrupts().pins(pins(device, list));
    for (int i = 0; i < pins.size(); i++) {
      int number = i;
      pins.get(i).clip(level -> driven(number, level));
    }
  }

  private void driven(int number, int level) {
    if (levels[number] != level) {
      levels[number] = level;
      client.accept("IRQ " + (level == 0 ? "lower " : "raise ") + number);
    }
  }

  /** The board's own devices are told apart by the order in which they came onto it. */
  private IrqPins pins(QomObject device, String list) {
    List<QomObject> alike = new ArrayList<>(2);
    collect(vm.qom(), device.type(), alike);
    return new IrqPins(device.type(), alike.indexOf(device), list);
  }

  private static void collect(QomObject at, String type, List<QomObject> found) {
    if (at.type().equals(type)) {
      found.add(at);
    }
    at.children().values().forEach(child -> collect(child, type, found));
  }
}
