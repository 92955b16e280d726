package org.pvpanic.emulator;

import io.netty.channel.IoEventLoop;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.chardev.Chardev;
import org.pvpanic.chardev.ChardevConfig;
import org.pvpanic.chardev.ChardevException;
import org.pvpanic.chardev.Chardevs;
import org.pvpanic.chardev.FdSets;
import org.pvpanic.options.Diagnostics;
import org.pvpanic.options.FdSetMember;
import org.pvpanic.options.KeyValues;
import org.pvpanic.options.Option;
import org.pvpanic.options.OptionGroup;
import org.pvpanic.options.QemuError;
import org.pvpanic.options.Settings;
import org.pvpanic.qom.QomObject;

/** The character back ends of a machine, and whether they are taken. */
final class BackEnds {

  private final IoEventLoop loop;
  private final Diagnostics diagnostics;
  private final FdSets fds = new FdSets();
  private final Map<String, Opened> opened = new LinkedHashMap<>();
  private final Set<Chardev> taken = new HashSet<>();

  /**
   * A back end.
   *
   * @param kind as QEMU's type names have it
   * @param origin the option that it comes from, where QEMU names it in messages
   * @param consequence what QEMU says, last of all, if it cannot be opened
   */
  private record Opened(
      Chardev chardev, String kind, @Nullable Option origin, @Nullable String consequence) {}

  BackEnds(IoEventLoop loop, Diagnostics diagnostics) {
    this.loop = loop;
    this.diagnostics = diagnostics;
  }

  /**
   * Takes the descriptors that {@code -add-fd} names.
   *
   * @throws QemuError when there is no such descriptor
   */
  void adoptDescriptors(Settings settings) {
    for (KeyValues values : settings.each(OptionGroup.ADD_FD)) {
      FdSetMember member = FdSetMember.of(values, FdSets::isInherited);
      try {
        fds.add(member.fd(), (int) member.set(), member.opaque());
      } catch (ChardevException e) {
        throw values.error(String.valueOf(e.getMessage()));
      }
    }
  }

  /**
   * Checks that a name can be given to a back end.
   *
   * @throws ChardevException with QEMU's words when one has it
   */
  void checkFree(String id) throws ChardevException {
    if (opened.containsKey(id)) {
      throw new ChardevException("Duplicate ID '" + id + "' for chardev");
    }
  }

  /** Opens what a {@code -chardev} says. */
  void openChardev(KeyValues values) {
    String id = values.id();
    if (id == null) {
      throw values.error("chardev: no id specified");
    }
    String backend = values.get("backend");
    if (backend == null) {
      throw values.error("chardev: \"" + id + "\" missing backend");
    }
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("id", id);
    for (String key : values.keys()) {
      if (!key.equals("backend")) {
        keys.put(key, String.valueOf(values.get(key)));
      }
    }
    try {
      checkFree(id);
      open(ChardevConfig.parse(backend, keys), values.origin(), null);
    } catch (ChardevException e) {
      throw values.error(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Opens a back end.
   *
   * @param origin the option that it comes from, where QEMU names it in messages
   * @param consequence what QEMU says, last of all, if it cannot be opened
   */
  Chardev open(ChardevConfig config, @Nullable Option origin, @Nullable String consequence)
      throws ChardevException {
    Chardev chardev =
        Chardevs.open(config, loop, fds, warning -> diagnostics.at(origin).warn(warning, ""));
    opened.put(chardev.label(), new Opened(chardev, kind(config), origin, consequence));
    return chardev;
  }

  private static String kind(ChardevConfig config) {
    if (config instanceof ChardevConfig.Inert inert) {
      return inert.backend();
    }
    if (config instanceof ChardevConfig.Pty) {
      return "pty";
    }
    if (config instanceof ChardevConfig.File) {
      return "file";
    }
    if (config instanceof ChardevConfig.Null) {
      return "null";
    }
    return config instanceof ChardevConfig.Stdio ? "stdio" : "socket";
  }

  /** The back end of that name, or null. */
  @Nullable Chardev find(String id) {
    Opened found = opened.get(id);
    return found == null ? null : found.chardev();
  }

  /**
   * The back end of that name.
   *
   * @throws QemuError when there is none
   */
  Chardev find(String id, @Nullable Option origin) {
    Chardev found = find(id);
    if (found == null) {
      throw new QemuError("chardev \"" + id + "\" not found").at(origin);
    }
    return found;
  }

  /** Gives a back end to a front end; a back end has one at most. */
  boolean claim(Chardev chardev) {
    return taken.add(chardev);
  }

  /**
   * Gives a back end to a front end.
   *
   * @throws QemuError when it has one already
   */
  Chardev claim(Chardev chardev, @Nullable Option origin) {
    if (!claim(chardev)) {
      throw new QemuError("Device '" + chardev.label() + "' is in use").at(origin);
    }
    return chardev;
  }

  /** The back ends, oldest first. */
  List<Chardev> all() {
    return opened.values().stream().map(Opened::chardev).toList();
  }

  /** The descriptors that were handed over by number. */
  FdSets fdSets() {
    return fds;
  }

  /** Puts them into the object tree. */
  void addTo(QomObject chardevs) {
    opened.forEach((label, it) -> chardevs.add(label, "chardev-" + it.kind()));
  }

  /**
   * Tells which pseudo terminals there are, as QEMU does on standard output.
   *
   * @param news takes a line each
   */
  void announce(Consumer<String> news) {
    for (Chardev chardev : all()) {
      chardev
          .ptyPath()
          .ifPresent(
              path ->
                  news.accept(
                      "char device redirected to " + path + " (label " + chardev.label() + ")"));
    }
  }

  /**
   * Waits for the clients and servers without which the machine is not to start. Not on the loop.
   *
   * @throws QemuError when one cannot be reached
   */
  void awaitReady() {
    for (Opened it : List.copyOf(opened.values())) {
      if (it.chardev().isWaiting()) {
        diagnostics.info(it.origin(), "QEMU waiting for connection on: " + it.chardev().filename());
      }
      try {
        it.chardev().awaitReady();
      } catch (ChardevException e) {
        throw refused(it, String.valueOf(e.getMessage()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new QemuError("interrupted while waiting for a connection").at(it.origin());
      }
    }
  }

  private QemuError refused(Opened it, String message) {
    QemuError refusal = new QemuError(message).at(it.origin());
    if (it.consequence() == null) {
      return refusal;
    }
    diagnostics.error(refusal);
    return new QemuError(it.consequence()).at(it.origin());
  }

  /** Closes them and all descriptors that were handed over. */
  void close() {
    all().forEach(Chardev::close);
    fds.close();
  }
}
