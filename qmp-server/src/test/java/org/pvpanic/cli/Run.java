package org.pvpanic.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What the program did. */
record Run(int status, String out, String err) {

  static Run of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Main.run(new PrintWriter(out), new PrintWriter(err), args);
    return new Run(status, out.toString(), err.toString());
  }
}
