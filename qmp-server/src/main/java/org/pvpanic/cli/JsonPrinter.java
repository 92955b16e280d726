package org.pvpanic.cli;

import java.io.PrintWriter;
import org.pvpanic.json.JsonWriter;

/** A JSON object a line: {@code t} in milliseconds, {@code kind}, {@code text}, and the fields. */
final class JsonPrinter implements TimelinePrinter {

  private final PrintWriter out;
  private final JsonWriter json = new JsonWriter();

  JsonPrinter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void print(long ms, Entry entry) {
    json.reset().beginObject();
    json.name("t").value(ms);
    json.name("kind").value(entry.kind().toString());
    json.name("text").value(entry.text());
    entry.fields().forEach((name, value) -> json.name(name).value(value));
    json.endObject();
    out.println(json);
    out.flush();
  }
}
