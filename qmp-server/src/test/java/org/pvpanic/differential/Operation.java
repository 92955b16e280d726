package org.pvpanic.differential;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Something that is done to a machine from outside. */
sealed interface Operation
    permits Send, HalfClose, Reconnect, DetachedDump, Qtest, QtestLine, Unplugged {

  /** Does it, and returns all that is said in answer, a message each. */
  List<String> doneBy(Client client) throws IOException;

  /** What it sends. */
  List<Payload> payloads();

  /** Operations that do less; the most promising first. */
  Stream<Operation> simpler();
}
