package org.pvpanic.hmp;

import org.pvpanic.chardev.CharFrontend;
import org.pvpanic.chardev.Chardev;
import org.pvpanic.vm.Vm;

/**
 * The human monitor on a character back end: greets whoever comes, and edits and runs the lines
 * that are typed. It takes one byte at a time, because a byte may bring screens full of output, and
 * takes none while the other end does not read.
 */
public final class ReadlineMonitor implements CharFrontend {

  private final Chardev chardev;
  private final Vm vm;
  private final HumanMonitor monitor;
  private final LineEditor editor;
  private final HmpUser user;

  /** Starts a monitor of {@code vm} on {@code chardev}. */
  public ReadlineMonitor(Chardev chardev, Vm vm, HumanMonitor monitor) {
    this.chardev = chardev;
    this.vm = vm;
    this.monitor = monitor;
    this.editor = new LineEditor("(qemu) ", monitor::complete);
    this.user = HmpUser.at(editor.history());
    chardev.attach(this);
  }

  @Override
  public int canReceive() {
    return chardev.isWritable() && !vm.machine().exited() ? 1 : 0;
  }

  @Override
  public void receive(byte[] bytes, int off, int len) {
    for (int i = off; i < off + len; i++) {
      String line = editor.accept(bytes[i]);
      show(editor.takeOutput());
      if (line != null) {
        run(line);
      }
    }
  }

  private void run(String line) {
    show(RawText.encode(monitor.execute(line, user)));
    if (!user.hasLeft()) {
      prompt();
    }
  }

  private void prompt() {
    editor.showPrompt();
    show(editor.takeOutput());
  }

  private void show(byte[] bytes) {
    chardev.write(bytes, 0, bytes.length);
    chardev.flush();
  }

  @Override
  public void opened() {
    show(
        RawText.encode(
            "QEMU %s monitor - type 'help' for more information\r\n"
                .formatted(vm.version().number())));
    editor.restart();
    prompt();
  }

  @Override
  public void closed() {}

  @Override
  public void writable() {
    vm.eventLoop().execute(chardev::acceptInput);
  }
}
