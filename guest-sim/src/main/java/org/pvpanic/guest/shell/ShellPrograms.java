package org.pvpanic.guest.shell;

import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Era;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.RootKind;

/** The shell of a system, and programs that are builtins of it, too. */
public final class ShellPrograms {

  private ShellPrograms() {}

  /** The shell that a system has. */
  public static Dialect dialect(Kernel kernel) {
    if (kernel.root() == RootKind.INITRAMFS) {
      return Dialect.ASH;
    }
    return kernel.profile().era() == Era.LINUX_3_10 ? Dialect.BASH_4_2 : Dialect.BASH_5_2;
  }

  /** The program with a name, or null when it is none of these. */
  public static @Nullable Program find(Kernel kernel, String name) {
    return switch (name) {
      case "sh", "bash" -> shell(dialect(kernel));
      case "ash" -> dialect(kernel) == Dialect.ASH ? shell(Dialect.ASH) : null;
      case "echo" -> Echo.program(dialect(kernel));
      case "printf" -> Printf.program(dialect(kernel));
      case "test", "[" -> TestExpression.program(dialect(kernel));
      default -> null;
    };
  }

  /** A shell that edits lines when it is on a terminal. */
  private static Program shell(Dialect dialect) {
    return new Sh(dialect, dialect == Dialect.ASH ? new Ash() : new Bash(dialect));
  }
}
