package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The loaded modules (kernel/module of Linux): loading with its checks, taints and messages,
 * unloading, and what is told of them.
 */
public final class Modules {

  private enum State {
    LIVE("Live", ""),
    COMING("Loading", "+"),
    GOING("Unloading", "-");

    private final String word;
    private final String mark;

    State(String word, String mark) {
      this.word = word;
      this.mark = mark;
    }
  }

  /** A module in memory. */
  private static final class Loaded {
    private final ModuleType type;
    private final long address;
    private final ModuleDriver driver;
    private State state = State.COMING;

    Loaded(ModuleType type, long address, ModuleDriver driver) {
      this.type = type;
      this.address = address;
      this.driver = driver;
    }
  }

  private static final int PAGE = 4096;

  /** Modules lie behind the text; where that may be moved, it has 1 GiB to itself. */
  private static final long FIXED_AREA = 0xffffffffa0000000L;

  private static final long AREA = 0xffffffffc0000000L;
  private static final long AREA_PAGES = 0x4000;

  private final Kernel kernel;
  private final ModuleDrivers drivers;

  /** The newest first. */
  private final List<Loaded> loaded = new ArrayList<>(0);

  private long nextAddress;
  private boolean unsignedTold;
  private String lastUnloaded = "";

  Modules(Kernel kernel) {
    this.kernel = kernel;
    this.drivers = new ModuleDrivers(kernel);
  }

  ModuleDrivers drivers() {
    return drivers;
  }

  private boolean el7() {
    return kernel.isEl7();
  }

  /** Loads what udev and the initramfs of an installed system load: without a word. */
  public void coldplug() {
    String[] newestFirst = kernel.profile().modules().split(" ");
    for (int i = newestFirst.length - 1; i >= 0; i--) {
      if (!newestFirst[i].startsWith("pvpanic")) {
        loadSilently(newestFirst[i]);
      }
    }
    if (el7()) {
      drivers.button().probe(false);
    }
    for (String name : drivers.wantedByDevices()) {
      loadSilently(name);
    }
  }

  /** Loads a module and what it needs, as udev does for a device: without a word. */
  void loadSilently(String name) {
    ModuleType type = ModuleCatalog.find(el7(), name);
    if (type != null && find(type.name()) == null) {
      for (String needed : type.depends()) {
        loadSilently(needed);
      }
      Loaded module = place(type, drivers.of(type.name(), ""));
      module.state = State.LIVE;
      drivers.bind(type.name());
    }
  }

  private Loaded place(ModuleType type, ModuleDriver driver) {
    if (nextAddress == 0) {
      long area = kernel.profile().defaults().kaslr() ? AREA : FIXED_AREA;
      nextAddress = area + kernel.entropy().below(AREA_PAGES) * PAGE;
    }
    Loaded module = new Loaded(type, nextAddress, driver);
    nextAddress += (type.size() + 3L * PAGE) & -PAGE;
    loaded.add(0, module);
    return module;
  }

  /**
   * Loads a module as init_module(2) does.
   *
   * @param file the content of its file
   * @param parameters words of {@code name=value} with blanks between
   * @param then gets null, or why it failed; not at all when its init does not come back
   */
  public void load(Task task, byte[] file, String parameters, Consumer<@Nullable Errno> then) {
    ModuleImage image = ModuleImage.parse(file);
    String name = image == null ? null : image.value("name");
    ModuleType type = name == null ? null : ModuleCatalog.find(el7(), name);
    if (image == null || type == null) {
      then.accept(Errno.ENOEXEC);
      return;
    }
    Errno refused = check(type, image);
    if (refused != null) {
      then.accept(refused);
      return;
    }
    ModuleParameters given = ModuleParameters.parse(type, parameters);
    kernel.cpu().call(() -> tellTaints(type), () -> init(task, type, given, then));
  }

  private @Nullable Errno check(ModuleType type, ModuleImage image) {
    String magic = image.value("vermagic");
    String release = magic == null ? "" : magic.substring(0, magic.indexOf(' '));
    if (!release.equals(kernel.release())) {
      say(
          Printk.ERROR,
          type.name() + ": version magic '" + magic + "' should be '" + ownMagic(magic) + "'");
      return Errno.ENOEXEC;
    }
    if (find(type.name()) != null) {
      return Errno.EEXIST;
    }
    for (String needed : type.depends()) {
      if (find(needed) == null) {
        say(
            Printk.WARNING,
            type.name() + ": Unknown symbol " + ModuleDrivers.symbolOf(needed) + " (err -2)");
        return Errno.ENOENT;
      }
    }
    return null;
  }

  private String ownMagic(@Nullable String other) {
    int rest = other == null ? -1 : other.indexOf(' ');
    return kernel.release() + (rest < 0 || other == null ? "" : other.substring(rest));
  }

  private void say(int level, String text) {
    kernel.printk().print(level, text);
  }

  private void tellTaints(ModuleType type) {
    Taint taint = kernel.taint();
    if ((type.taint() & Taint.OUT_OF_TREE) != 0 && !taint.has(Taint.OUT_OF_TREE)) {
      say(Printk.WARNING, type.name() + ": loading out-of-tree module taints kernel.");
    }
    if ((type.taint() & Taint.UNSIGNED) != 0 && !unsignedTold) {
      unsignedTold = true;
      kernel
          .cpu()
          .call(
              () ->
                  say(
                      Printk.NOTICE,
                      type.name()
                          + ": module verification failed: signature and/or required key missing"
                          + " - tainting kernel"));
    }
    taint.add(type.taint());
  }

  private void init(
      Task task, ModuleType type, ModuleParameters given, Consumer<@Nullable Errno> then) {
    for (String unknown : given.unknown()) {
      say(
          el7() ? Printk.ERROR : Printk.WARNING,
          el7()
              ? type.name() + ": Unknown parameter `" + unknown + "'"
              : type.name() + ": unknown parameter '" + unknown + "' ignored");
      if (el7()) {
        then.accept(Errno.ENOENT);
        return;
      }
    }
    if (given.bad() != null) {
      say(Printk.ERROR, type.name() + ": `' invalid for parameter `" + given.bad() + "'");
      then.accept(Errno.EINVAL);
      return;
    }
    Loaded module = place(type, drivers.of(type.name(), given.value("what")));
    module.driver.start(
        task,
        failure -> {
          if (failure == null) {
            module.state = State.LIVE;
          } else {
            loaded.remove(module);
          }
          then.accept(failure);
        });
  }

  /** Unloads a module as delete_module(2) does; returns null, or why not. */
  public @Nullable Errno unload(String name) {
    Loaded module = find(name);
    if (module == null) {
      return Errno.ENOENT;
    }
    if (!users(module).isEmpty()) {
      return Errno.EWOULDBLOCK;
    }
    if (module.state != State.LIVE) {
      return Errno.EBUSY;
    }
    if (references(module) > 0) {
      return Errno.EWOULDBLOCK;
    }
    module.state = State.GOING;
    module.driver.stop();
    loaded.remove(module);
    lastUnloaded = module.type.name();
    return null;
  }

  private @Nullable Loaded find(String name) {
    String wanted = name.replace('-', '_');
    for (Loaded module : loaded) {
      if (module.type.name().equals(wanted)) {
        return module;
      }
    }
    return null;
  }

  /** Whether a module of that name is loaded; dashes count as underscores. */
  public boolean isLoaded(String name) {
    return find(name) != null;
  }

  /** How many use it: modules, and others. 0 when it is not loaded. */
  public int references(String name) {
    Loaded module = find(name);
    return module == null ? 0 : references(module);
  }

  private int references(Loaded module) {
    return users(module).size()
        + module.type.users()
        + drivers.users(module.type.name())
        + (module.state == State.COMING ? 1 : 0);
  }

  /** The modules that need it, the newest first. */
  public List<String> users(String name) {
    Loaded module = find(name);
    return module == null ? List.of() : users(module);
  }

  private List<String> users(Loaded module) {
    List<String> users = new ArrayList<>(2);
    for (Loaded other : loaded) {
      if (other.type.depends().contains(module.type.name())) {
        users.add(other.type.name());
      }
    }
    return users;
  }

  /** Where a module lies, or 0. */
  long address(String name) {
    Loaded module = find(name);
    return module == null ? 0 : module.address;
  }

  /** The content of {@code /proc/modules}. */
  public String list() {
    StringBuilder text = new StringBuilder();
    for (Loaded module : loaded) {
      text.append(module.type.name()).append(' ').append(module.type.size());
      text.append(' ').append(references(module)).append(' ');
      List<String> users = users(module);
      for (String user : users) {
        text.append(user).append(',');
      }
      if (users.isEmpty()) {
        text.append('-');
      }
      text.append(' ').append(module.state.word);
      text.append(" 0x").append(Hex.wide(module.address));
      if (module.type.taint() != 0) {
        text.append(" (").append(Taint.letters(module.type.taint()));
        text.append(module.state.mark).append(')');
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** What a crash says behind {@code Modules linked in:}. */
  String linkedIn() {
    StringBuilder text = new StringBuilder();
    for (Loaded module : loaded) {
      String marks = Taint.letters(module.type.taint()) + module.state.mark;
      text.append(' ').append(module.type.name());
      if (!marks.isEmpty()) {
        text.append('(').append(marks).append(')');
      }
    }
    if (!lastUnloaded.isEmpty()) {
      text.append(" [last unloaded: ").append(lastUnloaded).append(']');
    }
    return text.toString();
  }
}
