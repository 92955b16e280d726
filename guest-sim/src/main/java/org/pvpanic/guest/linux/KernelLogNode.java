package org.pvpanic.guest.linux;

import org.pvpanic.guest.linux.fs.Inode;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.Stat;

/** /proc/kmsg: who reads it takes what has not been read yet, and waits for more. */
record KernelLogNode(Kernel kernel, long number) implements Inode {

  @Override
  public Stat stat() {
    long now = kernel.realtimeNs();
    return new Stat(4, number, Mode.REGULAR | 0400, 1, 0, 0, 0, 0, 0, now, now, now);
  }

  @Override
  public OpenFile open(Task task, int flags) {
    return new KernelLogReader(kernel, flags, false);
  }
}
