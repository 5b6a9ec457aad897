package org.guanjia.people;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One meaning of what was typed into the search: persons in one order, from one prefix on, that have all of these keys. An index answers it
 * from the first row on.
 *
 * @param prefix in the order's column; null for all
 * @param keys of {@code people.lookup}: one of each list
 * @param notInitials what an earlier way has shown already: initials with that prefix; null for none
 */
record Way(Order order, @Nullable String prefix, List<List<Long>> keys, @Nullable String notInitials) {

  /** The column by which persons are found and stand in the list. */
  enum Order {
    NAME,
    INITIALS,
    PINYIN
  }

  static Way all() {
    return new Way(Order.NAME, null, List.of(), null);
  }

  static Way by(Order order, String prefix) {
    return new Way(order, prefix, List.of(), null);
  }

  static Way holding(List<List<Long>> keys) {
    return new Way(Order.NAME, null, keys, null);
  }

  Way with(List<List<Long>> others) {
    return new Way(order, prefix, java.util.stream.Stream.concat(keys.stream(), others.stream()).toList(), notInitials);
  }

  Way without(String initials) {
    return new Way(order, prefix, keys, initials);
  }
}
