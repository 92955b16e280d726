package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.Step;

/**
 * The input devices that there are, and the module evdev, which gives each a file in /dev/input.
 */
public final class InputDevices {

  static final String POWER_BUTTON_PATH = "/devices/LNXSYSTM:00/LNXPWRBN:00/input/input2";

  /** The minor number of event0. */
  private static final int FIRST_EVENT = 64;

  private static final int EV_SYN = 0;
  private static final int EV_KEY = 1;
  private static final int KEY_POWER = 116;

  private static final String KEYBOARD =
      """
      I: Bus=0011 Vendor=0001 Product=0001 Version=ab41
      N: Name="AT Translated Set 2 keyboard"
      P: Phys=isa0060/serio0/input0
      S: Sysfs=/devices/platform/i8042/serio0/input/input0
      U: Uniq=
      H: Handlers={sysrq}kbd leds {event}
      B: PROP=0
      B: EV=120013
      B: KEY=402000000 3803078f800d001 feffffdfffefffff fffffffffffffffe
      B: MSC=10
      B: LED=7

      """;

  private static final String BUTTON =
      """
      I: Bus=0019 Vendor=0000 Product=0001 Version=0000
      N: Name="Power Button"
      P: Phys=LNXPWRBN/button/input0
      S: Sysfs=/devices/LNXSYSTM:00/LNXPWRBN:00/input/input2
      U: Uniq=
      H: Handlers=kbd {event}
      B: PROP=0
      B: EV=3
      B: KEY=10000000000000 0

      """;

  private final Kernel kernel;
  private final List<Step> buttonListeners = new ArrayList<>(0);
  private @Nullable EventNode keyboard;
  private @Nullable EventNode powerButton;
  private boolean evdev;

  InputDevices(Kernel kernel) {
    this.kernel = kernel;
  }

  /** The driver of the keyboard has found it. */
  void addKeyboard() {
    keyboard = new EventNode(kernel, FIRST_EVENT);
    showNodes(evdev);
  }

  void addPowerButton() {
    powerButton = new EventNode(kernel, FIRST_EVENT + 1);
    showNodes(evdev);
  }

  void removePowerButton() {
    powerButton = null;
    showNodes(evdev);
  }

  /** Lets a service hear of the power button; it runs as a step of an interrupt. */
  public void onPowerButton(Step pressed) {
    buttonListeners.add(pressed);
  }

  void pressPowerButton() {
    EventNode node = powerButton;
    if (node == null) {
      return;
    }
    node.emit(EV_KEY, KEY_POWER, 1);
    node.emit(EV_SYN, 0, 0);
    node.emit(EV_KEY, KEY_POWER, 0);
    node.emit(EV_SYN, 0, 0);
    for (Step listener : List.copyOf(buttonListeners)) {
      listener.run();
    }
  }

  ModuleDriver evdev() {
    return new ModuleDriver() {
      @Override
      public void start(Task loader, Consumer<@Nullable Errno> done) {
        showNodes();
        done.accept(null);
      }

      @Override
      public void stop() {
        showNodes(false);
      }
    };
  }

  /** evdev is there. */
  void showNodes() {
    showNodes(true);
  }

  private void showNodes(boolean shown) {
    evdev = shown;
    kernel.nodes().remove("/dev/input");
    int number = 0;
    if (evdev && keyboard != null) {
      kernel.nodes().add("/dev/input/event" + number++, keyboard);
    }
    if (evdev && powerButton != null) {
      kernel.nodes().add("/dev/input/event" + number, powerButton);
    }
  }

  /** How many files of evdev are open. */
  int openNodes() {
    return (keyboard == null ? 0 : keyboard.opened())
        + (powerButton == null ? 0 : powerButton.opened());
  }

  /** The content of {@code /proc/bus/input/devices}. */
  String list() {
    StringBuilder text = new StringBuilder();
    int number = 0;
    if (keyboard != null) {
      text.append(
          KEYBOARD
              .replace("{sysrq}", kernel.sysRq().isOn() ? "sysrq " : "")
              .replace("{event}", evdev ? "event" + number++ + " " : ""));
    }
    if (powerButton != null) {
      text.append(BUTTON.replace("{event}", evdev ? "event" + number + " " : ""));
    }
    return text.toString();
  }
}
