package org.pvpanic.guest.shell;

/** The two versions of bash with their readline. */
enum Readline {
  /** bash 4.2 with readline 6.2: CentOS 7. */
  CENTOS_7("4.2.46(1)-release (x86_64-redhat-linux-gnu)", "[\\u@\\h \\W]\\$ ", false),
  /** bash 5.2 with readline 8.2: Debian 12. */
  DEBIAN_12("5.2.15(1)-release (x86_64-pc-linux-gnu)", "\\u@\\h:\\w\\$ ", true);

  private final String version;
  private final String prompt;
  private final boolean modern;

  Readline(String version, String prompt, boolean modern) {
    this.version = version;
    this.prompt = prompt;
    this.modern = modern;
  }

  /** As {@code $BASH_VERSION} goes on with the machine it was built for. */
  String version() {
    return version;
  }

  /**
   * What the distribution's start-up files set PS1 and PS2 to. CentOS does it in a file that {@code
   * ~/.bashrc} reads, Debian's bash reads /etc/bash.bashrc by itself.
   */
  String prompt(String name, String home) {
    boolean started = modern || home.length() > 1;
    return name.equals("PS1") ? started ? prompt : "\\s-\\v\\$ " : "> ";
  }

  /** Whether it asks the terminal to bracket what is pasted, and highlights regions. */
  boolean isModern() {
    return modern;
  }
}
