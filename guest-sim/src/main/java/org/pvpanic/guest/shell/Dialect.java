package org.pvpanic.guest.shell;

/** The shells whose language and words this one speaks. */
public enum Dialect {
  /** GNU bash 4.2, of CentOS 7. */
  BASH_4_2("bash"),
  /** GNU bash 5.2, of Debian 12. */
  BASH_5_2("bash"),
  /** ash of busybox 1.35, of Debian's initramfs. */
  ASH("sh");

  private final String program;

  Dialect(String program) {
    this.program = program;
  }

  /** The name that the shell goes by. */
  public String program() {
    return program;
  }

  /** Whether it is bash, of whatever version. */
  public boolean isBash() {
    return this != ASH;
  }
}
