package org.pvpanic.guest.user.command;

import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.InitialRamdisk;
import org.pvpanic.guest.linux.Kexec;
import org.pvpanic.guest.linux.SysError;

/** kexec of kexec-tools: loads a kernel for a crash, or to go on with, or unloads it. */
final class KexecCommand {

  private static final OptionSpec SPEC =
      OptionSpec.of(
          "hvdfixyluet:pascS\u0100:\u0101:\u0102\u0103:\u0104:\u0105:\u0106\u0107:\u0108\u0109\u010a\u010b",
          "help=h version=v debug=d force=f no-checks=i no-ifdown=x no-sync=y load=l unload=u"
              + " exec=e type=t load-panic=p kexec-file-syscall=s kexec-syscall=c"
              + " kexec-syscall-auto=a status=S command-line=\u0100 append=\u0101"
              + " reuse-cmdline=\u0102 initrd=\u0103 ramdisk=\u0103 mem-min=\u0104 mem-max=\u0105"
              + " args-linux=\u0106 entry=\u0107 real-mode=\u0108 noefi=\u0109"
              + " reuse-video-type=\u010a print-ckr-size=\u010b");
  private static final char COMMAND_LINE = '\u0100';
  private static final char APPEND = '\u0101';
  private static final char REUSE = '\u0102';
  private static final char INITRD = '\u0103';
  private static final char SIZE = '\u010b';

  private static final int SIGNATURE_AT = 0x202;
  private static final String SIGNATURE = "HdrS";
  private static final int FAILURE = 255;

  private final Call call;
  private final Options options;
  private final Kexec kexec;

  private KexecCommand(Call call, Options options) {
    this.call = call;
    this.options = options;
    this.kexec = call.kernel().kexec();
  }

  private static String version(Call call) {
    return call.dialect() == Dialect.CENTOS_7 ? "kexec-tools 2.0.7" : "kexec-tools 2.0.25";
  }

  private static String usage(Call call) {
    String text = Manual.of("kexec");
    return version(call) + text.substring(text.indexOf('\n'));
  }

  static void run(Call call) {
    Options options = Options.parseOrEnd(call, call.arguments(), SPEC, usage(call), 1);
    if (options.has('h') || options.has('v')) {
      call.out(options.has('h') ? usage(call) : version(call) + "\n");
      call.exit(0);
      return;
    }
    new KexecCommand(call, options).perform();
  }

  private Exit die(int status, String text) {
    call.err(text + "\n");
    return new Exit(status);
  }

  private void perform() {
    boolean crash = options.has('p');
    if (options.has(SIZE)) {
      call.out(kexec.size() + "\n");
      call.exit(0);
    } else if (options.has('S')) {
      boolean normal = options.has('l');
      call.exit((normal ? kexec.isNextLoaded() : kexec.isLoaded()) ? 1 : 0);
    } else if (options.has('u')) {
      unload(crash);
    } else if (options.has('e')) {
      execute();
    } else {
      load(crash);
    }
  }

  private void unload(boolean crash) {
    if (call.task().uid() != 0) {
      throw die(
          FAILURE,
          (options.has('s') ? "kexec_file_load(unload) failed: " : "kexec unload failed: ")
              + Errno.EPERM.message());
    }
    if (crash) {
      kexec.unload();
    } else {
      kexec.unloadNext();
    }
    call.exit(0);
  }

  private void execute() {
    if (!kexec.isNextLoaded()) {
      throw die(FAILURE, "Nothing has been loaded!");
    }
    call.then(call.kernel().succession()::startLoadedKernel);
  }

  private void load(boolean crash) {
    if (crash && kexec.size() == 0) {
      throw die(
          1,
          "Memory for crashkernel is not reserved\nPlease reserve memory by"
              + " passing\"crashkernel="
              + (call.dialect() == Dialect.CENTOS_7 ? "X@Y" : "Y@X")
              + "\" parameter to kernel\nThen try to loading kdump kernel");
    }
    if (options.operands().isEmpty()) {
      call.err("No kernel specified\n" + usage(call));
      throw new Exit(FAILURE);
    }
    String file = options.operands().get(0);
    FileReader.read(
        call,
        file,
        bytes -> initrd(crash, bytes),
        errno -> {
          throw options.has('s')
              ? die(FAILURE, "Failed to open file " + file + ":" + errno.message())
              : die(1, "Cannot open `" + file + "': " + errno.message());
        });
  }

  private void initrd(boolean crash, byte[] kernel) {
    String initrd = options.value(INITRD);
    if (initrd == null) {
      check(crash, kernel, InitialRamdisk.NONE);
      return;
    }
    FileReader.read(
        call,
        initrd,
        bytes -> check(crash, kernel, InitialRamdisk.of(bytes, size(initrd, bytes))),
        errno -> {
          throw options.has('s')
              ? die(FAILURE, "Failed to open initrd file " + initrd + ":" + errno.message())
              : die(1, "Cannot open `" + initrd + "': " + errno.message());
        });
  }

  /** The size of a file, of which only the first megabyte was read. */
  private long size(String file, byte[] head) {
    try {
      return call.kernel().files().stat(call.task(), file).size();
    } catch (SysError e) {
      return head.length;
    }
  }

  private void check(boolean crash, byte[] kernel, InitialRamdisk ramdisk) {
    boolean image =
        kernel.length > SIGNATURE_AT + SIGNATURE.length()
            && Bytes.of(kernel).startsWith(SIGNATURE, SIGNATURE_AT);
    if (!image) {
      throw options.has('s')
          ? die(FAILURE, "kexec_file_load failed: " + Errno.ENOEXEC.message())
          : die(FAILURE, "Cannot determine the file type of " + options.operands().get(0));
    }
    if (call.task().uid() != 0) {
      throw die(
          FAILURE,
          (options.has('s') ? "kexec_file_load failed: " : "kexec_load failed: ")
              + Errno.EPERM.message());
    }
    String arguments = arguments();
    if (!crash) {
      kexec.loadNext(arguments);
    } else if (!kexec.load(arguments, ramdisk, options.has('s'))) {
      throw die(
          FAILURE,
          "Could not find a free area of memory of 0x1000000 bytes...\nlocate_hole failed");
    }
    call.exit(0);
  }

  private String arguments() {
    String line = options.value(COMMAND_LINE);
    String more = options.value(APPEND);
    String text = line == null ? "" : line;
    if (options.has(REUSE)) {
      text = withoutKexecsOwn(call.kernel().arguments().text());
    }
    return more == null ? text : text.isEmpty() ? more : text + " " + more;
  }

  /** --reuse-cmdline leaves out what is for the first kernel only. */
  private static String withoutKexecsOwn(String line) {
    StringBuilder kept = new StringBuilder();
    for (String word : line.split(" ")) {
      if (!word.startsWith("crashkernel=") && !word.startsWith("BOOT_IMAGE=")) {
        kept.append(kept.length() == 0 ? "" : " ").append(word);
      }
    }
    return kept.toString();
  }
}
