package org.pvpanic.qmp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of an event.
 *
 * @param <D> the record with its data; {@link Void} if it has none
 */
public final class QmpEvent<D> {
  private final String name;
  private final @Nullable Class<D> data;
  private final List<String> features;

  private QmpEvent(String name, @Nullable Class<D> data, List<String> features) {
    this.name = name;
    this.data = data;
    this.features = features;
  }

  /** Declares an event without data, such as STOP. */
  public static QmpEvent<Void> of(String name) {
    return new QmpEvent<>(name, null, List.of());
  }

  /** Declares an event with data, such as GUEST_PANICKED. */
  public static <D extends Record> QmpEvent<D> of(String name, Class<D> data) {
    return new QmpEvent<>(name, data, List.of());
  }

  /** The same event with features that the schema lists. */
  public QmpEvent<D> features(String... more) {
    return new QmpEvent<>(name, data, List.of(more));
  }

  /** The event's name. */
  public String name() {
    return name;
  }

  List<String> features() {
    return features;
  }

  /** The type of the data, or null if there is none. */
  @Nullable QapiType dataType() {
    return data == null ? null : QapiTypes.of(data);
  }

  @Override
  public String toString() {
    return name;
  }
}
