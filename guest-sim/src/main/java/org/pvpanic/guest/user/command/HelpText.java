package org.pvpanic.guest.user.command;

/** Help texts for the programs of services. */
public final class HelpText {

  private HelpText() {}

  /** The text that {@code name --help} prints. */
  public static String of(String name) {
    return Manual.of(name);
  }

  /** What an applet of busybox prints when it is used wrongly. */
  public static String busybox(String applet) {
    return BusyboxHelp.of(applet);
  }
}
