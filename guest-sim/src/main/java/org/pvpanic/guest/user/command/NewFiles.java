package org.pvpanic.guest.user.command;

import java.util.List;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.OpenFlags;

/** mktemp, mknod and mkfifo. */
final class NewFiles {

  private static final OptionSpec MKTEMP =
      OptionSpec.of("dp::qtu", "directory=d tmpdir=p quiet=q dry-run=u");
  private static final OptionSpec MKTEMP_BUSYBOX = OptionSpec.of("dp:qtu");
  private static final OptionSpec MODE = OptionSpec.of("m:", "mode=m");
  private static final OptionSpec MODE_BUSYBOX = OptionSpec.of("m:");
  private static final String LETTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final int TRIES = 100;

  private NewFiles() {}

  static void mktemp(Call call) {
    Options options = call.options(MKTEMP, MKTEMP_BUSYBOX);
    List<String> operands = options.operands();
    if (operands.size() > 1) {
      throw call.usage(call.isBusybox() ? "" : "too many templates");
    }
    String template = operands.isEmpty() ? "tmp.XXXXXX" : operands.get(0);
    if (operands.isEmpty() && !call.isBusybox()) {
      template = "tmp.XXXXXXXXXX";
    }
    boolean inFolder = operands.isEmpty() || options.has('t') || options.has('p');
    String folder = options.value('p');
    if (inFolder && (folder == null || folder.isEmpty())) {
      folder = call.task().environment().getOrDefault("TMPDIR", "/tmp");
    }
    int end = template.length();
    int from = end;
    while (from > 0 && template.charAt(from - 1) == 'X') {
      from--;
    }
    if (end - from < (call.isBusybox() ? 6 : 3)) {
      throw call.isBusybox()
          ? call.fail("(null): Invalid argument")
          : call.fail("too few X's in template " + Quoting.quote(call, template));
    }
    String prefix = (inFolder ? folder + "/" : "") + template.substring(0, from);
    make(call, options, prefix, end - from, template);
  }

  /** Names follow from the process and the time, so that each machine makes its own. */
  private static void make(Call call, Options options, String prefix, int length, String template) {
    long seed = call.kernel().realtimeNs() * 31 + call.task().pid();
    for (int i = 0; i < TRIES; i++) {
      seed = seed * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
      long value = seed >>> 8;
      StringBuilder name = new StringBuilder(prefix);
      for (int k = 0; k < length; k++) {
        name.append(LETTERS.charAt((int) (value % LETTERS.length())));
        value = value / LETTERS.length() + k * 7L;
      }
      try {
        if (Disk.lstatOrNull(call, name.toString()) != null) {
          continue;
        }
        if (options.has('u')) {
          call.out(name + "\n");
        } else if (options.has('d')) {
          Disk.mkdir(call, name.toString(), 0700);
          call.out(name + "\n");
        } else {
          int flags = OpenFlags.READ_WRITE | OpenFlags.CREATE | OpenFlags.EXCLUSIVE;
          Disk.open(call, name.toString(), flags, 0600);
          call.out(name + "\n");
        }
        call.exit();
        return;
      } catch (SysError e) {
        if (e.errno() != Errno.EEXIST) {
          throw call.isBusybox()
              ? call.fail("(null): " + e.errno().message())
              : call.fail(
                  "failed to create "
                      + (options.has('d') ? "directory" : "file")
                      + " via template "
                      + Quoting.quote(call, template)
                      + ": "
                      + e.errno().message());
        }
      }
    }
    throw call.fail("failed to create file: File exists");
  }

  static void mknod(Call call) {
    Options options = call.options(MODE, MODE_BUSYBOX);
    List<String> words = options.operands();
    boolean fifo = words.size() > 1 && words.get(1).equals("p");
    int wanted = fifo ? 2 : 4;
    if (words.size() != wanted) {
      throw call.isBusybox()
          ? call.usage("")
          : call.usage(
              words.isEmpty()
                  ? "missing operand"
                  : words.size() < wanted
                      ? "missing operand after " + Quoting.quote(call, words.get(words.size() - 1))
                      : "extra operand " + Quoting.quote(call, words.get(wanted)));
    }
    int kind =
        switch (words.get(1)) {
          case "p" -> Mode.FIFO;
          case "c", "u" -> Mode.CHARACTER;
          case "b" -> Mode.BLOCK;
          default ->
              throw call.isBusybox()
                  ? call.usage("")
                  : call.usage("invalid device type " + Quoting.quote(call, words.get(1)));
        };
    int major = fifo ? 0 : number(call, words.get(2), "major");
    int minor = fifo ? 0 : number(call, words.get(3), "minor");
    make(call, options, words.get(0), kind, major, minor);
    call.exit();
  }

  private static int number(Call call, String text, String what) {
    Long value = Numbers.decimal(text);
    if (value == null || value > 255) {
      throw call.isBusybox()
          ? call.fail("invalid number '" + text + "'")
          : call.fail("invalid " + what + " device number " + Quoting.quote(call, text));
    }
    return value.intValue();
  }

  static void mkfifo(Call call) {
    Options options = call.options(MODE, MODE_BUSYBOX);
    if (options.operands().isEmpty()) {
      throw call.usage(call.isBusybox() ? "" : "missing operand");
    }
    for (String name : options.operands()) {
      make(call, options, name, Mode.FIFO, 0, 0);
    }
    call.exit();
  }

  private static void make(
      Call call, Options options, String name, int kind, int major, int minor) {
    String text = options.value('m');
    Integer mode = text == null ? Integer.valueOf(0666) : ModeText.apply(text, 0666, false, 0);
    if (mode == null) {
      throw call.fail(call.isBusybox() ? "invalid mode '" + text + "'" : "invalid mode");
    }
    try {
      Disk.mknod(call, name, kind | mode, major, minor);
    } catch (SysError e) {
      call.complain(
          (call.dialect() == Dialect.BUSYBOX || call.name().equals("mknod")
                  ? name
                  : "cannot create fifo " + Quoting.file(call, name))
              + ": "
              + e.errno().message());
    }
  }
}
