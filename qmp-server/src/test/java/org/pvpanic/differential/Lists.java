package org.pvpanic.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How lists get simpler. */
final class Lists {

  private Lists() {}

  /** The list without one half, without each quarter, and so on down to single elements. */
  static <T> Stream<List<T>> shorter(List<T> list) {
    return Stream.iterate((list.size() + 1) / 2, size -> size > 0, size -> size / 2)
        .flatMap(
            size ->
                IntStream.iterate(0, at -> at < list.size(), at -> at + size)
                    .mapToObj(at -> without(list, at, Math.min(at + size, list.size()))));
  }

  /** The list with one element replaced by something simpler. */
  static <T> Stream<List<T>> withSimplerElement(
      List<? extends T> list, Function<T, Stream<? extends T>> simpler) {
    return IntStream.range(0, list.size())
        .boxed()
        .flatMap(at -> simpler.apply(list.get(at)).map(element -> with(list, at, element)));
  }

  private static <T> List<T> without(List<T> list, int from, int to) {
    List<T> rest = new ArrayList<>(list.subList(0, from));
    rest.addAll(list.subList(to, list.size()));
    return List.copyOf(rest);
  }

  private static <T> List<T> with(List<? extends T> list, int at, T element) {
    List<T> changed = new ArrayList<>(list);
    changed.set(at, element);
    return List.copyOf(changed);
  }
}
