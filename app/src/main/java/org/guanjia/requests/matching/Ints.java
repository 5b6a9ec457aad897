package org.guanjia.requests.matching;

import java.util.Arrays;

/** A growing list of ints that ends as a sorted set. */
final class Ints {

  private int[] values = new int[64];
  private int size;

  void add(int value) {
    if (size == values.length) values = Arrays.copyOf(values, size * 2);
    values[size++] = value;
  }

  void addAll(int[] more) {
    for (int value : more) add(value);
  }

  int size() {
    return size;
  }

  int[] toArray() {
    return Arrays.copyOf(values, size);
  }

  int[] sorted() {
    var sorted = toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  int[] sortedSet() {
    var set = sorted();
    var kept = 0;
    for (int i = 0; i < set.length; i++) if (i == 0 || set[i] != set[i - 1]) set[kept++] = set[i];
    return Arrays.copyOf(set, kept);
  }
}
