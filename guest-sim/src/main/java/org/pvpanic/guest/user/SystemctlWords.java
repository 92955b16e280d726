package org.pvpanic.guest.user;

/** What systemctl says: in the words of systemd 219, or of 252. */
final class SystemctlWords {

  private static final String FOLDER = "/etc/systemd/system/";

  private static final String NO_INSTALL_219 =
      """
      The unit files have no [Install] section. They are not meant to be enabled
      using systemctl.
      Possible reasons for having this kind of units are:
      1) A unit may be statically enabled by being symlinked from another unit's
         .wants/ or .requires/ directory.
      2) A unit's purpose may be to act as a helper for some other unit which has
         a requirement dependency on it.
      3) A unit may be started when needed via activation (socket, path, timer,
         D-Bus, udev, scripted systemctl call, ...).
      """;

  private static final String NO_INSTALL_252 =
      """
      The unit files have no installation config (WantedBy=, RequiredBy=, Also=,
      Alias= settings in the [Install] section, and DefaultInstance= for template
      units). This means they are not meant to be enabled or disabled using systemctl.
      \s
      Possible reasons for having this kind of units are:
      • A unit may be statically enabled by being symlinked from another unit's
        .wants/ or .requires/ directory.
      • A unit's purpose may be to act as a helper for some other unit which has
        a requirement dependency on it.
      • A unit may be started when needed via activation (socket, path, timer,
        D-Bus, udev, scripted systemctl call, ...).
      • In case of template units, the unit is meant to be enabled with some
        instance name specified.
      """;

  private final boolean old;

  SystemctlWords(boolean old) {
    this.old = old;
  }

  String unknownVerb(String verb) {
    return old ? "Unknown operation '" + verb + "'.\n" : "Unknown command verb " + verb + ".\n";
  }

  String notFound(String verb, String unit) {
    return "Failed to "
        + verb
        + " "
        + unit
        + ": Unit "
        + (verb.equals("stop") ? unit + " not loaded" : old ? "not found" : unit + " not found")
        + ".\n";
  }

  String masked(String verb, String unit) {
    return "Failed to " + verb + " " + unit + ": Unit " + (old ? "" : unit + " ") + "is masked.\n";
  }

  String jobFailed(String unit) {
    return old
        ? "Job for "
            + unit
            + " failed because the control process exited with error code. See \"systemctl status "
            + unit
            + "\" and \"journalctl -xe\" for details.\n"
        : "Job for "
            + unit
            + " failed because the control process exited with error code.\nSee \"systemctl status "
            + unit
            + "\" and \"journalctl -xeu "
            + unit
            + "\" for details.\n";
  }

  String notPermitted(String verb, String unit) {
    return "Failed to "
        + verb
        + " "
        + unit
        + ": Interactive authentication required.\nSee system logs and 'systemctl status "
        + unit
        + "' for details.\n";
  }

  String noFile(String verb, String unit) {
    return old
        ? "Failed to execute operation: No such file or directory\n"
        : "Failed to " + verb + " unit: Unit file " + unit + " does not exist.\n";
  }

  String noState(String unit) {
    return "Failed to get unit file state for " + unit + ": No such file or directory\n";
  }

  private String wants(Unit unit) {
    return FOLDER + unit.spec().wantedBy() + ".wants/" + unit.name();
  }

  private String created(String link, String target) {
    return old
        ? "Created symlink from " + link + " to " + target + ".\n"
        : "Created symlink " + link + " → " + target + ".\n";
  }

  private String removed(String link) {
    return old ? "Removed symlink " + link + ".\n" : "Removed \"" + link + "\".\n";
  }

  String enabled(Unit unit) {
    return created(
        wants(unit), (old ? "/usr/lib/systemd/system/" : "/lib/systemd/system/") + unit.name());
  }

  String disabled(Unit unit) {
    return removed(wants(unit));
  }

  String maskedNow(String unit) {
    return created(FOLDER + unit, "/dev/null");
  }

  String unmasked(String unit) {
    return removed(FOLDER + unit);
  }

  String noInstall() {
    return old ? NO_INSTALL_219 : NO_INSTALL_252;
  }
}
