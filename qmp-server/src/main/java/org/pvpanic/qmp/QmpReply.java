package org.pvpanic.qmp;

import org.jspecify.annotations.Nullable;
import org.pvpanic.json.JsonName;
import org.pvpanic.json.JsonWriter;

/** Writes what a monitor says to its client, one message at a time into the same buffer. */
final class QmpReply {
  private static final JsonName RETURN = JsonName.of("return");
  private static final JsonName ID = JsonName.of("id");
  private static final JsonName ERROR = JsonName.of("error");
  private static final JsonName CLASS = JsonName.of("class");
  private static final JsonName DESC = JsonName.of("desc");

  private final boolean pretty;
  private final JsonWriter out;

  QmpReply(boolean pretty) {
    this.pretty = pretty;
    this.out = new JsonWriter(pretty);
  }

  boolean isPretty() {
    return pretty;
  }

  QmpReply greeting(VersionInfo version, boolean offersOob) {
    out.reset().beginObject().name("QMP").beginObject().name("version");
    version(version);
    out.name("capabilities").beginArray();
    if (offersOob) {
      out.value("oob");
    }
    out.endArray().endObject().endObject().endLine();
    return this;
  }

  /** Written by hand: it is the first thing a client waits for, so no type is looked up for it. */
  private void version(VersionInfo version) {
    out.beginObject().name("qemu").beginObject();
    out.name("micro").value(version.qemu().micro());
    out.name("minor").value(version.qemu().minor());
    out.name("major").value(version.qemu().major());
    out.endObject().name("package").value(version.packageName()).endObject();
  }

  /** Writes a success; a result of no type is an empty object. */
  void result(@Nullable QapiType type, @Nullable Object result, @Nullable Object id) {
    out.reset().beginObject().name(RETURN);
    if (type == null) {
      out.beginObject().endObject();
    } else if (result == null) {
      throw new IllegalStateException("no result");
    } else {
      type.encode(result, out);
    }
    if (id != null) {
      out.name(ID).value(id);
    }
    out.endObject().endLine();
  }

  void error(ErrorClass errorClass, String description, @Nullable Object id) {
    out.reset().beginObject();
    if (id != null) {
      out.name(ID).value(id);
    }
    out.name(ERROR).beginObject();
    out.name(CLASS).value(errorClass.toString());
    out.name(DESC).value(description);
    out.endObject().endObject().endLine();
  }

  void send(QmpPeer peer) {
    peer.send(out.buffer(), 0, out.length());
  }
}
