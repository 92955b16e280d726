package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.guest.linux.Signals;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.user.command.FindExpression.Found;
import org.pvpanic.guest.user.command.FindExpression.Part;
import org.pvpanic.machine.Step;

/** What find does with the files it found (find(1), ACTIONS). */
final class FindActions {

  /** {@code -exec ... {} +}: what it was called for until the end of the search. */
  private record Batch(List<String> command, List<String> paths) {}

  private final Call call;
  private final List<Batch> batches = new ArrayList<>(0);

  FindActions(Call call) {
    this.call = call;
  }

  Part print(String ending) {
    return (found, then) -> {
      call.out(found.path() + ending);
      then.accept(true);
    };
  }

  boolean delete(Found found) {
    if (found.path().equals(".")) {
      return true;
    }
    try {
      if (found.stat().isDirectory()) {
        Disk.rmdir(call, found.path());
      } else {
        Disk.unlink(call, found.path());
      }
      return true;
    } catch (SysError e) {
      call.complain(
          "cannot delete " + Quoting.quote(call, found.path()) + ": " + e.errno().message());
      return false;
    }
  }

  /** A command for each file, its path for each {@code {}}. */
  Part each(List<String> command) {
    return (found, then) -> {
      List<String> words = new ArrayList<>(command.size());
      command.forEach(word -> words.add(word.replace("{}", found.path())));
      Launch.child(call, words, status -> then.accept(Signals.exitStatus(status) == 0));
    };
  }

  /** A command for all files, at the end. */
  Part together(List<String> command) {
    Batch batch = new Batch(command, new ArrayList<>());
    batches.add(batch);
    return (found, then) -> {
      batch.paths().add(found.path());
      then.accept(true);
    };
  }

  /** Runs what was left for the end. */
  void finish(Step end) {
    if (batches.isEmpty()) {
      end.run();
      return;
    }
    Batch batch = batches.remove(0);
    if (batch.paths().isEmpty()) {
      finish(end);
      return;
    }
    List<String> command = new ArrayList<>(batch.command());
    command.addAll(batch.paths());
    Launch.child(
        call,
        command,
        status -> {
          call.setStatus(Signals.exitStatus(status) == 0 ? 0 : 1);
          finish(end);
        });
  }
}
