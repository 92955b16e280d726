package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.ModuleFiles;
import org.pvpanic.guest.linux.ModuleImage;

/** modinfo: what the file of a module says of it. */
final class Modinfo {

  private static final OptionSpec SPEC =
      OptionSpec.of(
          "adlpn0mF:k:b:Vh",
          "author=a description=d license=l parameters=p filename=n null=0 modname=m field=F"
              + " set-version=k basedir=b version=V help=h");
  private static final OptionSpec BUSYBOX = OptionSpec.of("adlpn0F:");

  private final Call call;
  private final @Nullable String field;
  private final String end;
  private final List<String> names;
  private int next;

  private Modinfo(Call call, Options options) {
    this.call = call;
    this.field = field(options);
    this.end = options.has('0') ? "\0" : "\n";
    this.names = options.operands();
  }

  private static @Nullable String field(Options options) {
    return switch (options.last("adlpnF", ' ')) {
      case 'a' -> "author";
      case 'd' -> "description";
      case 'l' -> "license";
      case 'p' -> "parm";
      case 'n' -> "filename";
      case 'F' -> options.value('F');
      default -> null;
    };
  }

  static void run(Call call) {
    if (call.isBusybox()) {
      Options options = call.options(BUSYBOX);
      if (options.operands().isEmpty()) {
        throw call.usage("");
      }
      FileReader.read(
          call,
          Kmod.folder(call) + "/modules.dep",
          bytes -> new Modinfo(call, options).next(),
          errno -> {
            throw call.fail(
                "can't open '" + Kmod.folder(call) + "/modules.dep': " + errno.message());
          });
      return;
    }
    Options options = Kmod.options(call, SPEC);
    if (options.has('V')) {
      Kmod.version(call);
      return;
    }
    if (options.operands().isEmpty()) {
      throw Kmod.error(call, "missing module or filename.");
    }
    new Modinfo(call, options).next();
  }

  private void next() {
    if (next == names.size()) {
      call.exit();
      return;
    }
    String name = names.get(next++);
    String path =
        name.indexOf('/') >= 0 || name.endsWith(".ko")
            ? name
            : ModuleFiles.pathOf(call.kernel(), Kmod.nameOf(name));
    if (path == null) {
      missing(name);
    } else {
      FileReader.read(call, path, bytes -> show(name, path, bytes), errno -> unreadable(name));
    }
  }

  private void unreadable(String name) {
    if (name.indexOf('/') < 0) {
      missing(name);
      return;
    }
    call.err("modinfo: ERROR: Module " + name + " not found.\n");
    call.setStatus(1);
    next();
  }

  private void missing(String name) {
    call.err(
        call.isBusybox()
            ? "modinfo: module '" + name + "' not found\n"
            : "modinfo: ERROR: Module " + name + " not found.\n");
    call.setStatus(1);
    next();
  }

  private void show(String name, String path, byte[] content) {
    ModuleImage image = ModuleImage.parse(content);
    if (image == null) {
      missing(name);
      return;
    }
    if (field == null) {
      all(path, image);
    } else if (field.equals("filename")) {
      call.out(path + end);
    } else if (field.equals("parm")) {
      for (String parameter : parameters(image)) {
        call.out(parameter + end);
      }
    } else {
      for (String tag : image.tags()) {
        if (tag.startsWith(field + "=")) {
          call.out(tag.substring(field.length() + 1) + end);
        }
      }
    }
    next();
  }

  private void all(String path, ModuleImage image) {
    line("filename", path);
    for (String tag : image.tags()) {
      int equals = tag.indexOf('=');
      String key = tag.substring(0, equals);
      if (!key.equals("parm") && !key.equals("parmtype")) {
        line(key, tag.substring(equals + 1));
      }
    }
    for (String parameter : parameters(image)) {
      line("parm", parameter);
    }
  }

  private void line(String key, String value) {
    call.out(Text.padRight(key + ":", 16) + value + end);
  }

  private static List<String> parameters(ModuleImage image) {
    List<String> parameters = new ArrayList<>(1);
    for (String tag : image.tags()) {
      if (tag.startsWith("parm=")) {
        String text = tag.substring("parm=".length());
        String type = image.value("parmtype");
        String name = text.substring(0, text.indexOf(':'));
        for (String other : image.tags()) {
          if (other.startsWith("parmtype=" + name + ":")) {
            type = other.substring("parmtype=".length() + name.length() + 1);
          }
        }
        parameters.add(text + (type == null ? "" : " (" + type + ")"));
      }
    }
    return parameters;
  }
}
