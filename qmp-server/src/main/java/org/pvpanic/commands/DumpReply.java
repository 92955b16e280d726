package org.pvpanic.commands;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.pvpanic.dump.DumpException;
import org.pvpanic.qmp.QmpException;

/** The reply to a command that writes guest memory: whoever waits for it gets QEMU's words. */
final class DumpReply {

  private DumpReply() {}

  /** A stage that fails with {@link QmpException} where the other fails with a refusal. */
  static CompletionStage<?> of(CompletionStage<Void> stage) {
    return stage.exceptionally(
        error -> {
          Throwable cause = error instanceof CompletionException ? error.getCause() : error;
          throw new CompletionException(
              cause instanceof DumpException
                  ? new QmpException(String.valueOf(cause.getMessage()))
                  : cause);
        });
  }
}
